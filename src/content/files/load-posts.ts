// Gives every post of a site: from the cache where its file is known to be unchanged, else parsed anew.

import type { Post } from "../post.ts";
import { hasErrors } from "../problems.ts";
import type { Problem } from "../types.ts";
import { readPostBytes } from "./post-bytes.ts";
import { isTrusted, type SourceStamp } from "./source-trust.ts";
import type { PostFile, WalkedPosts } from "./walk-posts.ts";

/** What the caller keeps from one build to the next. */
export interface PostCache {
  /** Digest of the options and code that parsed; another key drops everything. */
  key: string;
  /** By path. */
  files: Map<string, CachedPost>;
}

/** Plain JSON. */
export interface CachedPost {
  path: string;
  /** Epoch ms of the start of the build that looked at the file last. */
  seenAt: number;
  stamp: SourceStamp;
  comments: SourceStamp | null;
  digest: string;
  post: Post | null;
  problems: Problem[];
}

/** What `parseMany` gives for one file; what the post says it has stored at its `place`. */
export interface ParsedPost {
  path: string;
  /** Hex SHA-256 of what was parsed; "" where the file could not be read. */
  digest: string;
  post: Post | null;
  problems: Problem[];
}

export interface LoadedPosts {
  /** Without an error of their own, by path. */
  posts: Post[];
  /** With errors, good for `checkReferences` and nothing else: refused values are "" or []. */
  unsound: Post[];
  problems: Problem[];
  cache: PostCache;
  /** Posts parsed anew. */
  changed: number;
  /** Whether `cache` differs from the previous one, so that it is worth storing. */
  isCacheStale: boolean;
}

/**
 * @param key digest of the parse options and the code that parses
 * @param walked the files that are there, looked at after `startedAt`
 * @param startedAt epoch ms, taken before the first look at any file
 * @param parseMany parses files, given by paths relative to the site's folder; its results may come in any order
 */
export async function loadPosts(
  siteFolder: string,
  walked: WalkedPosts,
  previous: PostCache | null,
  { key, startedAt }: { key: string; startedAt: number },
  parseMany: (paths: string[]) => Promise<ParsedPost[]>,
): Promise<LoadedPosts> {
  const { files } = walked;
  const problems = [...walked.problems];
  const known = previous?.key === key ? previous : null;
  const cache: PostCache = { key, files: new Map() };
  let isCacheStale = known === null;
  const stale: PostFile[] = [];
  for (const file of files) {
    const record = known?.files.get(file.path);
    if (record !== undefined && isUnchanged(record, file)) {
      cache.files.set(file.path, record);
      continue;
    }
    isCacheStale = true;
    if (record !== undefined && hashAgain(siteFolder, file.path) === record.digest)
      cache.files.set(file.path, { ...record, seenAt: startedAt, stamp: file.stamp, comments: file.comments });
    else stale.push(file);
  }
  const parsed = new Map(
    (stale.length === 0 ? [] : await parseMany(stale.map((file) => file.path))).map((result) => [result.path, result]),
  );
  const unreadable = new Map<string, ParsedPost>();
  for (const { path, stamp, comments } of stale) {
    const result = parsed.get(path);
    if (result === undefined) throw new Error(`no result for ${path}`);
    if (result.digest === "") unreadable.set(path, result);
    else
      cache.files.set(path, {
        path,
        seenAt: startedAt,
        stamp,
        comments,
        digest: result.digest,
        post: result.post,
        problems: result.problems,
      });
  }
  if (known !== null && known.files.size !== files.length) isCacheStale = true;

  const posts: Post[] = [];
  const unsound: Post[] = [];
  for (const { path } of files) {
    const result = cache.files.get(path) ?? unreadable.get(path);
    if (result === undefined) continue;
    for (const problem of result.problems) problems.push(problem);
    if (result.post !== null) (hasErrors(result.problems) ? unsound : posts).push(result.post);
  }
  return { posts, unsound, problems, cache, changed: stale.length, isCacheStale };
}

function isUnchanged(record: CachedPost, file: PostFile): boolean {
  if (!isTrusted(record.stamp, file.stamp, record.seenAt)) return false;
  if (record.comments === null || file.comments === null) return record.comments === file.comments;
  return isTrusted(record.comments, file.comments, record.seenAt);
}

/** "" where the file cannot be read now: parsing it will say why. */
function hashAgain(siteFolder: string, path: string): string {
  try {
    return readPostBytes(siteFolder, path).digest;
  } catch {
    return "";
  }
}
