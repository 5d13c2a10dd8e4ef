// Keeps the pictures that were encoded or drawn, by what they are made of: neither a clean build nor new code makes them again.
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { readJson, writeJson } from "../content/files/json-files.ts";
import type { KnownFacts } from "../content/media/load-media.ts";
import type { PictureFacts } from "../content/types.ts";
import { digestOf } from "../parts/parts.ts";
import type { DrawJob, EncodeJob, PictureJob, PictureMaker } from "./picture-maker.ts";

/** Hex digits of a digest in front of the bytes: tells a whole file from a damaged one. */
const sealLength = 32;
/** An encoder uses several cores by itself. */
const jobsAtOnce = Math.max(2, Math.min(availableParallelism(), 8));

export class PictureStore {
  readonly maker: PictureMaker;
  private readonly cacheFolder: string;
  private readonly siteFolder: string;
  private readonly encoder: string;

  constructor(cacheFolder: string, siteFolder: string, maker: PictureMaker) {
    this.encoder = digestOf(maker.encoder).slice(0, 10);
    this.cacheFolder = cacheFolder;
    this.siteFolder = siteFolder;
    this.maker = maker;
  }

  keyOf(job: PictureJob): string {
    if (job.kind === "draw") return digestOf(JSON.stringify([this.maker.drawing, job.card]));
    // No hash of each: there may be a hundred thousand.
    return `${job.digest}-${job.width}x${job.height}-${this.encoder}.${job.format}`;
  }

  /** The bytes that `job` makes: from the cache, or null where it lacks them or holds damage. */
  read(key: string): Uint8Array | null {
    let stored: Buffer;
    try {
      stored = readFileSync(this.fileOf(key));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw error;
    }
    const bytes = stored.subarray(sealLength);
    return stored.toString("latin1", 0, sealLength) === digestOf(bytes) ? bytes : null;
  }

  /** Bytes of a picture that was made. */
  sizeOf(job: PictureJob): number {
    return statSync(this.fileOf(this.keyOf(job))).size - sealLength;
  }

  /** Makes what the cache lacks. `onProgress` gets the number made so far, and of all to be made. */
  async encode(jobs: readonly EncodeJob[], onProgress: (made: number, total: number) => void): Promise<void> {
    const missing = this.findMissing(jobs);
    let made = 0;
    const queue = missing.values();
    await Promise.all(
      Array.from({ length: jobsAtOnce }, async () => {
        for (const job of queue) {
          const bytes = await this.maker.encode(readFileSync(join(this.siteFolder, job.source)), job);
          this.write(this.keyOf(job), bytes);
          onProgress(++made, missing.length);
        }
      }),
    );
  }

  /** Draws what the cache lacks. */
  async draw(jobs: readonly DrawJob[]): Promise<void> {
    const missing = this.findMissing(jobs);
    if (missing.length === 0) return;
    const drawn = await this.maker.draw(missing.map(({ card }) => card));
    for (const [index, job] of missing.entries()) this.write(this.keyOf(job), drawn[index] as Uint8Array);
  }

  /** @throws Error where it was neither encoded nor drawn before */
  get(job: PictureJob): Uint8Array {
    const bytes = this.read(this.keyOf(job));
    if (bytes === null)
      throw new Error(
        `${job.kind === "encode" ? `a picture of ${job.source}` : "the picture of a headline"} was not made`,
      );
    return bytes;
  }

  private findMissing<T extends PictureJob>(jobs: readonly T[]): T[] {
    return jobs.filter((job) => this.read(this.keyOf(job)) === null);
  }

  private write(key: string, bytes: Uint8Array): void {
    const file = this.fileOf(key);
    // Beside the folders of the store, where the next build removes what a killed one has left.
    const temporary = join(this.cacheFolder, `picture-${key}.${process.pid}.tmp`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, Buffer.concat([Buffer.from(digestOf(bytes), "latin1"), bytes]));
    renameSync(temporary, file);
  }

  private fileOf(key: string): string {
    return join(this.cacheFolder, "images", key.slice(0, 2), key);
  }
}

interface FactsFile {
  decoder: string;
  facts: Record<string, PictureFacts>;
}

/** What earlier builds found out about pictures, by content: a fresh clone with this cache decodes nothing. */
export class FactsStore implements KnownFacts {
  readonly decoder: string;
  private readonly file: string;
  private loaded: Record<string, PictureFacts> | null = null;
  private isChanged = false;

  constructor(cacheFolder: string, decoder: string) {
    this.file = join(cacheFolder, "images", "facts.json");
    this.decoder = decoder;
  }

  get(digest: string, source: string): PictureFacts | undefined {
    return this.facts[keyOfFacts(digest, source)];
  }

  /** Read when a picture is new, since mostly none is. */
  private get facts(): Record<string, PictureFacts> {
    if (this.loaded === null) {
      const stored = readJson<FactsFile>(this.file);
      this.loaded =
        stored?.decoder === this.decoder && typeof stored.facts === "object" && stored.facts !== null
          ? stored.facts
          : {};
    }
    return this.loaded;
  }

  set(digest: string, source: string, facts: PictureFacts): void {
    // What is no picture, or faulty, is looked at again: that costs little, and the words may have changed.
    if (facts.format === "" || facts.format === "svg") return;
    this.facts[keyOfFacts(digest, source)] = facts;
    this.isChanged = true;
  }

  save(): void {
    if (this.isChanged) writeJson(this.file, { decoder: this.decoder, facts: this.facts } satisfies FactsFile);
    this.isChanged = false;
  }
}

/** A name's ending decides what a picture may be. */
function keyOfFacts(digest: string, source: string): string {
  return `${digest}${source.slice(source.lastIndexOf(".")).toLowerCase()}`;
}
