// In which sizes a picture is published: never above its own, and named by what they are made of.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { MediaFile } from "../../../src/content/types.ts";
import { fallbackOf, filesOf, fullRecipe, quickRecipe, renditionsOf } from "../../../src/edition/renditions.ts";
import { mediaFile, photograph, recipe } from "../sample-posts.ts";

const widths: [width: number, widths: number[]][] = [
  [1, [1]],
  [200, [200]],
  [320, [320]],
  // Nearly a step: one of the two is enough.
  [340, [340]],
  [640, [320, 640]],
  [1000, [320, 640, 1000]],
  [1280, [320, 640, 960, 1280]],
  [1600, [320, 640, 960, 1280, 1600]],
  [9000, [320, 640, 960, 1280, 1600]],
];

for (const [width, expected] of widths) {
  test(`a picture of ${width} pixels is made ${expected.join(", ")} pixels wide`, () =>
    assert.equal(renditionsOf(photograph("a.jpg", { width, height: width }), recipe)?.widths, expected));
}

test("heights keep the picture's shape, and are never nothing", () => {
  const sizes = (width: number, height: number): number[][] => {
    const file = photograph("a.jpg", { width, height });
    const renditions = renditionsOf(file, recipe);
    return renditions === null
      ? []
      : filesOf(file, { ...renditions, formats: ["webp"] }).map((made) => [made.width, made.height]);
  };
  assert.equal(sizes(640, 427), [
    [320, 214],
    [640, 427],
  ]);
  assert.equal(sizes(640, 1), [
    [320, 1],
    [640, 1],
  ]);
});

const fallbacks: [what: string, file: MediaFile, as: "picture" | "icon", expected: string | null][] = [
  ["a photograph", photograph("a.jpg"), "picture", "1280.jpg"],
  ["a photograph saved as PNG", photograph("a.png", { format: "png" }), "picture", "1280.jpg"],
  ["a picture that may be seen through", photograph("a.webp", { isOpaque: false }), "picture", "1280.png"],
  ["a small picture", photograph("a.avif", { width: 300, height: 200 }), "picture", "300.jpg"],
  ["a logo", photograph("a.jpg"), "icon", "512.png"],
  ["a drawing", mediaFile("a.svg"), "picture", null],
  ["an animation", mediaFile("a.gif", { format: "gif" }), "picture", null],
];

for (const [what, file, as, expected] of fallbacks) {
  test(`${what} has ${expected ?? "itself"} for those who take no other`, () =>
    assert.is(fallbackOf(file, recipe, as)?.url.replace(/^.*-/, "") ?? null, expected));
}

test("a preview makes one WebP of each", () => {
  const quick = quickRecipe("an encoder");
  assert.is(renditionsOf(photograph("a.jpg"), quick), null);
  assert.match(fallbackOf(photograph("a.jpg"), quick)?.url ?? "", /^\/media\/a-[0-9a-f]{10}-1280\.webp$/);
});

test("another source or another encoder gives another address", () => {
  const address = (file: MediaFile, encoder: string): string => renditionsOf(file, fullRecipe(encoder, ""))?.stem ?? "";
  const file = photograph("posts/a.jpg");
  assert.is(address(photograph("posts/other/a.jpg"), "x"), address(file, "x"));
  assert.is.not(address(photograph("posts/a.jpg", { digest: "0123" }), "x"), address(file, "x"));
  assert.is.not(address(file, "y"), address(file, "x"));
});

test.run();
