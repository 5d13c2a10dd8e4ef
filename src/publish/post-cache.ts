// Keeps parsed posts from one build to the next, in shards, so that a publish writes the little that changed.
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { CachedPost, PostCache } from "../content/files/load-posts.ts";
import type { Tag } from "../content/types.ts";
import type { FragmentIndex } from "./fragment-store.ts";
import { compactPacks, sweepPacks } from "./fragment-store.ts";
import { readJson, writeJson } from "./json-files.ts";
import { type PostColumns, packPosts, unpackPosts } from "./post-columns.ts";

const shardCount = 64;

interface Shard extends PostColumns {
  key: string;
}

export const postCacheFolder = (cacheFolder: string): string => join(cacheFolder, "posts");
const shardFile = (cacheFolder: string, shard: number): string => join(postCacheFolder(cacheFolder), `${shard}.json`);

/** Shards of another key, missing or damaged ones only leave posts to be parsed again. */
export function loadPostCache(cacheFolder: string, key: string, acceptsAnyKey = false): PostCache {
  const files = new Map<string, CachedPost>();
  const tags = new Map<string, Tag>();
  for (const shard of listShards(cacheFolder)) {
    const stored = readJson<Partial<Shard>>(shardFile(cacheFolder, shard));
    if (stored !== null && (acceptsAnyKey || stored.key === key))
      unpackPosts(stored, tags, (record) => files.set(record.path, record));
  }
  return { key, files };
}

function listShards(cacheFolder: string): number[] {
  try {
    return readdirSync(postCacheFolder(cacheFolder)).flatMap((name) =>
      /^\d+\.json$/.test(name) ? [Number.parseInt(name, 10)] : [],
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Writes the shards in which a record is new, changed or gone. */
export function savePostCache(cacheFolder: string, previous: PostCache, cache: PostCache): void {
  const { files } = cache;
  const packs = new Set<string>();
  for (const { html } of files.values()) if (html !== null) packs.add(html[0]);
  const { areMany } = sweepPacks(cacheFolder, packs);
  if (areMany) moveFragments(cacheFolder, cache);
  const dirty = new Map<number, CachedPost[]>();
  for (const [path, record] of files) if (areMany || previous.files.get(path) !== record) dirty.set(shardOf(path), []);
  for (const path of previous.files.keys()) if (!files.has(path)) dirty.set(shardOf(path), []);
  const used = new Set<number>();
  for (const record of files.values()) {
    const shard = shardOf(record.path);
    used.add(shard);
    dirty.get(shard)?.push(record);
  }
  mkdirSync(postCacheFolder(cacheFolder), { recursive: true });
  for (const [shard, records] of dirty)
    if (used.has(shard))
      writeJson(shardFile(cacheFolder, shard), { key: cache.key, ...packPosts(records) } satisfies Shard);
  for (const shard of listShards(cacheFolder))
    if (!used.has(shard)) rmSync(shardFile(cacheFolder, shard), { force: true });
}

function moveFragments(cacheFolder: string, cache: PostCache): void {
  const places = compactPacks(cacheFolder, indexFragments(cache));
  for (const record of cache.files.values()) {
    if (record.post !== null) record.html = places[record.post.body.digest] ?? record.html;
  }
}

/** Where the HTML of cached bodies lies: of those with `digests`, or of all. */
export function indexFragments(cache: PostCache, digests: ReadonlySet<string> | null = null): FragmentIndex {
  const index: FragmentIndex = {};
  for (const { post, html } of cache.files.values()) {
    if (post !== null && html !== null && (digests === null || digests.has(post.body.digest)))
      index[post.body.digest] = html;
  }
  return index;
}

/** Spreads alike paths; a real hash would take longer than writing a shard. */
function shardOf(path: string): number {
  let sum = 0;
  for (let i = 0; i < path.length; i++) sum = (Math.imul(sum, 31) + path.charCodeAt(i)) | 0;
  return (sum >>> 0) % shardCount;
}
