// Lets Node's file functions fail as disks and kills make them, for the modules that import them.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const writers = [
  "renameSync",
  "rmSync",
  "unlinkSync",
  "copyFileSync",
  "rmdirSync",
  "mkdirSync",
  "writeFileSync",
] as const;
type Writer = (typeof writers)[number];

export class Killed extends Error {}

/** Runs `work` with `before` called ahead of every change of a file; what it throws, the change throws. */
export function intercept<T>(before: (writer: Writer, paths: string[]) => void, work: () => T): T {
  const originals = new Map<Writer, unknown>(writers.map((writer) => [writer, fs[writer]]));
  for (const [writer, original] of originals) {
    Object.assign(fs, {
      [writer]: (...given: unknown[]) => {
        before(
          writer,
          given.filter((value) => typeof value === "string"),
        );
        return (original as (...values: unknown[]) => unknown)(...given);
      },
    });
  }
  syncBuiltinESMExports();
  try {
    return work();
  } finally {
    Object.assign(fs, Object.fromEntries(originals));
    syncBuiltinESMExports();
  }
}

/** Runs `work` as a process that is killed ahead of its change number `after` (from 0); returns whether it was. */
export function killAfter(after: number, work: () => void): boolean {
  let changes = 0;
  try {
    intercept(() => {
      if (changes++ >= after) throw new Killed();
    }, work);
    return false;
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    return true;
  }
}
