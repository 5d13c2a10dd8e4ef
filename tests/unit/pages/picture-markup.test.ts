// What browsers choose by, and pictures of bodies as HTML.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { BodyPicture } from "../../../src/edition/fill-references.ts";
import {
  bodyPicture,
  bodyPictureInFeed,
  type PicturePlace,
  sizesIn,
  srcset,
} from "../../../src/pages/picture-markup.ts";

const drawing: BodyPicture = {
  url: "/media/a-0123456789.svg",
  alt: 'A "mill" & <b>',
  width: 640,
  height: 360,
  colour: "",
  renditions: null,
};
const photograph: BodyPicture = {
  url: "/media/b-0123456789-640.jpg",
  alt: "",
  width: 640,
  height: 427,
  colour: "#224466",
  renditions: { stem: "/media/b-0123456789", widths: [320, 640], formats: ["avif", "webp"] },
};

test("a drawing is one element with its size, its words escaped", () => {
  assert.is(
    bodyPicture(drawing, "/news"),
    '<img src="/news/media/a-0123456789.svg" alt="A &quot;mill&quot; &amp; &lt;b&gt;" width="640" height="360" loading="lazy" decoding="async">',
  );
});

test("one without a known size has no size attributes", () => {
  assert.is(
    bodyPictureInFeed({ ...drawing, width: 0, height: 0, alt: "" }, ""),
    '<img src="/media/a-0123456789.svg" alt="">',
  );
});

test("a photograph comes with all its sizes and its colour in a page", () => {
  const sizes = 'sizes="auto, (min-width: 42rem) 40rem, 100vw"';
  assert.is(
    bodyPicture(photograph, "/news"),
    [
      `<picture><source type="image/avif" srcset="/news/media/b-0123456789-320.avif 320w, /news/media/b-0123456789-640.avif 640w" ${sizes}>`,
      `<source type="image/webp" srcset="/news/media/b-0123456789-320.webp 320w, /news/media/b-0123456789-640.webp 640w" ${sizes}>`,
      '<img src="/news/media/b-0123456789-640.jpg" alt="" width="640" height="427" style="background-color:#224466" loading="lazy" decoding="async"></picture>',
    ].join(""),
  );
});

test("and as one file in a feed", () => {
  assert.is(
    bodyPictureInFeed(photograph, "https://example.org/news"),
    '<img src="https://example.org/news/media/b-0123456789-640.jpg" alt="" width="640" height="427">',
  );
});

test("only what is loaded late leaves the width to the browser", () => {
  assert.ok(sizesIn("article", true).startsWith("auto, "));
  assert.not.ok(sizesIn("article", false).includes("auto"));
});

test("a place that is none is told to whoever writes templates", () => {
  assert.throws(
    () => sizesIn("margin" as PicturePlace, true),
    /a picture stands nowhere like "margin"; write article, body/,
  );
});

test("widths stand beside their files", () => {
  assert.is(srcset({ stem: "/media/b", widths: [320], formats: ["webp"] }, "webp", ""), "/media/b-320.webp 320w");
});

test.run();
