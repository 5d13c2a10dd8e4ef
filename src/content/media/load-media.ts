// Finds pictures and attachments that posts name: digest, size and kind of each, from the cache where the file is unchanged.
import { createHash } from "node:crypto";
import { lstatSync, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, sep } from "node:path";
import { isTrusted, type SourceStamp, stampOf } from "../files/source-trust.ts";
import type { MediaFile, PictureFacts } from "../types.ts";
import { bytesLimit, type DecodePicture, faulty, inspectFile } from "./inspect-file.ts";

export interface MediaCache {
  /** What the facts were found with: records of other keys are made anew. */
  key: string;
  /** Epoch milliseconds of the build that wrote it. */
  startedAt: number;
  files: Record<string, { file: MediaFile; stamp: SourceStamp }>;
}

/** Of the facts that are recorded. */
const version = 2;
/** Pictures that are decoded at once: their bytes are in memory meanwhile. */
const inspectedAtOnce = 4;

/** Digest and name's ending → what the bytes are: kept from build to build, a clean one included. */
export interface KnownFacts {
  /** Names what decodes, with its version. */
  decoder: string;
  get: (digest: string, source: string) => PictureFacts | undefined;
  set: (digest: string, source: string, facts: PictureFacts) => void;
}

export interface Inspection {
  decode: DecodePicture;
  facts: KnownFacts;
}

/** Looks up site-relative `sources`. A source that is missing, outside the site's folder or no plain file is null. */
export async function loadMedia(
  siteFolder: string,
  sources: Iterable<string>,
  previous: MediaCache | null,
  startedAt: number,
  { decode, facts }: Inspection,
): Promise<{ media: Map<string, MediaFile | null>; cache: MediaCache; isChanged: boolean }> {
  const media = new Map<string, MediaFile | null>();
  const key = `${version} ${facts.decoder}`;
  const cache: MediaCache = { key, startedAt, files: {} };
  const known = previous?.key === key ? previous : null;
  const fresh: { source: string; stamp: SourceStamp }[] = [];
  for (const source of sources) {
    // Now, so that the order is that of the sources.
    media.set(source, null);
    const stat = findFile(siteFolder, source);
    if (stat === null) continue;
    const stamp = stampOf(stat);
    const record = known?.files[source];
    if (record !== undefined && known !== null && isTrusted(record.stamp, stamp, known.startedAt)) {
      media.set(source, record.file);
      cache.files[source] = record;
    } else fresh.push({ source, stamp });
  }
  const inspect = async ({ source, stamp }: (typeof fresh)[number]): Promise<void> => {
    const file = await readMedia(siteFolder, source, stamp.size, { decode, facts });
    media.set(source, file);
    cache.files[source] = { file, stamp };
  };
  const queue = fresh.values();
  await Promise.all(
    Array.from({ length: inspectedAtOnce }, async () => {
      for (const entry of queue) await inspect(entry);
    }),
  );
  const isShrunk = Object.keys(known?.files ?? {}).length !== Object.keys(cache.files).length;
  return { media, cache, isChanged: fresh.length > 0 || isShrunk };
}

async function readMedia(
  siteFolder: string,
  source: string,
  size: number,
  { decode, facts }: Inspection,
): Promise<MediaFile> {
  if (size > bytesLimit)
    return {
      source,
      digest: "",
      bytes: size,
      ...faulty(`has ${Math.ceil(size / 1_048_576)} MB, more than 50; save it smaller`),
    };
  const bytes = readFileSync(join(siteFolder, source));
  const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 32);
  let found = facts.get(digest, source);
  if (found === undefined) {
    found = await inspectFile(source, bytes, decode);
    facts.set(digest, source, found);
  }
  return { source, digest, bytes: bytes.length, ...found };
}

/** Null for what may not be published. */
function findFile(siteFolder: string, source: string): Stats | null {
  // No file can bear such a name, and the system would not even look for it.
  if (source.includes("\0")) return null;
  const file = join(siteFolder, source);
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined || !stat.isFile()) return null;
    const isLinked = lstatSync(file).isSymbolicLink() || realpathSync(file) !== file;
    if (isLinked && !realpathSync(file).startsWith(realpathSync(siteFolder) + sep)) return null;
    return stat;
  } catch (error) {
    // A name that is too long, or links that lead in a circle: there is no such file.
    if (["ENAMETOOLONG", "ELOOP"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
}
