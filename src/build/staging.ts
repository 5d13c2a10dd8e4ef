// Writes files below the staging folder and tells what the manifest wants to know of them.
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hashBytes } from "./manifest.ts";
import type { RenderedFile } from "./render.ts";

export function stageFile(folder: string, path: string, content: string | Uint8Array): RenderedFile {
  const file = join(folder, path);
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return { path, digest: hashBytes(bytes), size: bytes.length, mtimeMs: statSync(file).mtimeMs };
}
