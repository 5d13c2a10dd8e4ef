// How the sections of a front page take turns.
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { planRhythms } from "../../../../src/pages/lists/front-rhythm.ts";

/** `3p`: three stories, the first with a picture. */
const blocks = (words: string) =>
  words
    .split(" ")
    .filter(Boolean)
    .map((word) => ({
      stories: Array.from({ length: Number.parseInt(word, 10) }, (_, i) => ({
        picture: i === 0 && word.endsWith("p") ? {} : null,
      })),
    }));

const rows: [blocks: string, rhythms: string][] = [
  ["", ""],
  ["5p 5p 5p 5p", "feature row list feature"],
  ["5 5p 5 5", "banner row list banner"],
  ["1p", "single"],
  ["1", "banner"],
  ["2p", "feature"],
  ["2", "row"],
  ["1 2p", "half half"],
  ["1 1 1p", "half half single"],
  ["1 1 1 1", "half half half half"],
  ["5p 1 5p 2 1p 5", "feature banner row half half list"],
];
for (const [words, rhythms] of rows)
  test(`blocks of "${words}" are "${rhythms}"`, () => assert.is(planRhythms(blocks(words)).join(" "), rhythms));

test("halves always come in pairs", () => {
  const block = fc.integer({ min: 1, max: 5 }).map((count) => `${count}${count % 2 ? "p" : ""}`);
  fc.assert(
    fc.property(fc.array(block, { maxLength: 12 }), (words) =>
      assert.not.match(
        planRhythms(blocks(words.join(" ")))
          .join(" ")
          .replaceAll("half half", ""),
        /half/,
      ),
    ),
  );
});

test.run();
