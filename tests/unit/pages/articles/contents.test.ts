// The list of contents of a long piece.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { renderMarkup } from "../../../../src/markup/render-markup.ts";
import { contentsOf } from "../../../../src/pages/articles/contents.ts";

const partsOf = (body: string) => renderMarkup(body, { language: "en", html: "safe" }).parts;
const textsOf = (body: string, minutes = 9) => contentsOf(partsOf(body), minutes).map(({ text }) => text);

test("headings of the second level are listed with their ids, as plain text", () => {
  const body =
    '## A *record*, & "more"\n\nText.\n\n### Deeper\n\n## Then <b>addition</b>\n\nText.[^1]\n\n## [Linked](/about/) & `a < b`[^1]\n\n[^1]: Note.\n';
  const parts = partsOf(body);
  const contents = contentsOf(parts, 9);
  assert.equal(
    contents.map(({ text }) => text),
    ["A record, & “more”", "Then addition", "Linked & a < b"].map((text) =>
      text.replace(/[“”]/g, parts.join("").includes("“more”") ? "$&" : '"'),
    ),
  );
  for (const { id } of contents) assert.ok(parts.join("").includes(`id="${id}"`), id);
});

test("letters of every script stand as they are", () =>
  assert.equal(textsOf("## الأسطرلاب\n\n## 和紙\n\n## मानसून\n"), ["الأسطرلاب", "和紙", "मानसून"]));

for (const [what, body, minutes] of [
  ["a short piece", "## A\n\n## B\n\n## C\n", 3],
  ["a piece of two headings", "## A\n\n## B\n", 20],
  ["a piece without headings", "Text.\n", 20],
] as const) {
  test(`${what} has no list`, () => assert.equal(textsOf(body, minutes), []));
}

test.run();
