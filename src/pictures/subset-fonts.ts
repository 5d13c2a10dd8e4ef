// Newsreader, cut down to the letters and weights that pages use.
import { type Cut, cutFont } from "./cut-font.ts";

/** A font file of the output. */
export interface FontFile {
  /** As the style sheet's source names it: `newsreader.woff2`. */
  name: string;
  /** In the output folder, hashed. */
  path: string;
  /** Where it lies until then; absolute. */
  file: string;
}

interface Face extends Cut {
  name: string;
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

export async function subsetFonts(): Promise<FontFile[]> {
  const files: FontFile[] = [];
  for (const face of faces) {
    const { digest, file } = await cutFont("newsreader", face, "woff2");
    files.push({ name: face.name, path: `assets/${face.name.replace(".", `-${digest}.`)}`, file });
  }
  return files;
}
