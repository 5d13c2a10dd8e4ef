// Moves staged files into the output folder so that a kill at any point leaves whole files and a journal to go on from.
import {
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { readJson, writeJson } from "../content/files/json-files.ts";
import { type Manifest, manifestFile, storeManifest } from "./manifest.ts";

export interface Journal {
  outputFolder: string;
  stagingFolder: string;
  /** Output paths of the staged files, in the order of their moves. */
  moves: string[];
  removals: string[];
}

/** A folder of this build's own: a worker of a killed build may still be writing into the old one. */
export const newStagingFolder = (cacheFolder: string): string =>
  join(cacheFolder, "staging", `${Date.now().toString(36)}-${process.pid}`);
const journalFile = (cacheFolder: string): string => join(cacheFolder, "journal.json");
const nextManifestFile = (cacheFolder: string): string => join(cacheFolder, "manifest.next.json");

/** `moves` in the order assets, pages, feeds, indexes. Once the journal is written the commit is decided: a later build completes it. */
export function commitBuild(cacheFolder: string, commit: Journal, manifest: Manifest): void {
  writeJson(nextManifestFile(cacheFolder), storeManifest(manifest));
  const near = bringNear(commit);
  writeJson(journalFile(cacheFolder), near);
  finish(cacheFolder, near);
}

/** Between file systems there is no rename: what is staged is copied to the output folder's first, so that a full disk shows before anything is replaced. */
function bringNear(commit: Journal): Journal {
  const { outputFolder, stagingFolder, moves } = commit;
  mkdirSync(outputFolder, { recursive: true });
  if (statSync(stagingFolder).dev === statSync(outputFolder).dev) return commit;
  const near = join(outputFolder, `.staging-${process.pid}`);
  try {
    mkdirSync(near, { recursive: true });
    for (const path of moves) {
      mkdirSync(dirname(join(near, path)), { recursive: true });
      copyFileSync(join(stagingFolder, path), join(near, path));
    }
  } catch (error) {
    rmSync(near, { recursive: true, force: true });
    throw error;
  }
  return { ...commit, stagingFolder: near };
}

/** Completes the commit of a killed build, and clears what a build killed earlier has staged. */
export function recoverCommit(cacheFolder: string, outputFolder: string): void {
  const journal = readJson<Journal>(journalFile(cacheFolder));
  if (journal !== null && journal.outputFolder === outputFolder) finish(cacheFolder, journal);
  rmSync(journalFile(cacheFolder), { force: true });
  rmSync(nextManifestFile(cacheFolder), { force: true });
  clearStaging(cacheFolder);
  for (const name of existsSync(cacheFolder) ? readdirSync(cacheFolder) : [])
    if (/\.\d+\.tmp$/.test(name)) rmSync(join(cacheFolder, name), { force: true });
}

export function clearStaging(cacheFolder: string): void {
  rmSync(join(cacheFolder, "staging"), { recursive: true, force: true });
}

function finish(cacheFolder: string, { outputFolder, stagingFolder, moves, removals }: Journal): void {
  mkdirSync(outputFolder, { recursive: true });
  const folders = new Set<string>();
  for (const path of moves) {
    if (!existsSync(join(stagingFolder, path))) continue;
    const part = findMissingPart(outputFolder, path, folders);
    move(join(stagingFolder, part), join(outputFolder, part));
  }
  if (existsSync(nextManifestFile(cacheFolder))) {
    // A rename onto a file would wait for the disk; the journal covers the moment without a manifest.
    rmSync(manifestFile(cacheFolder), { force: true });
    renameSync(nextManifestFile(cacheFolder), manifestFile(cacheFolder));
  }
  for (const path of removals) removeFile(outputFolder, path);
  rmSync(stagingFolder, { recursive: true, force: true });
  rmSync(journalFile(cacheFolder), { force: true });
  clearStaging(cacheFolder);
}

/** The outermost folder of `path` that the output does not have, or else `path` itself. `folders` are those known to be there. */
function findMissingPart(outputFolder: string, path: string, folders: Set<string>): string {
  for (let end = path.indexOf("/"); end !== -1; end = path.indexOf("/", end + 1)) {
    const folder = path.slice(0, end);
    if (folders.has(folder)) continue;
    const status = lstatSync(join(outputFolder, folder), { throwIfNoEntry: false });
    // A file where a folder must be is not ours any more.
    if (status !== undefined && !status.isDirectory()) rmSync(join(outputFolder, folder));
    if (!status?.isDirectory()) return folder;
    folders.add(folder);
  }
  return path;
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (["EEXIST", "EISDIR", "ENOTEMPTY"].includes(code)) {
      // A folder where a file must be.
      rmSync(to, { recursive: true });
      renameSync(from, to);
    } else if (code === "EXDEV") moveAcross(from, to);
    else throw error;
  }
}

/** Between file systems there is no rename, and a folder of the output may be another's: copy beside the target, then rename. */
function moveAcross(from: string, to: string): void {
  const temporary = `${to}.${process.pid}.tmp`;
  cpSync(from, temporary, { recursive: true });
  move(temporary, to);
  rmSync(from, { recursive: true });
}

/** Folders at that path are left: a new page may live in one by now. */
function removeFile(outputFolder: string, path: string): void {
  try {
    unlinkSync(join(outputFolder, path));
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (!["ENOENT", "ENOTDIR", "EISDIR", "EPERM"].includes(code)) throw error;
  }
  for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
    try {
      rmdirSync(join(outputFolder, folder));
    } catch (error) {
      // A build that was killed in between may have removed this folder, and not yet the one above.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") return;
    }
  }
}
