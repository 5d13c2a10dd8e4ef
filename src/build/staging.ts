// Writes files below the staging folder and tells what the manifest wants to know of them.
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hashBytes } from "./manifest.ts";
import type { RenderedFile } from "./render.ts";

/** At the output's own path, so that the commit can move whole folders that are new. */
export function stageFile(folder: string, path: string, content: string | Uint8Array): RenderedFile {
  const file = join(folder, path);
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  writeFile(file, bytes);
  return { path, digest: hashBytes(bytes), size: bytes.length, mtimeMs: statSync(file).mtimeMs };
}

function writeFile(file: string, bytes: Uint8Array): void {
  try {
    writeFileSync(file, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}
