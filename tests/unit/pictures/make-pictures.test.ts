// Decoding, encoding and drawing: exact sizes, the same bytes each time, and versions that are those of the packages.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { EncodedFormat } from "../../../src/edition/renditions.ts";
import { type HeadlineCard, isDrawable } from "../../../src/pages/articles/headline-card.ts";
import { layOutCard } from "../../../src/pictures/draw-headline.ts";
import { decodePicture, encodePicture } from "../../../src/pictures/encode-picture.ts";
import { pictureMaker } from "../../../src/pictures/make-pictures.ts";
import { setLine } from "../../../src/pictures/set-type.ts";
import { packageFolder } from "../../build/broadsheet.ts";
import { bombPng, flatPng } from "../../build/raster.ts";

const limit = 100_000_000;
const noise = Buffer.from(Array.from({ length: 400 * 300 * 3 }, (_, i) => (Math.imul(i, 2654435761) >>> 16) & 255));
const photo = await sharp(noise, { raw: { width: 400, height: 300, channels: 3 } })
  .jpeg()
  .toBuffer();

test("a picture tells its size, its main colour and whether it can be seen through", async () => {
  assert.equal(await decodePicture(flatPng(30, 20, [200, 40, 40]), limit), {
    width: 30,
    height: 20,
    colour: "#c82828",
    isOpaque: true,
    isAnimated: false,
  });
  const glass = await sharp({
    create: { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0.5 } },
  })
    .png()
    .toBuffer();
  assert.equal(
    [(await decodePicture(glass, limit))?.isOpaque, (await decodePicture(glass, limit))?.colour],
    [false, ""],
  );
});

test("every way in which a camera can be held ends upright", async () => {
  for (let orientation = 1; orientation <= 8; orientation++) {
    const bytes = await sharp(photo).withMetadata({ orientation }).jpeg().toBuffer();
    const { width = 0, height = 0 } = (await decodePicture(bytes, limit)) ?? {};
    assert.equal([width, height], orientation < 5 ? [400, 300] : [300, 400]);
    const made = await encodePicture(bytes, {
      kind: "encode",
      digest: "",
      source: "",
      width: width / 2,
      height: height / 2,
      format: "webp",
    });
    const { width: madeWidth, height: madeHeight, exif } = await sharp(Buffer.from(made)).metadata();
    assert.equal([madeWidth, madeHeight, exif], [width / 2, height / 2, undefined], `orientation ${orientation}`);
  }
});

test("the same picture is encoded to the same bytes", async () => {
  for (const format of ["avif", "webp", "jpeg", "png"] satisfies EncodedFormat[]) {
    const encode = () =>
      encodePicture(photo, { kind: "encode", digest: "", source: "", width: 200, height: 150, format });
    const [first, second] = await Promise.all([encode(), encode()]);
    assert.ok(Buffer.from(first).equals(Buffer.from(second)), format);
  }
});

for (const [what, bytes] of [
  ["cut off", photo.subarray(0, photo.length / 2)],
  ["nothing", Buffer.alloc(0)],
  ["text", Buffer.from("text")],
  ["more than the limit", bombPng(30_000, 30_000)],
] as const) {
  test(`a picture that is ${what} is told apart`, async () => assert.is(await decodePicture(bytes, limit), null));
}

const card = (fields: Partial<HeadlineCard> = {}): HeadlineCard => ({
  headline: "Ministers weigh a second vote",
  language: "en",
  direction: "ltr",
  section: "World",
  hue: 1,
  site: "Small",
  ...fields,
});
const startsOf = (svg: string): number[] =>
  [...svg.matchAll(/<g fill="[^"]+" transform="translate\((-?\d+) /g)].map(([, x]) => Number(x));

test("a headline is drawn as outlines alone, from the side where its language starts", async () => {
  const left = await layOutCard(card());
  assert.not.match(left, /<text|font-family/);
  assert.equal(new Set(startsOf(left)), new Set([72]));
  assert.ok(startsOf(await layOutCard(card({ headline: "الأسطرلاب", direction: "rtl" }))).every((x) => x > 600));
});

