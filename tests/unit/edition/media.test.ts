// Pictures and attachments: where they are published, and how they are shown.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { publishPicture } from "../../../src/edition/media.ts";
import { addressOfMedia } from "../../../src/edition/renditions.ts";
import { mediaFile, recipe } from "../sample-posts.ts";

const addresses: [source: string, address: string][] = [
  ["posts/2026/Steel Mill.SVG", "/media/steel-mill-abcdef0123.svg"],
  ["posts/2026/café.jpg", "/media/cafe-abcdef0123.jpg"],
  ["posts/2026/和紙.png", "/media/file-abcdef0123.png"],
  ["posts/2026/a.b.c.webp", "/media/a-b-c-abcdef0123.webp"],
  [`posts/2026/${"x".repeat(100)}.jpg`, `/media/${"x".repeat(60)}-abcdef0123.jpg`],
  ['posts/2026/"><script>.svg', "/media/script-abcdef0123.svg"],
];

for (const [source, address] of addresses) {
  test(`${source} is published at ${address}`, () => assert.is(addressOfMedia(mediaFile(source)), address));
}

test("a name's address changes with the bytes alone", () => {
  const address = addressOfMedia(mediaFile("posts/a.svg"));
  assert.is(addressOfMedia(mediaFile("posts/other/a.svg")), address);
  assert.is.not(addressOfMedia(mediaFile("posts/a.svg", { digest: "0123456789abcdef" })), address);
});

test("a missing picture is published nowhere, and one without a size says 0", () => {
  const reference = { source: "posts/a.svg", alt: "A", caption: "C", credit: "D" };
  assert.is(publishPicture(reference, new Map(), recipe), null);
  assert.is(publishPicture(reference, new Map([["posts/a.svg", null]]), recipe), null);
  assert.equal(
    publishPicture(reference, new Map([["posts/a.svg", mediaFile("posts/a.svg", { width: 0, height: 0 })]]), recipe),
    {
      ...reference,
      url: "/media/a-abcdef0123.svg",
      width: 0,
      height: 0,
      colour: "",
      renditions: null,
    },
  );
});

test.run();
