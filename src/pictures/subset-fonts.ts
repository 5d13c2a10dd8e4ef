// Newsreader, cut down to the letters and weights that pages use: made once for a version of the typeface, not at every build.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { writeAtomically } from "../content/files/json-files.ts";
import { digestOf } from "../parts/parts.ts";

/** A font file of the output. */
export interface FontFile {
  /** As the style sheet's source names it: `newsreader.woff2`. */
  name: string;
  /** In the output folder, hashed. */
  path: string;
  /** Where it lies until then; absolute. */
  file: string;
}

interface Face {
  name: string;
  /** Of the package's `files`. */
  source: string;
  characters: string;
  /** One weight, or the range that stays variable. */
  weight: number | { min: number; max: number };
}

const range = (first: number, last: number): string =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)).join("");

// Signs of source code are left to the monospaced face; each letter weighs with all its weights and its pairs.
const basic = `${range(0x20, 0x7e).replace(/[#@=\\^_`{|}~<>]/g, "")} ¡«°»¿${range(0xc0, 0xd6)}${range(0xd8, 0xf6)}${range(0xf8, 0xff)}ŒœŸı–—‘’‚“”„…€−£`;
const extended = range(0x100, 0x17f).replace(/[ŒœŸı]/g, "") + range(0x218, 0x21b);
const everyWeight = { min: 300, max: 700 };

/** In the order of need; the first is on every page. What `fonts.css` says of them must agree. */
const faces: readonly Face[] = [
  { name: "newsreader.woff2", source: "newsreader-latin-wght-normal.woff2", characters: basic, weight: everyWeight },
  { name: "newsreader-italic.woff2", source: "newsreader-latin-wght-italic.woff2", characters: basic, weight: 400 },
  {
    name: "newsreader-extended.woff2",
    source: "newsreader-latin-ext-wght-normal.woff2",
    characters: extended,
    weight: everyWeight,
  },
];

/** `packageFolder`: Broadsheet's own, whose `.cache/fonts/` keeps them. */
export async function subsetFonts(packageFolder: string): Promise<FontFile[]> {
  const { resolve } = createRequire(join(packageFolder, "package.json"));
  const files: FontFile[] = [];
  for (const face of faces) {
    const source = readFileSync(resolve(`@fontsource-variable/newsreader/files/${face.source}`));
    const digest = digestOf(`${digestOf(source)}\n${JSON.stringify(face)}`).slice(0, 10);
    const path = `assets/${face.name.replace(".", `-${digest}.`)}`;
    const file = join(packageFolder, ".cache", "fonts", `${digest}.woff2`);
    if (!existsSync(file)) writeAtomically(file, await subset(source, face));
    files.push({ name: face.name, path, file });
  }
  return files;
}

async function subset(source: Uint8Array, { characters, weight }: Face): Promise<Uint8Array> {
  const { default: subsetFont } = await import("subset-font");
  return subsetFont(source, characters, {
    targetFormat: "woff2",
    keepFeatures: ["kern", "liga", "tnum"],
    noHinting: true,
    variationAxes: { wght: weight },
  });
}
