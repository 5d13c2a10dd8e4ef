// Words and characters in scripts of the world, and the cut of a lede.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { countReading, shortenLede } from "../../../src/markup/reading.ts";

const rows: [text: string, words: number, characters: number][] = [
  ["", 0, 0],
  ["One two, three.", 3, 0],
  ["It's a well-known 3.5 ’s e.g. end-", 7, 0],
  ["a -- b ... c", 3, 0],
  ["naïve Größe cafe\u0301", 3, 0],
  ["Москва и́ мир", 3, 0],
  ["हिन्दी में तीन", 3, 0],
  ["العربية لغة", 2, 0],
  ["漢字とカナー", 0, 6],
  ["한국어 문장", 0, 5],
  ["AI와 한국", 1, 3],
  ["中文 with English words", 3, 2],
  ["สวัสดีชาวโลก", 3, 0],
  ["hello สวัสดี", 2, 0],
];
for (const [text, words, characters] of rows) {
  test(`"${text}" has ${words} words and ${characters} characters`, () => {
    assert.equal(countReading(text, "en"), { words, characters });
    assert.equal(countReading(text, "not a tag"), { words, characters });
  });
}

test("plain text is counted the same with and without a letter of another script beside it", () => {
  const text = "It's a well-known 3.5 ’s e.g. end- naïve a--b -c d- 'e'.f";
  assert.is(countReading(`${text} Ω`, "en").words, countReading(text, "en").words + 1);
});

test("a lede ends at a word near 300 characters", () => {
  assert.is(shortenLede("  a\n b\u00a0c "), "a b c");
  const long = shortenLede("word ".repeat(100));
  assert.ok(long.length <= 301 && long.endsWith("word…"));
  assert.is(shortenLede(`${"漢".repeat(299)}\ud842\udfb7字`).endsWith("漢…"), true);
  assert.not.match(shortenLede(`${"क".repeat(298)}कि`.repeat(2)), /\p{M}…$/u);
});

test.run();
