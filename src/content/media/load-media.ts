// Finds pictures and attachments that posts name: digest, size and kind of each, from the cache where the file is unchanged.
import { readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, sep } from "node:path";
import { digestOf } from "../../parts/parts.ts";
import { isTrusted, type SourceStamp, stampOf } from "../files/source-trust.ts";
import type { MediaFile, PictureFacts } from "../types.ts";
import { type DecodePicture, faulty, inspectFile } from "./inspect-file.ts";

export interface MediaCache {
  /** What the facts were found with: records of other keys are made anew. */
  key: string;
  /** Epoch milliseconds of the build that wrote it. */
  startedAt: number;
  files: Record<string, { file: MediaFile; stamp: SourceStamp }>;
}

/** Of the facts that are recorded. */
const version = 2;
/** A larger file belongs on a media server, not in git. */
const bytesLimit = 50 * 1024 * 1024;
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
  inspection: Inspection,
): Promise<{ media: Map<string, MediaFile | null>; cache: MediaCache; isChanged: boolean }> {
  const media = new Map<string, MediaFile | null>();
  const key = `${version} ${inspection.facts.decoder}`;
  const cache: MediaCache = { key, startedAt, files: {} };
  const known = previous?.key === key ? previous : { startedAt: 0, files: {} as MediaCache["files"] };
  const fresh: { source: string; stamp: SourceStamp }[] = [];
  for (const source of sources) {
    const stat = findFile(siteFolder, source);
    const stamp = stat && stampOf(stat);
    const record = Object.hasOwn(known.files, source) ? known.files[source] : undefined;
    const isKnown = stamp && record && isTrusted(record.stamp, stamp, known.startedAt);
    // What is fresh gets its place now, so that the order is that of the sources.
    media.set(source, isKnown ? record.file : null);
    if (isKnown) cache.files[source] = record;
    else if (stamp) fresh.push({ source, stamp });
  }
  const queue = fresh.values();
  const inspectInTurn = async (): Promise<void> => {
    for (const { source, stamp } of queue) {
      const file = await readMedia(join(siteFolder, source), source, stamp.size, inspection);
      media.set(source, file);
      cache.files[source] = { file, stamp };
    }
  };
  await Promise.all(Array.from({ length: inspectedAtOnce }, inspectInTurn));
  const isShrunk = Object.keys(known.files).length !== Object.keys(cache.files).length;
  return { media, cache, isChanged: fresh.length > 0 || isShrunk };
}

async function readMedia(file: string, source: string, size: number, inspection: Inspection): Promise<MediaFile> {
  if (size > bytesLimit) {
    const fault = `has ${Math.ceil(size / 1_048_576)} MB, more than 50; save it smaller`;
    return { source, digest: "", bytes: size, ...faulty(fault) };
  }
  const { decode, facts } = inspection;
  const bytes = readFileSync(file);
  const digest = digestOf(bytes);
  const known = facts.get(digest, source);
  const found = known ?? (await inspectFile(source, bytes, decode));
  if (known === undefined) facts.set(digest, source, found);
  return { source, digest, bytes: bytes.length, ...found };
}

/** Null for what may not be published. */
function findFile(siteFolder: string, source: string): Stats | null {
  // No file can bear such a name, and the system would not even look for it.
  if (source.includes("\0")) return null;
  const file = join(siteFolder, source);
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat?.isFile()) return null;
    const real = realpathSync(file);
    return real === file || real.startsWith(realpathSync(siteFolder) + sep) ? stat : null;
  } catch (error) {
    // A name that is too long, or links that lead in a circle: there is no such file.
    if (["ENAMETOOLONG", "ELOOP"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
}
