// Reads an articles file from disk or from an address, and only when it has changed.
import { open } from "node:fs/promises";
import { ManifestError } from "./manifest.ts";

/** Far above what a site of 100,000 articles needs. */
const sizeLimit = 128 * 1024 * 1024; // bytes
const fetchTime = 10_000; // ms

/** Gives the text where it is not what was given last, else null. @throws where it cannot be read */
export type ArticlesSource = () => Promise<string | null>;

export const isAddress = (articles: string): boolean => /^https?:\/\//.test(articles);

export function openArticles(articles: string): ArticlesSource {
  return isAddress(articles) ? fromAddress(articles) : fromFile(articles);
}

function fromFile(path: string): ArticlesSource {
  let known = "";
  return async () => {
    const last = known;
    known = "";
    const file = await open(path);
    try {
      const { size, mtimeMs, ctimeMs, ino } = await file.stat();
      checkSize(size);
      const state = [size, mtimeMs, ctimeMs, ino].join();
      const text = state === last ? null : await file.readFile("utf8");
      known = state;
      return text;
    } finally {
      await file.close();
    }
  };
}

function fromAddress(address: string): ArticlesSource {
  let conditions: Record<string, string> = {};
  return async () => {
    const response = await fetch(address, {
      headers: { accept: "application/json", "user-agent": "Broadsheet", ...conditions },
      signal: AbortSignal.timeout(fetchTime),
    });
    if (!response.ok) await response.body?.cancel();
    if (response.status === 304) return null;
    conditions = {};
    if (!response.ok) throw new Error(`${address} answers ${response.status}`);
    const text = await readText(response);
    const [tag, modified] = [response.headers.get("etag"), response.headers.get("last-modified")];
    conditions = { ...(tag && { "if-none-match": tag }), ...(modified && { "if-modified-since": modified }) };
    return text;
  };
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    checkSize(text.length);
  }
  return text + decoder.decode();
}

function checkSize(size: number): void {
  if (size > sizeLimit) throw new ManifestError(`it has more than ${sizeLimit} bytes`);
}
