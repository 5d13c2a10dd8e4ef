// What the last build left in the output folder, and whether it is still there.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
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
}

export const emptyManifest = (): Manifest => ({ outputs: {}, retired: [] });
export const manifestFile = (cacheFolder: string): string => join(cacheFolder, "manifest.json");

export function loadManifest(cacheFolder: string): Manifest {
  const manifest = readJson<Manifest>(manifestFile(cacheFolder));
  return manifest !== null && typeof manifest.outputs === "object" && Array.isArray(manifest.retired) ? manifest : emptyManifest();
}

/** Every file below `folder`, "/" separated and relative to it; [] where it does not exist. Symbolic links count as files. */
export function listFiles(folder: string): string[] {
  const files: string[] = [];
  const walk = (relative: string): void => {
    let entries: import("node:fs").Dirent[];
    try {
      entries = readdirSync(join(folder, relative), { withFileTypes: true });
    } catch (error) {
      if (relative === "" && (error as NodeJS.ErrnoException).code === "ENOENT") return;
      throw error;
    }
    for (const entry of entries) {
      const path = relative === "" ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else files.push(path);
    }
  };
  walk("");
  return files;
}

/** Whether `path` still is what `record` says: by size and mtime, else by its bytes (then the record learns the new mtime). */
export function isIntact(folder: string, path: string, record: OutputRecord): boolean {
  const file = join(folder, path);
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isFile() || stat.size !== record.size) return false;
  if (stat.mtimeMs === record.mtimeMs) return true;
  if (hashBytes(readFileSync(file)) !== record.digest) return false;
  record.mtimeMs = stat.mtimeMs;
  return true;
}

export function hashBytes(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 32);
}
