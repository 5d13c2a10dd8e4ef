// What posts say, on disk: it comes back to the byte or not at all, and packs stay few.
import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Post, PostPlace } from "../../../src/content/post.ts";
import { digestOf } from "../../../src/parts/parts.ts";
import {
  bodyPlace,
  DamagedCacheError,
  joinPacks,
  PackReader,
  PackWriter,
  packFolder,
  sweepPacks,
  tellFrom,
} from "../../../src/publish/text-store.ts";
import { temporaryFolder } from "../../build/broadsheet.ts";
import { makePost } from "../sample-posts.ts";

const root = temporaryFolder();
let caches = 0;
const newCache = (): string => join(root, String(caches++));
const bodies = [["<p>a</p>"], ["<p", ">b", "</p>"], [""], ["漢字 🚢 \u2028 \ud83d\udea2"], ["x".repeat(200_000)]];

/** Of a post with this body; the others are made of it, so that each post says something else. */
const textsOf = (parts: readonly string[]): [card: string, article: string, body: string] => [
  JSON.stringify({ title: `é of ${parts.join()}` }),
  JSON.stringify({ slots: parts }),
  JSON.stringify(parts),
];

function keep(writer: PackWriter, parts: readonly string[]): Post {
  const texts = textsOf(parts);
  const [card, article, body] = texts.map(digestOf) as [string, string, string];
  return { ...makePost(), digests: { card, article, body }, place: writer.add(texts) };
}

/** A cache folder with a pack for each group of bodies; the posts of each. */
function store(...groups: (readonly string[])[][]): { cache: string; posts: Post[][] } {
  const cache = newCache();
  const posts = groups.map((group) => {
    const writer = new PackWriter(cache, "test");
    const kept = group.map((parts) => keep(writer, parts));
    writer.close();
    return kept;
  });
  return { cache, posts };
}

const packsIn = (cache: string): string[] => readdirSync(packFolder(cache)).filter((name) => name.endsWith(".pack"));

/** What can be read of a post, as the texts that it was stored as; "damaged" for what can not. */
function readAll(reader: PackReader, post: Post): string[] {
  const told = tellFrom(reader)(post);
  return [
    () => told.card.value as object,
    () => told.article.value as object,
    () => reader.read<string[]>(post.digests.body, bodyPlace(post)),
  ].map((read) => {
    try {
      return JSON.stringify(read());
    } catch (error) {
      assert.instance(error, DamagedCacheError);
      assert.is((error as DamagedCacheError).code, "ECACHE");
      return "damaged";
    }
  });
}

function assertHolds(cache: string, posts: readonly Post[], expected: readonly (readonly string[])[]): void {
  const reader = new PackReader(cache);
  for (const [index, post] of posts.entries()) assert.equal(readAll(reader, post), textsOf(expected[index] ?? []));
  reader.close();
}

test("what posts say comes back as it was stored, from several packs, in any order", () => {
  const { cache, posts } = store(bodies.slice(0, 2), bodies.slice(2));
  assertHolds(cache, posts.flat().reverse(), bodies.toReversed());
});

test("it is known by its digest, and read when it is shown", () => {
  const { cache, posts } = store([["a"]]);
  const post = posts.flat()[0] as Post;
  const reader = new PackReader(cache);
  const { card, article } = tellFrom(reader)(post);
  rmSync(packFolder(cache), { recursive: true });
  assert.equal([card.digest, article.digest], [post.digests.card, post.digests.article]);
  assert.throws(
    () => card.value,
    (error: Error) => error instanceof DamagedCacheError,
  );
});

test("it can be read as soon as it is added, while the pack is still written", () => {
  const cache = newCache();
  const writer = new PackWriter(cache, "test");
  const reader = new PackReader(cache);
  for (const parts of bodies) assert.equal(readAll(reader, keep(writer, parts)), textsOf(parts));
  reader.close();
  writer.close();
});

test("bytes may be added as well as texts", () => {
  const cache = newCache();
  const writer = new PackWriter(cache, "test");
  const texts = textsOf(["é"]);
  const post = keep(writer, ["é"]);
  const place = writer.add(texts.map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer]);
  writer.close();
  assertHolds(cache, [post, { ...post, place }], [["é"], ["é"]]);
});

