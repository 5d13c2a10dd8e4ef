// Writes files below the staging folder and tells what the manifest wants to know of them.
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashBytes } from "./manifest.ts";
import type { RenderedFile } from "./render.ts";

/** Where the output `path` waits for its commit. Without folders, since making and removing them would cost more than the files. */
export function stagedFile(folder: string, path: string): string {
  return join(folder, hashBytes(path));
}

export function stageFile(folder: string, path: string, content: string | Uint8Array): RenderedFile {
  const file = stagedFile(folder, path);
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  writeFileSync(file, bytes);
  return { path, digest: hashBytes(bytes), size: bytes.length, mtimeMs: statSync(file).mtimeMs };
}
