// Lists what is in an output folder: on a core of its own while the edition is loaded, since a large site has as many folders as pages.
import { type Dirent, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Every file below a folder, in matching positions. */
export interface OutputListing {
  /** Relative to the folder, "/" separated. */
  paths: string[];
  /** Bytes; -1 for what is no plain file. */
  sizes: Float64Array;
  /** Milliseconds since the epoch. */
  mtimes: Float64Array;
}

/** Nothing where the folder does not exist. Symbolic links are listed, not followed. */
export function scanOutput(folder: string): OutputListing {
  const slices = scanInSlices(folder);
  for (;;) {
    const { done, value } = slices.next();
    if (done) return value;
  }
}

/** As `scanOutput`, with a halt after each folder: who scans may have more to do. */
export function* scanInSlices(folder: string): Generator<undefined, OutputListing> {
  const paths: string[] = [];
  const sizes: number[] = [];
  const mtimes: number[] = [];
  const folders = [""];
  for (let relative = folders.pop(); relative !== undefined; relative = folders.pop()) {
    for (const entry of readFolder(join(folder, relative), relative === "")) {
      const path = relative === "" ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) {
        folders.push(path);
        continue;
      }
      const stat = lstatSync(join(folder, path), { throwIfNoEntry: false });
      if (stat === undefined) continue;
      paths.push(path);
      sizes.push(stat.isFile() ? stat.size : -1);
      mtimes.push(stat.mtimeMs);
    }
    yield;
  }
  return { paths, sizes: Float64Array.from(sizes), mtimes: Float64Array.from(mtimes) };
}

function readFolder(folder: string, mayBeMissing: boolean): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (mayBeMissing && (error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