const [card, article, body] = textsOf(["<p>a</p>"]);
const damages: [what: string, damage: (file: string) => void, left: string[]][] = [
  [
    "a byte is other",
    (file) => writeFileSync(file, readFileSync(file, "utf8").replace('"slots"', '"slits"')),
    [card, "damaged", body],
  ],
  ["its end is missing", (file) => truncateSync(file, readFileSync(file).length - 1), [card, article, "damaged"]],
  ["it is empty", (file) => truncateSync(file, 0), ["damaged", "damaged", "damaged"]],
  ["it is not there", (file) => rmSync(file), ["damaged", "damaged", "damaged"]],
  [
    "it holds something else",
    (file) => writeFileSync(file, JSON.stringify(["x".repeat(500)])),
    ["damaged", "damaged", "damaged"],
  ],
];

for (const [what, damage, left] of damages) {
  test(`what lies in a damaged pack (${what}) is not read, and the rest is`, () => {
    const { cache, posts } = store([["<p>a</p>"]]);
    damage(join(packFolder(cache), packsIn(cache)[0] ?? ""));
    const reader = new PackReader(cache);
    assert.equal(readAll(reader, posts.flat()[0] as Post), left);
    reader.close();
  });
}

test("another fault of the file system is told as it is", () => {
  const { cache, posts } = store([["a"]]);
  const pack = join(packFolder(cache), packsIn(cache)[0] ?? "");
  rmSync(pack);
  mkdirSync(pack);
  const reader = new PackReader(cache);
  assert.throws(() => tellFrom(reader)(posts.flat()[0] as Post).card.value, /EISDIR/);
});

test("posts of many packs move to one, and those of a damaged pack stay where they are", () => {
  const groups = Array.from({ length: 30 }, (_, i) => [[`<p>${i}</p>`, "漢"], [`<b>${i}</b>`]]);
  const { cache, posts } = store(...groups);
  assert.is(packsIn(cache).length, 30);
  const small = sweepPacks(cache, posts.flat());
  assert.equal(small, new Set(packsIn(cache)));
  truncateSync(join(packFolder(cache), posts[7]?.[0]?.place[0] ?? ""), 5);
  const moved = new Map<Post, PostPlace>();
  joinPacks(cache, posts.flat(), (post, place) => moved.set(post, place));
  assert.equal(
    posts.flat().filter((post) => !moved.has(post)),
    posts[7],
  );
  assert.is(new Set([...moved.values()].map(([pack]) => pack)).size, 1);
  // Whoever knows the old places, such as the build that is going on, still finds them.
  assertHolds(cache, posts.toSpliced(7, 1).flat(), groups.toSpliced(7, 1).flat());
  const now = [...moved].map(([post, place]) => ({ ...post, place }));
  assert.is(sweepPacks(cache, now).size, 0);
  assert.equal(packsIn(cache), [now[0]?.place[0]]);
  assertHolds(cache, now, groups.toSpliced(7, 1).flat());
});

test("24 packs are not many; those that nothing is kept in are deleted, other files are not", () => {
  const { cache, posts } = store(...Array.from({ length: 26 }, (_, i) => [[String(i)]]));
  writeFileSync(join(packFolder(cache), "note.txt"), "");
  const used = posts.slice(2).flat();
  assert.is(sweepPacks(cache, used).size, 0);
  assert.equal(new Set(packsIn(cache)), new Set(used.map(({ place }) => place[0])));
  assert.ok(readdirSync(packFolder(cache)).includes("note.txt"));
});

test("large packs stay as they are, however many there are", () => {
  const posts = Array.from({ length: 30 }, (_, i): Post => {
    const bytes = i < 3 ? 1_000 : 5_000_000;
    return { ...makePost(), place: [`${i}.pack`, 0, 0, 0, bytes] };
  });
  assert.equal(sweepPacks(newCache(), posts), new Set(["0.pack", "1.pack", "2.pack"]));
});

test("a cache without packs has nothing to sweep", () => {
  const cache = newCache();
  mkdirSync(cache);
  assert.is(sweepPacks(cache, []).size, 0);
});

test("every writer has a pack of its own, and knows when it is gone", () => {
  const cache = newCache();
  const writers = Array.from({ length: 200 }, () => new PackWriter(cache, "test"));
  assert.is(packsIn(cache).length, 200);
  assert.ok(writers.every((writer) => writer.isThere()));
  sweepPacks(cache, []);
  assert.ok(writers.every((writer) => !writer.isThere()));
  for (const writer of writers) writer.close();
});

test.run();
