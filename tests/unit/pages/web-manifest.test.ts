// The web manifest and the icon: what a publication has, and nothing that it has not.
import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { iconOf, logoOf, webManifest } from "../../../src/pages/web-manifest.ts";
import { editionOf, makePublication, mediaFile } from "../sample-posts.ts";

const edition = (logo: string, size = { width: 512, height: 512 }, site = {}) =>
  editionOf([], {
    publication: makePublication({ site: { publisher: { name: "House", logo, url: "", policies: {} }, ...site } }),
    media: logo === "" ? [] : [mediaFile(logo, size)],
  });

const rows: [logo: string, size: { width: number; height: number }, type: string, sizes: string][] = [
  ["logo.svg", { width: 512, height: 512 }, "image/svg+xml", "any"],
  ["logo.svg", { width: 0, height: 0 }, "image/svg+xml", "any"],
  ["logo.PNG", { width: 192, height: 180 }, "image/png", "192x180"],
  ["logo.jpeg", { width: 64, height: 64 }, "image/jpeg", "64x64"],
  ["logo.avif", { width: 0, height: 0 }, "image/avif", ""],
];
for (const [logo, size, type, sizes] of rows) {
  test(`${logo} of ${size.width} pixels is an icon of type ${type} and sizes "${sizes}"`, () => {
    const icon = iconOf(logoOf(edition(logo, size)));
    assert.equal([icon?.type, icon?.sizes], [type, sizes]);
    const { icons } = JSON.parse(webManifest(edition(logo, size, { basePath: "/news" }))) as { icons: object[] };
    assert.equal(icons, [{ src: `/news${icon?.url}`, type, ...(sizes === "" ? {} : { sizes }) }]);
  });
}

test("without a logo there is no icon", () => {
  assert.is(iconOf(logoOf(edition(""))), null);
  assert.not.ok("icons" in (JSON.parse(webManifest(edition(""))) as object));
});

test("it speaks the site's language, in its direction", () => {
  const { lang, dir, description } = JSON.parse(
    webManifest(edition("", undefined, { language: "ar", description: "عن" })),
  ) as Record<string, string>;
  assert.equal([lang, dir, description], ["ar", "rtl", "عن"]);
});

test("its colour is the paper's, as in the head of pages and in the tokens of styles", () => {
  const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
  const { theme_color: colour } = JSON.parse(webManifest(edition(""))) as Record<string, string>;
  assert.is(colour, "#ffffff");
  assert.match(read("_includes/partials/head.njk"), `content="${colour}" media="(prefers-color-scheme: light)"`);
  assert.match(read("src/styles/tokens.css"), /--paper: #fff;/);
});

test.run();
