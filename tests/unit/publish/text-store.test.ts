// Bodies on disk: what is stored comes back to the byte or not at all, and packs stay few.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  compactPacks,
  type FragmentIndex,
  fragmentFolder,
  newPackName,
  PackReader,
  PackWriter,
  sweepPacks,
} from "../../../src/publish/fragment-store.ts";
import { temporaryFolder } from "../../build/broadsheet.ts";

const root = temporaryFolder();
let caches = 0;
const digestOf = (parts: string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
const bodies = [["<p>a</p>"], ["<p", ">b", "</p>"], [""], ["漢字 🚢 \u2028 \ud83d\udea2"], ["x".repeat(200_000)]];

/** A cache folder with a pack for each group of bodies. */
function store(...groups: string[][][]): { cache: string; index: FragmentIndex } {
  const cache = join(root, String(caches++));
  const index: FragmentIndex = {};
  for (const group of groups) {
    const writer = new PackWriter(fragmentFolder(cache), newPackName("test"));
    for (const parts of group) index[digestOf(parts)] = writer.add(digestOf(parts), parts);
    writer.close();
  }
  return { cache, index };
}

const packsIn = (cache: string): string[] =>
  readdirSync(fragmentFolder(cache)).filter((name) => name.endsWith(".pack"));

function assertHolds(cache: string, index: FragmentIndex, expected: string[][]): void {
  const reader = new PackReader(fragmentFolder(cache), index);
  for (const parts of expected) assert.equal(reader.read(digestOf(parts)), parts);
  reader.close();
}

test("bodies come back as they were stored, from several packs, in any order", () => {
  const { cache, index } = store(bodies.slice(0, 2), bodies.slice(2));
  assertHolds(cache, index, bodies.toReversed());
});

test("a body is stored once in a pack", () => {
  const { cache } = store([["a"], ["a"], ["a"]]);
  assert.is(readFileSync(join(fragmentFolder(cache), packsIn(cache)[0] ?? "")).length, JSON.stringify(["a"]).length);
});

test("a body can be read as soon as it is added, while the pack is still written", () => {
  const cache = join(root, String(caches++));
  const writer = new PackWriter(fragmentFolder(cache), newPackName("test"));
  const reader = new PackReader(fragmentFolder(cache), {});
  for (const parts of bodies) {
    reader.extend({ [digestOf(parts)]: writer.add(digestOf(parts), parts) });
    assert.equal(reader.read(digestOf(parts)), parts);
  }
  reader.close();
  writer.close();
});

const damages: [what: string, damage: (file: string) => void][] = [
  ["a byte is other", (file) => writeFileSync(file, readFileSync(file, "utf8").replace("<p>a", "<p>b"))],
  ["its end is missing", (file) => truncateSync(file, 5)],
  ["it is empty", (file) => truncateSync(file, 0)],
  ["it is not there", (file) => rmSync(file)],
  ["it holds something else", (file) => writeFileSync(file, JSON.stringify(["<p>other</p>"]))],
];

for (const [what, damage] of damages) {
  test(`a body whose pack is damaged (${what}) is not read`, () => {
    const { cache, index } = store([["<p>a</p>"]]);
    damage(join(fragmentFolder(cache), packsIn(cache)[0] ?? ""));
    const reader = new PackReader(fragmentFolder(cache), index);
    assert.not.ok(reader.has(digestOf(["<p>a</p>"])));
    assert.throws(() => reader.read(digestOf(["<p>a</p>"])));
    reader.close();
  });
}

test("a body that is not in the index is not read, even under the name of something else", () => {
  const { cache, index } = store(bodies);
  const reader = new PackReader(fragmentFolder(cache), index);
  for (const digest of ["0".repeat(32), "constructor", ""]) {
    assert.not.ok(reader.has(digest));
    assert.throws(() => reader.read(digest), /is not in the cache|damaged|iterable/);
  }
  reader.close();
});

test("compaction keeps every sound body of more than 24 packs in one, and leaves damaged ones out", () => {
  const groups = Array.from({ length: 30 }, (_, i) => [[`<p>${i}</p>`, "漢"], [`<b>${i}</b>`]]);
  const { cache, index } = store(...groups);
  const packs = packsIn(cache);
  assert.is(packs.length, 30);
  assert.ok(sweepPacks(cache, new Set(packs)).areMany);
  writeFileSync(join(fragmentFolder(cache), index[digestOf(["<p>7</p>", "漢"])]?.[0] ?? ""), "damaged");
  const compact = compactPacks(cache, index);
  assert.is(new Set(Object.values(compact).map(([pack]) => pack)).size, 1);
  assertHolds(cache, compact, groups.filter((_, i) => i !== 7).flat());
  assert.is(Object.keys(compact).length, 58);
  const used = new Set(Object.values(compact).map(([pack]) => pack));
  assert.not.ok(sweepPacks(cache, used).areMany);
  assert.equal(packsIn(cache), [...used]);
});

test("24 packs are not many; those that nothing is kept in are deleted, other files are not", () => {
  const { cache } = store(...Array.from({ length: 26 }, (_, i) => [[String(i)]]));
  writeFileSync(join(fragmentFolder(cache), "note.txt"), "");
  const used = new Set(packsIn(cache).slice(2));
  assert.not.ok(sweepPacks(cache, used).areMany);
  assert.equal(new Set(packsIn(cache)), used);
  assert.ok(readdirSync(fragmentFolder(cache)).includes("note.txt"));
});

test("a cache without packs has nothing to sweep", () => {
  const cache = join(root, String(caches++));
  mkdirSync(cache);
  assert.not.ok(sweepPacks(cache, new Set()).areMany);
});

test("names of packs never repeat", () => {
  const names = Array.from({ length: 1000 }, () => newPackName("test"));
  assert.is(new Set(names).size, 1000);
});

test.run();
