// Moves staged files into the output folder so that a kill at any point leaves whole files and a journal to go on from.
import { copyFileSync, existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync, unlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { readJson, writeJson } from "./json-files.ts";
import { type Manifest, manifestFile } from "./manifest.ts";
import { stagedFile } from "./staging.ts";

export interface Journal {
  outputFolder: string;
  stagingFolder: string;
  /** Output paths of the staged files, in the order of their moves. */
  moves: string[];
  removals: string[];
}

/** A folder of this build's own: a worker of a killed build may still be writing into the old one. */
export const newStagingFolder = (cacheFolder: string): string => join(cacheFolder, "staging", `${Date.now().toString(36)}-${process.pid}`);
const journalFile = (cacheFolder: string): string => join(cacheFolder, "journal.json");
const nextManifestFile = (cacheFolder: string): string => join(cacheFolder, "manifest.next.json");

/** `moves` in the order assets, pages, feeds, indexes. Once the journal is written the commit is decided: a later build completes it. */
export function commitBuild(cacheFolder: string, commit: Journal, manifest: Manifest): void {
  writeJson(nextManifestFile(cacheFolder), manifest);
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
    for (const path of moves) copyFileSync(stagedFile(stagingFolder, path), stagedFile(near, path));
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
  for (const name of existsSync(cacheFolder) ? readdirSync(cacheFolder) : []) if (/\.\d+\.tmp$/.test(name)) rmSync(join(cacheFolder, name), { force: true });
}

export function clearStaging(cacheFolder: string): void {
  rmSync(join(cacheFolder, "staging"), { recursive: true, force: true });
}

function finish(cacheFolder: string, { outputFolder, stagingFolder, moves, removals }: Journal): void {
  mkdirSync(outputFolder, { recursive: true });
  const folders = new Set<string>();
  for (const path of moves) {
    const staged = stagedFile(stagingFolder, path);
    if (existsSync(staged)) moveFile(staged, outputFolder, path, folders);
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

/** `folders` are those of the output known to be there. */
function moveFile(from: string, outputFolder: string, path: string, folders: Set<string>): void {
  const to = join(outputFolder, path);
  try {
    renameSync(from, to);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (!["ENOENT", "ENOTDIR", "EEXIST", "EISDIR", "ENOTEMPTY", "EXDEV"].includes(code)) throw error;
    makeFolder(outputFolder, dirname(path), folders);
    if (lstatSync(to, { throwIfNoEntry: false })?.isDirectory()) rmSync(to, { recursive: true });
    moveAcross(from, to);
  }
}

/** Between file systems there is no rename: copy beside the target, then rename. */
function moveAcross(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    const temporary = `${to}.${process.pid}.tmp`;
    copyFileSync(from, temporary);
    renameSync(temporary, to);
    rmSync(from);
  }
}

/** A file where a folder must be is not ours any more. */
function makeFolder(outputFolder: string, folder: string, folders: Set<string>): void {
  if (folder === "." || folders.has(folder)) return;
  const path = join(outputFolder, folder);
  for (;;) {
    try {
      mkdirSync(path);
      break;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EEXIST") {
        if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) break;
        rmSync(path);
      } else if (code === "ENOENT" || code === "ENOTDIR") makeFolder(outputFolder, dirname(folder), folders);
      else throw error;
    }
  }
  folders.add(folder);
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
