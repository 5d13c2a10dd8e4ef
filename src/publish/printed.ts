// What pages print that is not in their models: the HTML of bodies, and the sizes of pictures.
import type { Edition } from "../edition/edition.ts";
import type { PlannedPage } from "../pages/planned-page.ts";
import { bodyPlace, DamagedCacheError, PackReader, type TextPlace } from "./text-store.ts";

/** Of some pages; plain data. */
export interface Printed {
  /** Digest of the HTML parts of a body → their place. */
  bodies: Map<string, TextPlace>;
  /** Address of a published picture → its size in bytes. */
  sizes: Map<string, number>;
}

export function indexBodies({ stories, pages }: Edition): Map<string, TextPlace> {
  const index = new Map<string, TextPlace>();
  for (const texts of [stories, pages]) for (const { post } of texts) index.set(post.digests.body, bodyPlace(post));
  return index;
}

export function printedBy(
  pages: readonly PlannedPage[],
  bodies: ReadonlyMap<string, TextPlace>,
  sizeOf: (url: string) => number,
): Printed {
  const printed: Printed = { bodies: new Map(), sizes: new Map() };
  for (const page of pages) {
    for (const digest of page.bodies) printed.bodies.set(digest, bodies.get(digest) as TextPlace);
    for (const url of page.pictures) printed.sizes.set(url, sizeOf(url));
  }
  return printed;
}

export function addPrinted(printed: Printed, { bodies, sizes }: Printed): void {
  for (const [digest, place] of bodies) printed.bodies.set(digest, place);
  for (const [url, size] of sizes) printed.sizes.set(url, size);
}

/** For templates. */
export class PrintedFiles {
  readonly #reader: PackReader;
  readonly #printed: Printed = { bodies: new Map(), sizes: new Map() };
  /** What the last pages met: Nunjucks passes on no more than the words of what a filter throws. */
  damage: DamagedCacheError | null = null;

  constructor(cacheFolder: string) {
    this.#reader = new PackReader(cacheFolder);
  }

  extend(more: Printed): void {
    this.damage = null;
    addPrinted(this.#printed, more);
  }

  /** HTML parts. @throws DamagedCacheError */
  body(digest: string): string[] {
    const place = this.#printed.bodies.get(digest);
    if (place === undefined) throw new Error(`nobody told where the body ${digest} lies`);
    try {
      return this.#reader.read<string[]>(digest, place);
    } catch (error) {
      if (error instanceof DamagedCacheError) this.damage = error;
      throw error;
    }
  }

  /** Bytes of a published picture. */
  size(url: string): number {
    const size = this.#printed.sizes.get(url);
    if (size === undefined) throw new Error(`nobody told the size of ${url}`);
    return size;
  }
}
