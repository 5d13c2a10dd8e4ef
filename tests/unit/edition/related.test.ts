// Related stories: which are chosen, and that older pages stay as they are when newer stories come.
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Relatable, relateStories } from "../../../src/edition/related.ts";

const wanted = 4;
const story = (section: string, ...tags: string[]): Relatable => ({
  section: { slug: section },
  tags: tags.map((slug) => ({ slug })),
});
const stories = fc.array(
  fc
    .tuple(fc.constantFrom("a", "b", "c"), fc.uniqueArray(fc.constantFrom("p", "q", "r", "s", "t"), { maxLength: 3 }))
    .map(([section, tags]) => story(section, ...tags)),
  { maxLength: 60 },
);

const rows: [what: string, stories: Relatable[], index: number, related: number[]][] = [
  ["a lone story has none", [story("a", "t")], 0, []],
  ["stories with nothing in common are not related", [story("a", "t"), story("b", "u")], 1, []],
  ["a shared section relates, newest first", [story("a"), story("a"), story("b"), story("a")], 3, [1, 0]],
  ["a shared tag beats the section", [story("b", "t"), story("a"), story("a", "t")], 2, [0, 1]],
  ["a shared tag relates across sections", [story("b", "t"), story("c", "u"), story("a", "t")], 2, [0]],
  ["two shared tags beat one", [story("b", "t", "u"), story("b", "t"), story("a", "t", "u")], 2, [0, 1]],
  [
    "a rare tag beats a common one",
    [story("b", "rare"), ...Array.from({ length: 6 }, () => story("c", "common")), story("a", "common", "rare")],
    7,
    [0, 6, 5, 4],
  ],
  [
    "of equals the newest come first",
    [story("b", "t"), story("b", "t"), story("b", "t"), story("a", "t")],
    3,
    [2, 1, 0],
  ],
  ["no more than wanted", Array.from({ length: 9 }, () => story("a", "t")), 8, [7, 6, 5, 4]],
  [
    "the first story is filled up with those that follow it in its section",
    [story("a"), story("b"), story("a"), story("a"), story("a"), story("a"), story("a")],
    0,
    [2, 3, 4, 5],
  ],
  [
    "an early story has its predecessors before its followers",
    [story("a"), story("a"), story("a"), story("a"), story("a"), story("a")],
    1,
    [0, 2, 3, 4],
  ],
];

for (const [what, list, index, related] of rows) {
  test(what, () => assert.equal(relateStories(list, wanted)[index], related));
}

test("a newer story changes no older page that is full, and only adds to one that is not", () => {
  fc.assert(
    fc.property(stories, (list) => {
      const after = relateStories(list, wanted);
      const earlier = relateStories(list.slice(0, -1), wanted);
      earlier.forEach((related, i) => {
        assert.equal(after[i]?.slice(0, related.length), related);
        if (related.length === wanted) assert.equal(after[i], related);
      });
    }),
    { seed: 20260131 },
  );
});

test("no story is related to itself, to one twice, or to one that shares nothing with it", () => {
  fc.assert(
    fc.property(stories, (list) => {
      const all = relateStories(list, wanted);
      assert.is(all.length, list.length);
      all.forEach((related, i) => {
        const own = list[i] as Relatable;
        assert.ok(related.length <= wanted && new Set(related).size === related.length && !related.includes(i));
        for (const other of related) {
          const { section, tags } = list[other] as Relatable;
          assert.ok(
            section.slug === own.section.slug || tags.some(({ slug }) => own.tags.some((tag) => tag.slug === slug)),
          );
        }
      });
    }),
    { seed: 20260131 },
  );
});

/** How often the tags and sections of `count` stories, all of one section and one tag, are read. */
function countReads(count: number): number {
  let reads = 0;
  const list = Array.from({ length: count }, () => ({
    get section() {
      reads++;
      return { slug: "a" };
    },
    get tags() {
      reads++;
      return [{ slug: "t" }];
    },
  }));
  relateStories(list, wanted);
  return reads;
}

/** How many numbers are handed to functions that look at more than one entry of a list. */
function countSteps(count: number): number {
  const list = Array.from({ length: count }, (_, i) => story(`s${i % 3}`, `t${i % 5}`));
  let steps = 0;
  const { sort, shift, slice } = Array.prototype;
  const isNumbers = (array: readonly unknown[]): boolean => typeof array[0] === "number" || Array.isArray(array[0]);
  Array.prototype.sort = function (...values) {
    if (isNumbers(this)) steps += this.length;
    return sort.apply(this, values);
  };
  Array.prototype.shift = function () {
    if (isNumbers(this)) steps += this.length;
    return shift.apply(this);
  };
  Array.prototype.slice = function (...values) {
    const part = slice.apply(this, values);
    if (isNumbers(this)) steps += part.length;
    return part;
  };
  try {
    relateStories(list, wanted);
  } finally {
    Object.assign(Array.prototype, { sort, shift, slice });
  }
  return steps;
}

test("the work grows with the number of stories, not with its square", () => {
  assert.is(countReads(4000), 2 * countReads(2000));
  const [some, twice] = [countSteps(2000), countSteps(4000)];
  assert.ok(some > 2000 && twice < 2.1 * some, `${some} steps, then ${twice}`);
});

test.run();
