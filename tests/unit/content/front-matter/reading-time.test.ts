// Minutes of reading in several languages.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { estimateMinutes } from "../../../../src/content/front-matter/reading-time.ts";

const rows: [words: number, characters: number, language: string, minutes: number][] = [
  [0, 0, "en", 1],
  [10, 0, "en", 1],
  [238, 0, "en", 1],
  [2380, 0, "en", 10],
  [2380, 0, "en-IN", 10],
  [1600, 0, "hi", 10],
  [1400, 0, "ar", 10],
  [2000, 0, "sv", 10],
  [0, 3570, "ja", 10],
  [0, 2550, "zh-Hant-TW", 10],
  [0, 3000, "en", 10],
  [238, 3000, "en", 11],
  [357, 0, "en", 2],
  [356, 0, "en", 1],
];

for (const [words, characters, language, minutes] of rows) {
  test(`${words} words and ${characters} characters in ${language} take ${minutes} minutes`, () => {
    assert.is(estimateMinutes({ words, characters }, language), minutes);
  });
}

test.run();
