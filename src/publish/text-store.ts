// Keeps what posts say on disk, in packs of many texts found by their places, so that a build loads only what it shows.
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Post, PostPlace } from "../content/post.ts";
import type { Told } from "../edition/story.ts";
import { digestOf, stored } from "../parts/parts.ts";

/** Where the JSON of one value lies: pack file, offset and length in bytes. */
export type TextPlace = [pack: string, offset: number, length: number];

/** The cache lost or damaged what it says that it has: it must be made anew. */
export class DamagedCacheError extends Error {
  static readonly code = "ECACHE";
  readonly code = DamagedCacheError.code;

  constructor() {
    super("the cache is damaged; build again with --clean");
  }
}

export const packFolder = (cacheFolder: string): string => join(cacheFolder, "packs");

let packCount = 0;

/** Appends texts to one new pack file. */
export class PackWriter {
  readonly #folder: string;
  readonly #name: string;
  readonly #descriptor: number;
  #offset = 0;

  constructor(cacheFolder: string, label: string) {
    this.#folder = packFolder(cacheFolder);
    // Unique among processes, threads and builds.
    this.#name = `${Date.now().toString(36)}-${process.pid}-${packCount++}-${label}.pack`;
    mkdirSync(this.#folder, { recursive: true });
    this.#descriptor = openSync(join(this.#folder, this.#name), "w");
  }

  /** Written when it returns. */
  add([card, article, body]: readonly [string | Buffer, string | Buffer, string | Buffer]): PostPlace {
    const texts = [card, article, body].map((text) => Buffer.from(text as string)) as [Buffer, Buffer, Buffer];
    const bytes = Buffer.concat(texts);
    let written = 0;
    while (written < bytes.length) written += writeSync(this.#descriptor, bytes, written);
    const offset = this.#offset;
    this.#offset += bytes.length;
    return [this.#name, offset, texts[0].length, texts[1].length, texts[2].length];
  }

  /** False once a save of the cache has found none of it in use. */
  isThere(): boolean {
    return existsSync(join(this.#folder, this.#name));
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

const mostRecent = 500;

/** Reads from packs, and keeps them open. */
export class PackReader {
  readonly #folder: string;
  readonly #descriptors = new Map<string, number>();
  /** A few of the values at hand: a post is shown on a dozen pages that are rendered together. */
  readonly #recent = new Map<string, unknown>();

  constructor(cacheFolder: string) {
    this.#folder = packFolder(cacheFolder);
  }

  /** @throws DamagedCacheError */
  readBytes([pack, offset, length]: TextPlace): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    if (readSync(this.#open(pack), bytes, 0, length, offset) !== length) throw new DamagedCacheError();
    return bytes;
  }

  /** The value whose JSON has `digest`. @throws DamagedCacheError */
  read<T>(digest: string, place: TextPlace): T {
    const known = this.#recent.get(digest);
    if (known !== undefined) return known as T;
    const bytes = this.readBytes(place);
    if (digestOf(bytes) !== digest) throw new DamagedCacheError();
    const value = JSON.parse(bytes.toString("utf8")) as T;
    if (this.#recent.size >= mostRecent) this.#recent.clear();
    this.#recent.set(digest, value);
    return value;
  }

  close(): void {
    for (const descriptor of this.#descriptors.values()) closeSync(descriptor);
    this.#descriptors.clear();
  }

  #open(pack: string): number {
    const known = this.#descriptors.get(pack);
    if (known !== undefined) return known;
    try {
      const descriptor = openSync(join(this.#folder, pack), "r");
      this.#descriptors.set(pack, descriptor);
      return descriptor;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") throw new DamagedCacheError();
      throw error;
    }
  }
}

/** What a post says, fetched when it is shown. */
export function tellFrom(reader: PackReader): (post: Post) => Told {
  return ({ digests, place: [pack, offset, card, article] }) => ({
    card: stored(digests.card, () => reader.read(digests.card, [pack, offset, card])),
    article: stored(digests.article, () => reader.read(digests.article, [pack, offset + card, article])),
  });
}

export const bodyPlace = ({ place: [pack, offset, card, article, body] }: Post): TextPlace => [
  pack,
  offset + card + article,
  body,
];

/** Above this many, small packs are joined to one: each build that parses something adds one. */
const packLimit = 24;
/** Bytes in use: larger packs are left as they are. */
const smallPack = 4_000_000;

/** Deletes packs that nothing is kept in (of killed builds, of older code), and returns the names of those to join, if any. */
export function sweepPacks(cacheFolder: string, posts: Iterable<Post>): Set<string> {
  const used = new Map<string, number>();
  for (const {
    place: [pack, , card, article, body],
  } of posts)
    used.set(pack, (used.get(pack) ?? 0) + card + article + body);
  const folder = packFolder(cacheFolder);
  for (const name of existsSync(folder) ? readdirSync(folder) : [])
    if (name.endsWith(".pack") && !used.has(name)) rmSync(join(folder, name), { force: true });
  if (used.size <= packLimit) return new Set();
  return new Set([...used].filter(([, bytes]) => bytes < smallPack).map(([name]) => name));
}

/** Copies posts into a new pack, and calls `move` with where each lies from now on. What is damaged stays, for whoever reads it. */
export function joinPacks(
  cacheFolder: string,
  posts: Iterable<Post>,
  move: (post: Post, place: PostPlace) => void,
): void {
  const reader = new PackReader(cacheFolder);
  const writer = new PackWriter(cacheFolder, "joined");
  for (const post of posts) {
    const [pack, offset, card, article, body] = post.place;
    try {
      const bytes = reader.readBytes([pack, offset, card + article + body]);
      const cuts = [bytes.subarray(0, card), bytes.subarray(card, card + article), bytes.subarray(card + article)];
      move(post, writer.add(cuts as [Buffer, Buffer, Buffer]));
    } catch (error) {
      if (!(error instanceof DamagedCacheError)) throw error;
    }
  }
  reader.close();
  writer.close();
}
