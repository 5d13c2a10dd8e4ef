// Holds a build to the law: renders some of the pages that stay once more, and compares.
import type { PlannedPage } from "../pages/planned-page.ts";
import { digestOf } from "../parts/parts.ts";
import type { OutputRecord } from "./manifest.ts";
import type { RenderedFile } from "./render.ts";

/** A page that stayed, although what it is made of makes another one now. */
export interface Mismatch {
  path: string;
  /** Digest of the file in the output folder. */
  recorded: string;
  /** Digest of what it would be. */
  rendered: string;
}

/** Whether a page is among the wanted share: by chance, but the same for the same `seed`. `percent`: 0 to 100. */
export function samplePages(percent: number, seed: string): (page: PlannedPage) => boolean {
  if (percent === 0) return () => false;
  return ({ url }) => Number.parseInt(digestOf(`${seed} ${url}`).slice(0, 8), 16) < (percent / 100) * 2 ** 32;
}

export function findMismatches(checked: readonly RenderedFile[], kept: ReadonlyMap<string, OutputRecord>): Mismatch[] {
  return checked.flatMap(({ path, digest: rendered }) => {
    const recorded = kept.get(path)?.digest ?? "";
    return recorded === rendered ? [] : [{ path, recorded, rendered }];
  });
}
