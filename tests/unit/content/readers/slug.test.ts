// Slugs of texts and of files.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { foldTag, isSlug, slugify, slugOfPath } from "../../../../src/content/readers/slug.ts";

const texts: [string, string][] = [
  ["C++", "c-plus-plus"],
  ["C#", "c-sharp"],
  ["#MeToo", "metoo"],
  ["Open  Source!", "open-source"],
  ["what's new", "whats-new"],
  ["AT&T", "at-t"],
  ["서울 날씨", "서울-날씨"],
  ["Привет, мир", "привет-мир"],
  ["नमस्ते", "नमस्ते"],
  ["Cafe\u0301", "café"],
  ["ශ්\u200dරී", "ශ්රී"],
  ["../../etc/passwd", "etc-passwd"],
  ["a\0b\nc", "a-b-c"],
  ["❤️", ""],
  ["---", ""],
];
for (const [text, slug] of texts) {
  test(`${JSON.stringify(text)} becomes ${JSON.stringify(slug)}`, () => assert.is(slugify(text), slug));
}

const paths: [string, string][] = [
  ["posts/2026/2026-01-31-steel.md", "steel"],
  ["posts/steel.md", "steel"],
  ["posts/2026/2026-01-31-steel/index.md", "steel"],
  ["posts/2026-01-31.md", ""],
  ["posts/index.md", ""],
  ["posts/2026-steel.md", "2026-steel"],
  ["posts/steel.en.md", "steel-en"],
];
for (const [path, slug] of paths) {
  test(`the slug of ${path} is ${JSON.stringify(slug)}`, () => assert.is(slugOfPath(path), slug));
}

test("a slug is its own slug, and fits a folder's name", () => {
  assert.ok(isSlug("c-sharp"));
  assert.not(isSlug("C-Sharp"));
  assert.not(isSlug(""));
  assert.not(isSlug("a".repeat(201)));
});

test("tags that differ in case and spaces alone fold to one", () => {
  assert.is(foldTag("Open  Source "), foldTag("open source"));
  assert.is.not(foldTag("open-source"), foldTag("open source"));
});

test.run();
