// Sets a line of text as outlines, in any mix of scripts and directions, from fonts of packages: the same on every machine.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import bidiFactory from "bidi-js";
import { create, type Font, type GlyphRun } from "fontkit";
import { unpackWoff } from "./unpack-woff.ts";

type Glyph = GlyphRun["glyphs"][number];

/** The site's type first; a letter is taken from the first that has it. */
const fontFiles = [
  "newsreader/files/newsreader-latin-500-normal.woff",
  "newsreader/files/newsreader-latin-ext-500-normal.woff",
  "newsreader/files/newsreader-vietnamese-500-normal.woff",
  "noto-naskh-arabic/files/noto-naskh-arabic-arabic-600-normal.woff",
  "noto-serif-devanagari/files/noto-serif-devanagari-devanagari-600-normal.woff",
];
const packages = createRequire(import.meta.url);
const fonts: Font[] = [];
const bidi = bidiFactory();

export interface SetLine {
  /** Pixels. */
  width: number;
  /** SVG paths on the baseline at 0, from 0 to the right; made when they are asked for. */
  readonly paths: string;
}

interface Run {
  font: Font;
  text: string;
  /** Odd: right to left. */
  level: number;
}

interface PlacedGlyph {
  glyph: Glyph;
  /** Pixels a unit of the font. */
  scale: number;
  /** Pixels. */
  x: number;
  y: number;
}

/** `size`: pixels an em. What no font has a letter for is left out. */
export function setLine(text: string, size: number, direction: "ltr" | "rtl"): SetLine {
  const placed: PlacedGlyph[] = [];
  let width = 0;
  for (const { font, text: part, level } of orderRuns(findRuns(text, direction))) {
    const scale = size / font.unitsPerEm;
    const { glyphs, positions } = font.layout(part, undefined, undefined, undefined, level % 2 === 1 ? "rtl" : "ltr");
    for (const [index, glyph] of glyphs.entries()) {
      const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
      placed.push({ glyph, scale, x: width + xOffset * scale, y: -yOffset * scale });
      width += xAdvance * scale;
    }
  }
  return {
    width,
    get paths() {
      return placed.map(drawGlyph).join("");
    },
  };
}

/** Of the glyphs drawn so far; the fonts keep these themselves. */
const outlines = new WeakMap<Glyph, string>();

function drawGlyph({ glyph, scale, x, y }: PlacedGlyph): string {
  let outline = outlines.get(glyph);
  if (outline === undefined) outlines.set(glyph, (outline = glyph.path.toSVG()));
  return outline === ""
    ? ""
    : `<path transform="matrix(${round(scale)} 0 0 ${round(-scale)} ${round(x)} ${round(y)})" d="${outline}"/>`;
}

/** Parts of one font and one direction, in the order of the text. */
function findRuns(text: string, direction: "ltr" | "rtl"): Run[] {
  const levels = bidi.getEmbeddingLevels(text, direction);
  const mirrored = bidi.getMirroredCharactersMap(text, levels);
  const runs: Run[] = [];
  let index = 0;
  for (const written of text) {
    const level = levels.levels[index] ?? 0;
    const character = mirrored.get(index) ?? written;
    index += written.length;
    const last = runs.at(-1);
    // Signs and spaces stay with the letters before them.
    const font = last?.font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0) ? last.font : findFont(character);
    if (font === null) continue;
    if (last !== undefined && last.font === font && last.level === level) last.text += character;
    else runs.push({ font, text: character, level });
  }
  return runs;
}

function findFont(character: string): Font | null {
  const codePoint = character.codePointAt(0) ?? 0;
  for (const [index, file] of fontFiles.entries()) {
    const font = (fonts[index] ??= create(unpackWoff(readFileSync(packages.resolve(`@fontsource/${file}`)))));
    if (font.hasGlyphForCodePoint(codePoint)) return font;
  }
  return null;
}

/** From left to right: https://www.unicode.org/reports/tr9/#L2 */
function orderRuns(runs: Run[]): Run[] {
  const ordered = [...runs];
  for (let level = Math.max(0, ...runs.map((run) => run.level)); level > 0; level--) {
    for (let start = 0; start < ordered.length; start++) {
      let end = start;
      while (end < ordered.length && (ordered[end]?.level ?? 0) >= level) end++;
      if (end > start) ordered.splice(start, end - start, ...ordered.slice(start, end).reverse());
      start = end;
    }
  }
  return ordered;
}

function round(number: number): string {
  return String(Math.round(number * 1000) / 1000);
}
