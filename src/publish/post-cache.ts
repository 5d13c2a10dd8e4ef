// Keeps parsed posts from one build to the next, in shards, so that a publish writes the little that changed.
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readJson, writeJson } from "../content/files/json-files.ts";
import type { CachedPost, PostCache } from "../content/files/load-posts.ts";
import type { Post } from "../content/post.ts";
import { joinPacks, sweepPacks } from "./text-store.ts";

const shardCount = 64;

interface Shard {
  key: string;
  records: CachedPost[];
}

export const postCacheFolder = (cacheFolder: string): string => join(cacheFolder, "posts");
const shardFile = (cacheFolder: string, shard: number): string => join(postCacheFolder(cacheFolder), `${shard}.json`);

/** Shards of another key, missing or damaged ones only leave posts to be parsed again. */
export function loadPostCache(cacheFolder: string, key: string, acceptsAnyKey = false): PostCache {
  const files = new Map<string, CachedPost>();
  for (const shard of listShards(cacheFolder)) {
    const stored = readJson<Partial<Shard>>(shardFile(cacheFolder, shard));
    if (stored === null || !Array.isArray(stored.records) || (stored.key !== key && !acceptsAnyKey)) continue;
    for (const record of stored.records) files.set(record.path, record);
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
export function savePostCache(cacheFolder: string, previous: PostCache, { key, files }: PostCache): void {
  tidyPacks(cacheFolder, files);
  const shards = new Map<number, CachedPost[]>();
  const dirty = new Set<number>();
  for (const [path, record] of files) {
    const shard = shardOf(path);
    const records = shards.get(shard);
    if (records === undefined) shards.set(shard, [record]);
    else records.push(record);
    if (previous.files.get(path) !== record) dirty.add(shard);
  }
  for (const path of previous.files.keys()) if (!files.has(path)) dirty.add(shardOf(path));
  mkdirSync(postCacheFolder(cacheFolder), { recursive: true });
  for (const shard of dirty) {
    const records = shards.get(shard);
    if (records !== undefined) writeJson(shardFile(cacheFolder, shard), { key, records } satisfies Shard);
  }
  for (const shard of listShards(cacheFolder))
    if (!shards.has(shard)) rmSync(shardFile(cacheFolder, shard), { force: true });
}

/** The records of posts that move to another pack become new ones. */
function tidyPacks(cacheFolder: string, files: Map<string, CachedPost>): void {
  const posts: Post[] = [];
  for (const { post } of files.values()) if (post !== null) posts.push(post);
  const small = sweepPacks(cacheFolder, posts);
  if (small.size === 0) return;
  joinPacks(
    cacheFolder,
    posts.filter(({ place }) => small.has(place[0])),
    (post, place) => {
      const record = files.get(post.path);
      if (record !== undefined) files.set(post.path, { ...record, post: { ...post, place } });
    },
  );
}

/** Spreads alike paths; a real hash would take longer than writing a shard. */
function shardOf(path: string): number {
  let sum = 0;
  for (let i = 0; i < path.length; i++) sum = (Math.imul(sum, 31) + path.charCodeAt(i)) | 0;
  return (sum >>> 0) % shardCount;
}
