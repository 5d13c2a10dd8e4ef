// Keeps the HTML of bodies on disk, in packs found by digest, so that a build loads only what it prints.

import { createHash } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { FragmentPlace } from "../markup/fragment.ts";

/** Digest → place. */
export type FragmentIndex = Record<string, FragmentPlace>;

/** Reads HTML parts by digest. */
export interface FragmentReader {
  /** Throws when the digest is unknown or its bytes are damaged. */
  read(digest: string): string[];
}

/** Appends fragments to one new pack file. */
export class PackWriter {
  readonly index: FragmentIndex = {};
  private readonly folder: string;
  private readonly name: string;
  private readonly descriptor: number;
  private offset = 0;

  constructor(folder: string, name: string) {
    mkdirSync(folder, { recursive: true });
    this.folder = folder;
    this.name = name;
    this.descriptor = openSync(join(folder, name), "w");
  }

  /** Written when it returns. */
  add(digest: string, parts: readonly string[]): FragmentPlace {
    const known = this.index[digest];
    if (known !== undefined) return known;
    const bytes = Buffer.from(JSON.stringify(parts));
    let written = 0;
    while (written < bytes.length) written += writeSync(this.descriptor, bytes, written);
    const place: FragmentPlace = [this.name, this.offset, bytes.length];
    this.index[digest] = place;
    this.offset += bytes.length;
    return place;
  }

  /** False once a save of the index has found none of it in use. */
  isThere(): boolean {
    return existsSync(join(this.folder, this.name));
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

/** Reads from packs; keeps them open and a few fragments at hand, since feeds repeat them. */
export class PackReader implements FragmentReader {
  private readonly descriptors = new Map<string, number>();
  private readonly recent = new Map<string, string[]>();
  private readonly folder: string;
  private readonly index: FragmentIndex;

  constructor(folder: string, index: FragmentIndex) {
    this.folder = folder;
    this.index = { ...index };
  }

  /** Learns of more fragments. */
  extend(index: FragmentIndex): void {
    Object.assign(this.index, index);
  }

  read(digest: string): string[] {
    const known = this.recent.get(digest);
    if (known !== undefined) return known;
    const place = this.index[digest];
    if (place === undefined) throw new Error(`fragment ${digest} is not in the cache`);
    const [pack, offset, length] = place;
    const bytes = Buffer.alloc(length);
    let descriptor = this.descriptors.get(pack);
    if (descriptor === undefined) this.descriptors.set(pack, (descriptor = openSync(join(this.folder, pack), "r")));
    const count = readSync(descriptor, bytes, 0, length, offset);
    if (count !== length || digestOf(bytes) !== digest) throw new Error(`fragment ${digest} is damaged`);
    const parts = JSON.parse(bytes.toString("utf8")) as string[];
    if (this.recent.size >= 200) this.recent.clear();
    this.recent.set(digest, parts);
    return parts;
  }

  has(digest: string): boolean {
    try {
      this.read(digest);
      return true;
    } catch {
      return false;
    }
  }

  close(): void {
    for (const descriptor of this.descriptors.values()) closeSync(descriptor);
    this.descriptors.clear();
  }
}

/** As `Outline.digest`: the first 32 hex digits of SHA-256 over the JSON of the parts. */
function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 32);
}

export const fragmentFolder = (cacheFolder: string): string => join(cacheFolder, "fragments");

/** Above this many, packs are copied into one: each build that parses something adds one. */
const packLimit = 24;

/** Deletes packs that nothing is kept in (of killed builds, of older code), and tells when the rest have become many. */
export function sweepPacks(cacheFolder: string, used: ReadonlySet<string>): { areMany: boolean } {
  const folder = fragmentFolder(cacheFolder);
  if (existsSync(folder))
    for (const name of readdirSync(folder))
      if (name.endsWith(".pack") && !used.has(name)) rmSync(join(folder, name), { force: true });
  return { areMany: used.size > packLimit };
}

/** Copies what `index` names into one new pack; damaged fragments are left out. */
export function compactPacks(cacheFolder: string, index: FragmentIndex): FragmentIndex {
  const reader = new PackReader(fragmentFolder(cacheFolder), index);
  const writer = new PackWriter(fragmentFolder(cacheFolder), newPackName("compact"));
  for (const digest of Object.keys(index)) if (reader.has(digest)) writer.add(digest, reader.read(digest));
  reader.close();
  writer.close();
  return writer.index;
}

let packCount = 0;

/** Unique among processes and builds. */
export function newPackName(label: string): string {
  return `${Date.now().toString(36)}-${process.pid}-${packCount++}-${label}.pack`;
}
