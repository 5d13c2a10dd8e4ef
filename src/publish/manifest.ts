// What the last build left in the output folder, and whether it is still there.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readJson } from "../content/files/json-files.ts";
import type { Problem } from "../content/types.ts";
import { digestOf } from "../parts/parts.ts";

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
  /** By the path of the output. */
  outputs: Map<string, OutputRecord>;
  /** Hashed assets that left with the last build and leave the folder with the next, so that cached pages still find them. */
  retired: string[];
  /** The edition that the outputs are of; null before the first build. `problems` are its warnings. */
  edition: { key: string; pages: number; problems: Problem[] } | null;
}

export const emptyManifest = (): Manifest => ({ outputs: new Map(), retired: [], edition: null });
export const manifestFile = (cacheFolder: string): string => join(cacheFolder, "manifest.json");

/** A manifest as it is written: a column for each field of the outputs, in matching positions, which is read in half the time. */
interface StoredManifest extends Omit<Manifest, "outputs"> {
  paths: string[];
  keys: string[];
  digests: string[];
  sizes: number[];
  mtimes: number[];
}

/** An empty one where there is none, or a damaged one. */
export function loadManifest(cacheFolder: string): Manifest {
  const stored = readJson<Partial<StoredManifest>>(manifestFile(cacheFolder));
  const { paths, keys, digests, sizes, mtimes, retired, edition = null } = stored ?? {};
  if (
    !Array.isArray(paths) ||
    !Array.isArray(keys) ||
    !Array.isArray(digests) ||
    !Array.isArray(sizes) ||
    !Array.isArray(mtimes) ||
    !Array.isArray(retired)
  )
    return emptyManifest();
  const outputs = new Map<string, OutputRecord>();
  paths.forEach((path, index) => {
    outputs.set(path, {
      key: keys[index] ?? "",
      digest: digests[index] ?? "",
      size: sizes[index] ?? -1,
      mtimeMs: mtimes[index] ?? 0,
    });
  });
  return { outputs, retired, edition };
}

/** To be written with `writeJson`. */
export function storeManifest({ outputs, retired, edition }: Manifest): object {
  const records = [...outputs.values()];
  return {
    paths: [...outputs.keys()],
    keys: records.map(({ key }) => key),
    digests: records.map(({ digest }) => digest),
    sizes: records.map(({ size }) => size),
    mtimes: records.map(({ mtimeMs }) => mtimeMs),
    retired,
    edition,
  } satisfies StoredManifest;
}

/** Whether a file still is what `record` says: by size and mtime, else by its bytes (then the record learns the new mtime). `index`: its place in the listing. */
export function isIntact(
  folder: string,
  path: string,
  { sizes, mtimes }: { sizes: ArrayLike<number>; mtimes: ArrayLike<number> },
  index: number,
  record: OutputRecord,
): boolean {
  if (sizes[index] !== record.size) return false;
  if (mtimes[index] === record.mtimeMs) return true;
  if (digestOf(readFileSync(join(folder, path))) !== record.digest) return false;
  record.mtimeMs = mtimes[index] ?? 0;
  return true;
}
