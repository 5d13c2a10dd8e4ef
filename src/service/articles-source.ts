// Reads an articles file from disk or from an address, and only when it has changed.
import { open } from "node:fs/promises";
import { ManifestError } from "./manifest.ts";

/** Far above what a site of 100,000 articles needs. */
const sizeLimit = 128 * 1024 * 1024; // bytes
const fetchTime = 10_000; // ms

interface Articles {
  text: string;
  /** To be given back as `known`. */
  state: string;
}

export const isAddress = (articles: string): boolean => /^https?:\/\//.test(articles);

/** Null where nothing has changed since `known`, "" at first. @throws where it cannot be read */
export function readArticles(articles: string, known: string): Promise<Articles | null> {
  return isAddress(articles) ? readAddress(articles, known) : readFile(articles, known);
}

async function readFile(path: string, known: string): Promise<Articles | null> {
  const file = await open(path);
  try {
    const { size, mtimeMs, ctimeMs, ino } = await file.stat();
    const state = [size, mtimeMs, ctimeMs, ino].join();
    if (state === known) return null;
    checkSize(size);
    return { text: await file.readFile("utf8"), state };
  } finally {
    await file.close();
  }
}

async function readAddress(address: string, known: string): Promise<Articles | null> {
  const [tag, modified] = known.split("\n");
  const response = await fetch(address, {
    headers: {
      accept: "application/json",
      "user-agent": "Broadsheet",
      ...(tag && { "if-none-match": tag }),
      ...(modified && { "if-modified-since": modified }),
    },
    signal: AbortSignal.timeout(fetchTime),
  });
  if (!response.ok) await response.body?.cancel();
  if (response.status === 304) return null;
  if (!response.ok) throw new Error(`${address} answers ${response.status}`);
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    checkSize(text.length);
  }
  const { headers } = response;
  return {
    text: text + decoder.decode(),
    state: `${headers.get("etag") ?? ""}\n${headers.get("last-modified") ?? ""}`,
  };
}

function checkSize(size: number): void {
  if (size > sizeLimit) throw new ManifestError(`it has more than ${sizeLimit} bytes`);
}
