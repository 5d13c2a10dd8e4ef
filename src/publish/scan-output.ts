// Lists what is in an output folder: on a core of its own while the edition is loaded, since a large site has as many folders as pages.
import { lstatSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { readJson, writeJson } from "../content/files/json-files.ts";
import { settleMs } from "../content/files/source-trust.ts";

/** Every file below a folder, in matching positions. */
export interface OutputListing {
  /** Relative to the folder, "/" separated. */
  paths: string[];
  /** Bytes; -1 for what is no plain file. */
  sizes: Float64Array;
  /** Milliseconds since the epoch. */
  mtimes: Float64Array;
}

/** What a folder holds for as long as its status is the same: adding, removing or renaming something in it changes `ctimeMs`. */
interface SeenFolder {
  ctimeMs: number;
  ino: number;
  /** Names of what are no folders. */
  files: string[];
  folders: string[];
}

/** By the path, relative to the output folder; "" is that itself. */
export type SeenFolders = Map<string, SeenFolder>;

interface StoredFolders {
  /** The output folder, absolute. */
  of: string;
  seen: [path: string, folder: SeenFolder][];
}

const seenFile = (cacheFolder: string): string => join(cacheFolder, "output-folders.json");

/** What an earlier scan kept with `keepSeenFolders`. */
export function loadSeenFolders(cacheFolder: string, folder: string): SeenFolders {
  const stored = readJson<Partial<StoredFolders>>(seenFile(cacheFolder));
  return new Map(stored?.of === folder && Array.isArray(stored.seen) ? stored.seen : []);
}

export function keepSeenFolders(cacheFolder: string, folder: string, seen: SeenFolders): void {
  writeJson(seenFile(cacheFolder), { of: folder, seen: [...seen] } satisfies StoredFolders);
}

export interface Scan {
  listing: OutputListing;
  /** The folders that had settled before the scan began, so that whatever happens in them shows. */
  seen: SeenFolders;
  /** How many folders were read, since nobody had seen them as they are. */
  readAnew: number;
}

/** Nothing where the folder does not exist. Symbolic links in it are listed, not followed. `startedAt`: the present, epoch ms. */
export function scanOutput(folder: string, known: SeenFolders = new Map(), startedAt = Date.now()): Scan {
  const slices = scanInSlices(folder, known, startedAt);
  for (;;) {
    const { done, value } = slices.next();
    if (done) return value;
  }
}

/** As `scanOutput`, with a halt after each folder: who scans may have more to do. */
export function* scanInSlices(folder: string, known: SeenFolders, startedAt = Date.now()): Generator<undefined, Scan> {
  const [paths, sizes, mtimes]: [string[], number[], number[]] = [[], [], []];
  const seen: SeenFolders = new Map();
  let readAnew = 0;
  const waiting = [""];
  for (let relative = waiting.pop(); relative !== undefined; relative = waiting.pop()) {
    const prefix = relative === "" ? "" : `${relative}/`;
    const path = relative === "" ? folder : `${folder}/${relative}`;
    const status = (relative === "" ? statSync : lstatSync)(path, { throwIfNoEntry: false });
    if (status === undefined) continue;
    const { ctimeMs, ino } = status;
    let found = known.get(relative);
    if (found?.ctimeMs !== ctimeMs || found.ino !== ino) {
      found = { ctimeMs, ino, ...readFolder(path) };
      readAnew++;
    }
    if (ctimeMs < startedAt - settleMs) seen.set(relative, found);
    for (const name of found.folders) waiting.push(prefix + name);
    for (const name of found.files) {
      const stat = lstatSync(`${path}/${name}`, { throwIfNoEntry: false });
      if (stat === undefined) continue;
      paths.push(prefix + name);
      sizes.push(stat.isFile() ? stat.size : -1);
      mtimes.push(stat.mtimeMs);
    }
    yield;
  }
  return { listing: { paths, sizes: Float64Array.from(sizes), mtimes: Float64Array.from(mtimes) }, seen, readAnew };
}

function readFolder(path: string): Pick<SeenFolder, "files" | "folders"> {
  const files: string[] = [];
  const folders: string[] = [];
  for (const entry of readdirSync(path, { withFileTypes: true }))
    (entry.isDirectory() ? folders : files).push(entry.name);
  return { files, folders };
}
