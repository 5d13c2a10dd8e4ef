// The typeface as it is delivered, and the faces of the system that stand in for it.
import { readFileSync, statSync } from "node:fs";
import subsetFont from "subset-font";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { subsetFonts } from "../../../src/pictures/subset-fonts.ts";

const styles = readFileSync(new URL("../../../src/styles/fonts.css", import.meta.url), "utf8");
const fonts = await subsetFonts();

/** The tables of a font: https://learn.microsoft.com/typography/opentype/spec/otff */
class Tables {
  private readonly view: DataView;
  private readonly offsets = new Map<string, number>();

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let i = 0; i < this.view.getUint16(4); i++) {
      const record = 12 + 16 * i;
      this.offsets.set(String.fromCharCode(...bytes.subarray(record, record + 4)), this.view.getUint32(record + 8));
    }
  }

  at(table: string, offset: number, isSigned = false): number {
    const place = (this.offsets.get(table) ?? Number.NaN) + offset;
    return isSigned ? this.view.getInt16(place) : this.view.getUint16(place);
  }

  /** Of the character's glyph, by a `cmap` of format 4; 0 where the font lacks it. */
  glyph(character: string): number {
    const code = character.codePointAt(0) ?? 0;
    for (let i = 0; i < this.at("cmap", 2); i++) {
      const start = this.at("cmap", 4 + 8 * i + 6);
      if (this.at("cmap", start) !== 4) continue;
      const count = this.at("cmap", start + 6) / 2;
      for (let segment = 0; segment < count; segment++) {
        const end = start + 14 + 2 * segment;
        const first = this.at("cmap", end + 2 * count + 2);
        if (code > this.at("cmap", end) || code < first) continue;
        const range = end + 6 * count + 2;
        const delta = this.at("cmap", end + 4 * count + 2);
        const offset = this.at("cmap", range);
        return ((offset === 0 ? code : this.at("cmap", range + offset + 2 * (code - first))) + delta) % 65536;
      }
    }
    return 0;
  }

  width(character: string): number {
    return this.at("hmtx", 4 * Math.min(this.glyph(character), this.at("hhea", 34) - 1));
  }
}

/** Unpacked, with no other letter but those of `text`. */
async function tablesOf(name: string, text: string): Promise<Tables> {
  const file = fonts.find((font) => font.name === name)?.file ?? "";
  return new Tables(await subsetFont(readFileSync(file), text, { targetFormat: "sfnt" }));
}

test("the font of every page is at most 40,000 bytes, and those of some pages are half of that", () => {
  assert.equal(
    fonts.map(({ name, file }) => statSync(file).size <= (name === "newsreader.woff2" ? 40_000 : 20_000)),
    [true, true, true],
  );
});

test("a second build takes the same files as they are", async () => {
  const times = fonts.map(({ file }) => statSync(file).mtimeMs);
  assert.equal(await subsetFonts(), fonts);
  assert.equal(
    fonts.map(({ file }) => statSync(file).mtimeMs),
    times,
  );
});

test("the weights go from 300 to 700", async () => {
  const tables = await tablesOf("newsreader.woff2", "a");
  const axis = tables.at("fvar", 4);
  assert.equal([tables.at("fvar", axis + 4), tables.at("fvar", axis + 12)], [300, 700]);
});

for (const [name, text] of [
  ["newsreader.woff2", "ABCXYZabcxyz0123456789 .,:;!?()&%$£€«»“”‘’–—… ı ÀÉÎÕÜßàéîõüÿñçøåæœŒ"],
  ["newsreader-italic.woff2", "ABCXYZabcxyz0123456789 “”‘’–—… éüß"],
  ["newsreader-extended.woff2", "ĄąČčŁłŐőŞşŽžİȚț"],
] as const) {
  test(`${name} has all letters of "${text}"`, async () => {
    const tables = await tablesOf(name, text);
    assert.is([...text].filter((character) => tables.glyph(character) === 0).join(""), "");
  });
}

test("the style sheet names these files and no other", () => {
  assert.equal(
    [...styles.matchAll(/url\("([^"]+)"\)/g)].map(([, name]) => name),
    fonts.map(({ name }) => name),
  );
});

/** Frequencies of letters and spaces in English prose, per thousand: https://en.wikipedia.org/wiki/Letter_frequency, with one space for 4.7 letters. */
const frequencies: Record<string, number> = {
  " ": 175, e: 105, t: 75, a: 67, o: 62, i: 57, n: 56, s: 52, h: 50, r: 49, d: 35, l: 33, c: 23, u: 23, m: 20, w: 19, f: 18, g: 17, y: 16, p: 16, b: 12, v: 8, k: 6,
}; // biome-ignore format: a table

/** Of the system's faces: units of 1/em, and the same average, in regular weight (https://github.com/seek-oss/capsize publishes them). */
const faces: Record<string, { average: number }> = {
  Georgia: { average: 913 / 2048 },
  Times: { average: 832 / 2048 },
  Noto: { average: 481 / 1000 },
};

test("the system's faces are brought to the typeface's width, ascent and descent", async () => {
  const tables = await tablesOf("newsreader.woff2", Object.keys(frequencies).join(""));
  const em = tables.at("head", 18);
  let sum = 0;
  let total = 0;
  for (const [character, frequency] of Object.entries(frequencies)) {
    sum += tables.width(character) * frequency;
    total += frequency;
  }
  const average = sum / total / em;
  const ascent = tables.at("hhea", 4) / em;
  const descent = -tables.at("hhea", 6, true) / em;
  for (const [name, face] of Object.entries(faces)) {
    const rule = new RegExp(
      `font-family: News ${name};.*size-adjust: ([\\d.]+)%; ascent-override: ([\\d.]+)%; descent-override: ([\\d.]+)%`,
    ).exec(styles);
    const [size = 0, up = 0, down = 0] = (rule ?? []).slice(1).map((value) => Number(value) / 100);
    assert.ok(
      Math.abs(size - average / face.average) < 0.03,
      `${name}: size-adjust ${(average / face.average) * 100}%`,
    );
    assert.ok(Math.abs(up * size - ascent) < 0.001, `${name}: ascent-override ${(ascent / size) * 100}%`);
    assert.ok(Math.abs(down * size - descent) < 0.001, `${name}: descent-override ${(descent / size) * 100}%`);
  }
});

test.run();
