// When a source file counts as unchanged without reading it.
import type { Stats } from "node:fs";

/** What the file system says of a file; times in milliseconds since the epoch. */
export interface SourceStamp {
  size: number;
  mtimeMs: number;
  ctimeMs: number;
  ino: number;
}

/** Coarsest mtime in use (FAT): a file written within it of the last look may have changed again unseen. */
export const settleMs = 2000;

export function stampOf({ size, mtimeMs, ctimeMs, ino }: Stats): SourceStamp {
  return { size, mtimeMs, ctimeMs, ino };
}

/** True when all of `known` still holds and the file had settled before `startedAt`, the start (epoch ms) of the build that recorded it. */
export function isTrusted(known: SourceStamp, now: SourceStamp, startedAt: number): boolean {
  return (
    known.size === now.size &&
    known.mtimeMs === now.mtimeMs &&
    known.ctimeMs === now.ctimeMs &&
    known.ino === now.ino &&
    now.mtimeMs < startedAt - settleMs
  );
}
