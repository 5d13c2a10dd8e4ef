// Parsed posts from one build to the next: what is stored comes back, and damage only costs time.
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { CachedPost, PostCache } from "../../../src/content/files/load-posts.ts";
import { digestOf } from "../../../src/parts/parts.ts";
import { loadPostCache, postCacheFolder, savePostCache } from "../../../src/publish/post-cache.ts";
import { bodyPlace, PackReader, PackWriter, packFolder } from "../../../src/publish/text-store.ts";
import { temporaryFolder } from "../../build/broadsheet.ts";
import { image, link, makePost, type PostFields } from "../sample-posts.ts";

const root = temporaryFolder();
let caches = 0;
const freshCache = (): string => join(root, String(caches++));
const none = (key = "k"): PostCache => ({ key, files: new Map() });

/** `count` posts, each parsed by a process of its own where `packs` is true. */
function parse(cache: string, count: number, packs = false): PostCache {
  const files = new Map<string, CachedPost>();
  let writer: PackWriter | null = null;
  for (let i = 0; i < count; i++) {
    if (writer === null || packs) {
      writer?.close();
      writer = new PackWriter(cache, "test");
    }
    const body = bodyOf(i);
    const post = { ...makePost({ slug: `s${i}`, body: digestOf(body) }), place: writer.add(["{}", "{}", body]) };
    const stamp = { size: i, mtimeMs: 1, ctimeMs: 1, ino: i };
    files.set(post.path, { path: post.path, seenAt: 1, stamp, comments: null, digest: "d", post, problems: [] });
  }
  writer?.close();
  return { key: "k", files };
}

const bodyOf = (i: number): string => JSON.stringify([`<p>${i}</p>`]);

/** Each body is where its post's record says, and is the one that was stored. */
function assertBodiesAreThere(cache: string, { files }: PostCache): void {
  const reader = new PackReader(cache);
  for (const { post } of files.values()) {
    assert.ok(post !== null);
    const body = reader.read<string[]>(post.digests.body, bodyPlace(post));
    assert.is(JSON.stringify(body), bodyOf(Number(post.slug.slice(1))));
  }
  reader.close();
}

const shardsOf = (cache: string): string[] => readdirSync(postCacheFolder(cache)).sort();

test("what is saved is loaded, with the place of each body", () => {
  const cache = freshCache();
  const posts = parse(cache, 200);
  savePostCache(cache, none(), posts);
  const loaded = loadPostCache(cache, "k");
  assert.equal(new Map([...loaded.files].sort()), new Map([...posts.files].sort()));
  assertBodiesAreThere(cache, loaded);
});

test("every field comes back, of posts with few and with many, and of files that hold none", () => {
  const cache = freshCache();
  const tags = [
    { slug: "steel", name: "Steel" },
    { slug: "steel", name: "STEEL" },
  ];
  const picture = { source: "posts/a.jpg", alt: "An \u00e9l\u00e9phant", caption: "", credit: "" };
  const full: PostFields = {
    tags,
    image: picture,
    authors: ["ann", "bob"],
    corrections: [{ at: "2026-02-01", text: "\ud83d\udc18" }],
    redirectFrom: ["/old/"],
    updatedAt: "2026-02-01T00:00:00Z",
    slots: [link("https://a.example/"), link("other.md", 3, 4), image("a.svg", 'An "alt"', 5, 6)],
    minutes: 7,
    bodyLine: 30,
  };
  const posts = [
    makePost({ slug: "few" }),
    makePost({ slug: "full", ...full }),
    makePost({ slug: "more", ...full, commentCount: 3, isDraft: true }),
  ];
  const stamp = { size: 1, mtimeMs: 1.25, ctimeMs: 2, ino: 3 };
  const records = posts.map(
    (post): CachedPost => ({
      path: post.path,
      seenAt: 7,
      stamp,
      comments: post.commentCount > 0 ? stamp : null,
      digest: "d",
      post: { ...post, place: ["a.pack", 5, 9, 13, 20] },
      problems: [],
    }),
  );
  records.push({
    ...(records[0] as CachedPost),
    path: "posts/none.md",
    post: null,
    problems: [{ file: "posts/none.md", line: 1, column: 2, severity: "error", message: "no" }],
  });
  const files = new Map(records.map((record) => [record.path, record]));
  savePostCache(cache, none(), { key: "k", files });
  const loaded = loadPostCache(cache, "k").files;
  assert.equal(new Map([...loaded].sort()), new Map([...files].sort()));
});