test("however long, and of whatever letters, it stays within the picture", async () => {
  for (const headline of [
    "",
    "x",
    "W".repeat(300),
    "word ".repeat(200),
    "मानसून ".repeat(40),
    "سماء ".repeat(60),
    "\u{1f30a}",
    "a\u202eb (c) 12% אבג",
  ]) {
    for (const direction of ["ltr", "rtl"] as const) {
      const svg = await layOutCard(card({ headline, direction, section: headline, site: headline }));
      assert.ok(
        startsOf(svg).every((x) => x >= 71 && x <= 1128),
        headline.slice(0, 20),
      );
      assert.ok((svg.match(/<g /g) ?? []).length <= 9, headline.slice(0, 20));
    }
  }
});

const widthOf = async (text: string, direction: "ltr" | "rtl"): Promise<number> =>
  (await setLine(text, 100, direction)).width;
const pathsOf = async (text: string, direction: "ltr" | "rtl"): Promise<string> =>
  (await setLine(text, 100, direction)).paths;

test("letters are joined where their script joins them, and figures run to the right", async () => {
  let apart = 0;
  for (const letter of "سلام") apart += await widthOf(letter, "rtl");
  assert.ok((await widthOf("سلام", "rtl")) < apart * 0.9);
  assert.ok((await pathsOf("कि", "ltr")) !== (await pathsOf("िक", "ltr")));
  assert.is(await pathsOf("12", "rtl"), await pathsOf("12", "ltr"));
});

test("a bracket opens to the side to which its line runs", async () => {
  assert.is(await pathsOf("(", "rtl"), await pathsOf(")", "ltr"));
  assert.is.not(await pathsOf("(", "rtl"), await pathsOf("(", "ltr"));
});

test("the fonts have every letter, figure and currency that a headline is drawn with", async () => {
  const missing: string[] = [];
  for (let code = 0x21; code < 0x30000; code++) {
    const letter = String.fromCodePoint(code);
    if (/[\p{L}\p{N}\p{Sc}]/u.test(letter) && isDrawable(letter) && (await pathsOf(letter, "ltr")) === "")
      missing.push(`U+${code.toString(16)}`);
  }
  assert.equal(missing, []);
});

test("versions are those of the packages", () => {
  const { dependencies } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  const versionOf = (name: string): string => `${name.replace(/^.*\//, "")} ${dependencies[name]}`;
  assert.ok(pictureMaker.encoder.includes(versionOf("sharp")), versionOf("sharp"));
  const fonts = Object.keys(dependencies).filter((name) => name.startsWith("@fontsource-variable/"));
  for (const name of ["sharp", "subset-font", "harfbuzzjs", "bidi-js", ...fonts])
    assert.ok(pictureMaker.drawing.includes(versionOf(name)), versionOf(name));
});

test("the number of the drawing rises with every change of what is drawn", async () => {
  const cards = [
    card(),
    card({ headline: "الأسطرلاب: سماءٌ (1)", direction: "rtl", hue: 3 }),
    card({ headline: "मानसून का पूर्वानुमान", hue: 6 }),
  ];
  const drawn = await Promise.all(cards.map(layOutCard));
  const digest = createHash("sha256").update(drawn.join("\n")).digest("hex").slice(0, 12);
  assert.equal([/^drawing (\d+),/.exec(pictureMaker.drawing)?.[1], digest], ["2", "b5911a2de425"]);
});

test("its colours are those of the site's styles", async () => {
  const styles = readdirSync(join(packageFolder, "src/styles"))
    .map((name) => readFileSync(join(packageFolder, "src/styles", name), "utf8"))
    .join("\n");
  for (let hue = 1; hue <= 6; hue++) {
    const [, colour = ""] = /<rect width="100%" height="14" fill="([^"]+)"/.exec(await layOutCard(card({ hue }))) ?? [];
    assert.ok(styles.includes(`--hue-${hue}: ${colour}`), `--hue-${hue}: ${colour}`);
  }
});

test.run();
