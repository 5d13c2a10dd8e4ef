// What the last build left in the output folder, and whether it is still there.
import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "../content/types.ts";
import { readJson } from "./json-files.ts";

/** One file of the output folder. */
export interface OutputRecord {
  /** Hash of the data, code and templates it is made of. */
  key: string;
  /** Hex digest of its bytes. */
  digest: string;
  size: number;
  mtimeMs: number;
}

export interface Manifest {
  /** Output path → record. */
  outputs: Record<string, OutputRecord>;
  /** Hashed assets that left with the last build and leave the folder with the next, so that cached pages still find them. */
  retired: string[];
  /** The edition that the outputs are of; null before the first build. `problems` are its warnings. */
  edition: { key: string; pages: number; problems: Problem[] } | null;
}

export const emptyManifest = (): Manifest => ({ outputs: {}, retired: [], edition: null });
export const manifestFile = (cacheFolder: string): string => join(cacheFolder, "manifest.json");

export function loadManifest(cacheFolder: string): Manifest {
  const manifest = readJson<Manifest>(manifestFile(cacheFolder));
  return manifest !== null && typeof manifest.outputs === "object" && Array.isArray(manifest.retired) ? manifest : emptyManifest();
}

/** Whether the file at `path`, of `size` bytes and changed at `mtimeMs`, still is what `record` says: by these, else by its bytes (then the record learns the new mtime). */
export function isIntact(folder: string, path: string, found: { size: number; mtimeMs: number }, record: OutputRecord): boolean {
  if (found.size !== record.size) return false;
  if (found.mtimeMs === record.mtimeMs) return true;
  if (hashBytes(readFileSync(join(folder, path))) !== record.digest) return false;
  record.mtimeMs = found.mtimeMs;
  return true;
}

export function hashBytes(bytes: Uint8Array | string): string {
  return hash("sha256", bytes, "hex").slice(0, 32);
}
