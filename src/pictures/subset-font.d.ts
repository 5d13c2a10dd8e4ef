// The part of subset-font's interface that is used here; the package brings no types.
declare module "subset-font" {
  interface Options {
    /** With an empty `text`. */
    keepAllGlyphs?: boolean;
    targetFormat: "sfnt" | "woff2";
    /** OpenType tags. */
    keepFeatures?: string[];
    noHinting?: boolean;
    variationAxes?: Record<string, number | { min: number; max: number }>;
  }
  export default function subsetFont(font: Uint8Array, text: string, options: Options): Promise<Buffer>;
}
