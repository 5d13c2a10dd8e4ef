// Which way languages run, by their scripts.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { direction } from "../../../src/edition/direction.ts";

const directions: [language: string, way: string][] = [
  ["en", "ltr"],
  ["hi-IN", "ltr"],
  ["ja", "ltr"],
  ["ar", "rtl"],
  ["ar-Latn", "ltr"],
  ["he", "rtl"],
  ["ur-PK", "rtl"],
  ["az", "ltr"],
  ["az-Arab", "rtl"],
  ["pa-Arab", "rtl"],
  ["ks", "rtl"],
];

for (const [language, way] of directions) {
  test(`${language} runs ${way}`, () => {
    assert.is(direction(language), way);
  });
}

test.run();
