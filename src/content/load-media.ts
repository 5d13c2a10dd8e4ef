// Finds pictures and attachments that posts name: digest and size of each, from the cache where the file is unchanged.
import { createHash } from "node:crypto";
import { lstatSync, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, sep } from "node:path";
import { isTrusted, type SourceStamp, stampOf } from "./source-trust.ts";
import type { MediaFile } from "./types.ts";

export interface MediaCache {
  /** Epoch milliseconds of the build that wrote it. */
  startedAt: number;
  files: Record<string, MediaFile & { stamp: SourceStamp }>;
}

/** Larger files belong on a media server, not in git. */
const bytesLimit = 50 * 1024 * 1024;
const pictureTypes = /\.(?:svg|png|jpe?g|gif|webp|avif)$/i;

/** Looks up site-relative `sources`. A source that is missing, outside the site's folder, no plain file or over 50 MB is null. */
export async function loadMedia(
  siteFolder: string,
  sources: Iterable<string>,
  previous: MediaCache | null,
  startedAt: number,
): Promise<{ media: Map<string, MediaFile | null>; cache: MediaCache; isChanged: boolean }> {
  const media = new Map<string, MediaFile | null>();
  const cache: MediaCache = { startedAt, files: {} };
  let isChanged = false;
  for (const source of sources) {
    const stat = findFile(siteFolder, source);
    if (stat === null) {
      media.set(source, null);
      continue;
    }
    const stamp = stampOf(stat);
    const known = previous?.files[source];
    if (known !== undefined && previous !== null && isTrusted(known.stamp, stamp, previous.startedAt)) {
      media.set(source, { ...known, bytes: stamp.size });
      cache.files[source] = known;
      continue;
    }
    isChanged = true;
    const bytes = readFileSync(join(siteFolder, source));
    const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 32);
    const size = known?.digest === digest ? known : pictureTypes.test(source) ? await measurePicture(bytes) : { width: 0, height: 0 };
    const file: MediaFile = { source, digest, width: size.width, height: size.height, bytes: bytes.length };
    media.set(source, file);
    cache.files[source] = { ...file, stamp };
  }
  const isShrunk = Object.keys(previous?.files ?? {}).length !== Object.keys(cache.files).length;
  return { media, cache, isChanged: isChanged || isShrunk };
}

/** Null for what may not be published. */
function findFile(siteFolder: string, source: string): Stats | null {
  // No file can bear such a name, and the system would not even look for it.
  if (source.includes("\0")) return null;
  const file = join(siteFolder, source);
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined || !stat.isFile() || stat.size > bytesLimit) return null;
    const isLinked = lstatSync(file).isSymbolicLink() || realpathSync(file) !== file;
    if (isLinked && !realpathSync(file).startsWith(realpathSync(siteFolder) + sep)) return null;
    return stat;
  } catch (error) {
    // A name that is too long, or links that lead in a circle: there is no such file.
    if (["ENAMETOOLONG", "ELOOP"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
}

/** Pixels as shown; 0 where the file does not tell. */
async function measurePicture(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  const { imageSize } = await import("image-size");
  try {
    const { width, height, orientation = 1 } = imageSize(bytes);
    const isTurned = orientation >= 5;
    return { width: Math.round(isTurned ? height : width), height: Math.round(isTurned ? width : height) };
  } catch {
    // A damaged or unknown picture is published without a size: the page can live with that.
    return { width: 0, height: 0 };
  }
}