test("a cache that is not there is empty", () => {
  assert.equal(loadPostCache(freshCache(), "k"), none());
});

test("another key drops everything, unless any will do", () => {
  const cache = freshCache();
  savePostCache(cache, none(), parse(cache, 9));
  assert.equal(loadPostCache(cache, "other"), none("other"));
  assert.is(loadPostCache(cache, "other", true).files.size, 9);
});

test("a damaged shard leaves its posts to be parsed again, and no others", () => {
  const cache = freshCache();
  savePostCache(cache, none(), parse(cache, 200));
  const [shard = ""] = shardsOf(cache);
  const file = join(postCacheFolder(cache), shard);
  const { records } = JSON.parse(readFileSync(file, "utf8")) as { records: CachedPost[] };
  const lost = records.map(({ path }) => path);
  writeFileSync(file, readFileSync(file, "utf8").slice(0, -9));
  const { files } = loadPostCache(cache, "k");
  assert.ok(lost.length > 0 && lost.every((path) => !files.has(path)));
  assert.is(files.size, 200 - lost.length);
});

test("a shard of another shape is as none, whatever its key", () => {
  const cache = freshCache();
  savePostCache(cache, none(), parse(cache, 9));
  for (const shard of shardsOf(cache)) writeFileSync(join(postCacheFolder(cache), shard), '{"key":"k","files":{}}');
  assert.equal(loadPostCache(cache, "k"), none());
  assert.equal(loadPostCache(cache, "other", true), none("other"));
});

test("a publish writes the shards that it changed, and posts that went are gone", () => {
  const cache = freshCache();
  const posts = parse(cache, 200);
  savePostCache(cache, none(), posts);
  for (const shard of shardsOf(cache)) utimesSync(join(postCacheFolder(cache), shard), 1, 1);
  const [edited = "", gone = ""] = posts.files.keys();
  const next: PostCache = { key: "k", files: new Map(posts.files) };
  next.files.set(edited, { ...(posts.files.get(edited) as CachedPost), digest: "new" });
  next.files.delete(gone);
  savePostCache(cache, posts, next);
  const written = shardsOf(cache).filter((shard) => statSync(join(postCacheFolder(cache), shard)).mtimeMs > 1000);
  assert.ok(written.length >= 1 && written.length <= 2, `${written.length} shards`);
  const { files } = loadPostCache(cache, "k");
  assert.equal([files.get(edited)?.digest, files.get(gone), files.size], ["new", undefined, 199]);
});

test("the last post takes its shard along", () => {
  const cache = freshCache();
  const posts = parse(cache, 1);
  savePostCache(cache, none(), posts);
  savePostCache(cache, posts, none());
  assert.equal(shardsOf(cache), []);
});

test("when packs have become many, posts move into one and are found there by the next build", () => {
  const cache = freshCache();
  const parsed = parse(cache, 30, true);
  const before = new Map(parsed.files);
  savePostCache(cache, none(), parsed);
  assert.is(readdirSync(packFolder(cache)).length, 31);
  // The old packs go with the next save: the build that is going on, and one that is killed, still find what they know of.
  assertBodiesAreThere(cache, { key: "k", files: before });
  const loaded = loadPostCache(cache, "k");
  assert.is(new Set([...loaded.files.values()].map(({ post }) => post?.place[0])).size, 1);
  assertBodiesAreThere(cache, loaded);
  savePostCache(cache, loaded, loaded);
  assert.is(readdirSync(packFolder(cache)).length, 1);
  assertBodiesAreThere(cache, loadPostCache(cache, "k"));
});

test.run();
