// Writes files below the staging folder and tells what the manifest wants to know of them.
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hashBytes } from "./manifest.ts";
import type { RenderedFile } from "./render.ts";

/** Folders that this process has made; each build stages into a folder of its own. */
const folders = new Set<string>();

/** At the output's own path, so that the commit can move whole folders that are new. */
export function stageFile(folder: string, path: string, content: string | Uint8Array): RenderedFile {
  const file = join(folder, path);
  const bytes = typeof content === "string" ? encode(content) : content;
  const parent = dirname(file);
  if (!folders.has(parent)) mkdirSync(parent, { recursive: true });
  folders.add(parent);
  writeFileSync(file, bytes);
  return { path, digest: hashBytes(bytes), size: bytes.length, mtimeMs: statSync(file).mtimeMs };
}

let encoded = Buffer.allocUnsafe(1 << 16);

/** As UTF-8, until the next call. `Buffer.from` takes several times as long for texts that were put together from many. */
function encode(text: string): Uint8Array {
  const most = 3 * text.length;
  if (encoded.length < most) encoded = Buffer.allocUnsafe(2 * most);
  return encoded.subarray(0, encoded.write(text, 0));
}
