// Fonts of packages, cut down to what is used of them: made once for a version of a font, not at every build.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { writeAtomically } from "../content/files/json-files.ts";
import { digestOf } from "../parts/parts.ts";

export interface Cut {
  /** Of the files of the family's package. */
  source: string;
  /** All, where it is empty. */
  characters: string;
  /** One weight, or the range that stays variable. */
  weight: number | { min: number; max: number };
}

const packages = createRequire(import.meta.url);
const folder = join(dirname(packages.resolve("#package.json")), ".cache", "fonts");

/** The font's file, in Broadsheet's own `.cache/fonts/`, and the digest of what it is made of. */
export async function cutFont(
  family: string,
  cut: Cut,
  format: "sfnt" | "woff2",
): Promise<{ digest: string; file: string }> {
  const source = readFileSync(packages.resolve(`@fontsource-variable/${family}/files/${cut.source}`));
  const digest = digestOf(`${digestOf(source)}\n${JSON.stringify(cut)}`).slice(0, 10);
  const file = join(folder, `${digest}.${format}`);
  if (!existsSync(file)) {
    const { default: subsetFont } = await import("subset-font");
    const extent =
      cut.characters === "" ? { keepAllGlyphs: true } : { keepFeatures: ["kern", "liga", "tnum"], noHinting: true };
    const variationAxes = { wght: cut.weight };
    writeAtomically(file, await subsetFont(source, cut.characters, { ...extent, targetFormat: format, variationAxes }));
  }
  return { digest, file };
}
