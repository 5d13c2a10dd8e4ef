// Writes files below the staging folder and tells what the manifest wants to know of them.
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { digestOf } from "../parts/parts.ts";
import type { RenderedFile } from "./render.ts";

/** Folders that this process has made; each build stages into a folder of its own. */
const folders = new Set<string>();

/** At the output's own path, so that the commit can move whole folders that are new. */
export function stageFile(folder: string, path: string, content: string | Uint8Array): RenderedFile {
  const file = join(folder, path);
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const parent = dirname(file);
  if (!folders.has(parent)) mkdirSync(parent, { recursive: true });
  folders.add(parent);
  writeFileSync(file, bytes);
  return { path, digest: digestOf(bytes), size: bytes.length, mtimeMs: statSync(file).mtimeMs };
}
