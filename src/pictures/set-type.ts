// Sets a line of text as outlines, in any mix of scripts and directions, from fonts of packages: the same on every machine.
import { readFileSync } from "node:fs";
import bidiFactory from "bidi-js";
import type { Font } from "harfbuzzjs";
import { importModule } from "#import-module";
import { cutFont } from "./cut-font.ts";

/** The site's type first; a letter is taken from the first that has it. */
const faces = [
  { family: "newsreader", source: "newsreader-latin-wght-normal.woff2", weight: 500 },
  { family: "newsreader", source: "newsreader-latin-ext-wght-normal.woff2", weight: 500 },
  { family: "newsreader", source: "newsreader-vietnamese-wght-normal.woff2", weight: 500 },
  { family: "noto-naskh-arabic", source: "noto-naskh-arabic-arabic-wght-normal.woff2", weight: 600 },
  { family: "noto-serif-devanagari", source: "noto-serif-devanagari-devanagari-wght-normal.woff2", weight: 600 },
];
const fonts: Promise<Font>[] = [];
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
  font: Font;
  /** Its number in the font. */
  glyph: number;
  /** Pixels a unit of the font. */
  scale: number;
  /** Pixels. */
  x: number;
  y: number;
}

/** `size`: pixels an em. What no font has a letter for is left out. */
export async function setLine(text: string, size: number, direction: "ltr" | "rtl"): Promise<SetLine> {
  const { Buffer, Direction, shape } = await loadHarfBuzz();
  const placed: PlacedGlyph[] = [];
  let width = 0;
  for (const { font, text: part, level } of orderRuns(await findRuns(text, direction))) {
    const scale = size / font.face.upem;
    const buffer = new Buffer();
    buffer.addText(part);
    buffer.setDirection(level % 2 === 1 ? Direction.RTL : Direction.LTR);
    buffer.guessSegmentProperties();
    shape(font, buffer);
    for (const { codepoint: glyph, xAdvance = 0, xOffset = 0, yOffset = 0 } of buffer.getGlyphInfosAndPositions()) {
      placed.push({ font, glyph, scale, x: width + xOffset * scale, y: -yOffset * scale });
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

function drawGlyph({ font, glyph, scale, x, y }: PlacedGlyph): string {
  const outline = font.glyphToPath(glyph);
  return outline === ""
    ? ""
    : `<path transform="matrix(${round(scale)} 0 0 ${round(-scale)} ${round(x)} ${round(y)})" d="${outline}"/>`;
}

/** Parts of one font and one direction, in the order of the text. */
async function findRuns(text: string, direction: "ltr" | "rtl"): Promise<Run[]> {
  const { levels } = bidi.getEmbeddingLevels(text, direction);
  const runs: Run[] = [];
  let index = 0;
  for (const character of text) {
    const level = levels[index] ?? 0;
    index += character.length;
    const last = runs.at(-1);
    // Signs and spaces stay with the letters before them.
    const font = last !== undefined && hasLetter(last.font, character) ? last.font : await findFont(character);
    if (font === null) continue;
    if (last !== undefined && last.font === font && last.level === level) last.text += character;
    else runs.push({ font, text: character, level });
  }
  return runs;
}

async function findFont(character: string): Promise<Font | null> {
  for (const [index, face] of faces.entries()) {
    const font = await (fonts[index] ??= openFont(face));
    if (hasLetter(font, character)) return font;
  }
  return null;
}

function hasLetter(font: Font, character: string): boolean {
  return font.nominalGlyph(character.codePointAt(0) ?? 0) !== undefined;
}

async function openFont({ family, source, weight }: (typeof faces)[number]): Promise<Font> {
  const { file } = await cutFont(family, { source, characters: "", weight }, "sfnt");
  const { Blob, Face, Font } = await loadHarfBuzz();
  return new Font(new Face(new Blob(readFileSync(file))));
}

let harfbuzz: Promise<typeof import("harfbuzzjs")> | undefined;

/** Left out of the command's bundles: it awaits WebAssembly as it loads, which no compiled script can. */
function loadHarfBuzz(): Promise<typeof import("harfbuzzjs")> {
  return (harfbuzz ??= importModule("harfbuzzjs") as Promise<typeof import("harfbuzzjs")>);
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
