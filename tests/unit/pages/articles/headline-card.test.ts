// Which stories get a picture of their headline, and when it is another one.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { MediaFile } from "../../../../src/content/types.ts";
import { headlineCards } from "../../../../src/pages/articles/headline-card.ts";
import {
  before,
  editionOf,
  makePost,
  makePublication,
  mediaFile,
  type PostFields,
  photograph,
} from "../../sample-posts.ts";

function addressOf(
  fields: PostFields,
  { media = [], title = "Small" }: { media?: MediaFile[]; title?: string } = {},
): string {
  const edition = editionOf([makePost(fields)], { media, publication: makePublication({ site: { title } }) });
  return [...headlineCards(edition).values()][0]?.url ?? "";
}

const image = { source: "a.jpg", alt: "", caption: "", credit: "" };
const rows: [what: string, fields: PostFields, media: MediaFile[], isDrawn: boolean][] = [
  ["a story without a picture", {}, [], true],
  ["a story with a drawing", { image: { ...image, source: "a.svg" } }, [mediaFile("a.svg")], true],
  ["a story with a small photograph", { image }, [photograph("a.jpg", { width: 599, height: 400 })], true],
  ["a story with a photograph", { image }, [photograph("a.jpg", { width: 600, height: 400 })], false],
  ["a headline in Arabic", { title: "الأسطرلاب: سماءٌ", language: "ar" }, [], true],
  ["a headline in Hindi, with figures", { title: "मानसून 2026", language: "hi" }, [], true],
  ["a headline in letters of Vietnam", { title: "Hà Nội, tháng Giêng", language: "vi" }, [], true],
  ["a headline in Japanese", { title: "和紙", language: "ja" }, [], false],
  ["a headline in letters with marks apart", { title: "Re\u0301publique, a\u0302ge" }, [], true],
  ["a headline with a sum in a rare currency", { title: "The \u20aa500 note" }, [], false],
  ["a headline with signs", { title: "“Half” of $5 – or 1½? \u{1f30a}" }, [], true],
  ["a headline with one Greek word", { title: "The Αντικύθηρα wreck" }, [], false],
];
for (const [what, fields, media, isDrawn] of rows) {
  test(`${what} is ${isDrawn ? "" : "not "}drawn`, () => assert.is(addressOf(fields, { media }) !== "", isDrawn));
}

test("the address follows from all that is drawn, and from nothing else", () => {
  const address = addressOf({});
  assert.match(address, /^\/media\/headline-[0-9a-f]{16}\.png$/);
  assert.is(addressOf({ description: "Other words", updatedAt: before(1) }), address);
  for (const other of [
    addressOf({ title: "Other" }),
    addressOf({ section: "science" }),
    addressOf({ language: "ar" }),
    addressOf({}, { title: "Other" }),
  ])
    assert.is.not(other, address);
});

test("the newest two hundred are drawn", () => {
  const posts = Array.from({ length: 203 }, (_, i) => makePost({ slug: `story-${i}`, publishedAt: before(i + 1) }));
  const drawn = [...headlineCards(editionOf(posts)).keys()].map((story) => story.post.slug);
  assert.equal([drawn.length, drawn[0], drawn.at(-1)], [200, "story-0", "story-199"]);
});

test.run();
