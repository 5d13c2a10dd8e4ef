// In which sizes and formats a picture is published: follows from its size and the recipe alone, so that nothing need be decoded to know.
import { hash } from "node:crypto";
import type { MediaFile } from "../content/types.ts";

/** How pictures made of pixels are published. */
export interface PictureRecipe {
  /** Whoever encodes, with version and options: another one gives other addresses. */
  encoder: string;
  /** Pixels, rising. */
  widths: readonly number[];
  /** Best first; a browser takes the first that it knows. */
  formats: readonly ("avif" | "webp")[];
  /** What everybody else gets: feeds, previews of links and old browsers. */
  fallback: { width: number; format: "photo" | "webp" };
  /** Whoever draws headlines for previews of links, with version; "" where nobody does. */
  drawing: string;
}

/** What a publish makes. The fallback is as wide as previews of links want it: 1,200 pixels or more. */
export const fullRecipe = (encoder: string, drawing: string): PictureRecipe => ({
  encoder,
  drawing,
  widths: [320, 640, 960, 1280, 1600],
  formats: ["avif", "webp"],
  fallback: { width: 1280, format: "photo" },
});

/** What a preview makes: one file, in the format that is encoded fastest. */
export const quickRecipe = (encoder: string): PictureRecipe => ({
  encoder,
  drawing: "",
  widths: [],
  formats: [],
  fallback: { width: 1280, format: "webp" },
});

/** The sizes of one picture, as templates get them: `{stem}-{width}.{format}` is an address. */
export interface Renditions {
  /** Without the base path: `/media/mill-1f3a5b7c9d`. */
  stem: string;
  widths: number[];
  formats: ("avif" | "webp")[];
}

export type EncodedFormat = "avif" | "webp" | "jpeg" | "png";

/** One file that is made of a picture. */
export interface Rendition {
  /** Without the base path. */
  url: string;
  width: number;
  height: number;
  format: EncodedFormat;
}

/** An icon wants no more. */
const iconWidth = 512;
const extensions: Record<EncodedFormat, string> = { avif: "avif", webp: "webp", jpeg: "jpg", png: "png" };

/** Named by content, so that a CDN may keep it for ever; of a kept file with its ending: `/media/steel-mill-1f3a5b7c9d.svg`. */
export function addressOfMedia(file: MediaFile): string {
  const name = nameOf(file);
  return `/media/${name.stem}-${file.digest.slice(0, 10)}${name.ending.toLowerCase()}`;
}

function nameOf(file: MediaFile): { stem: string; ending: string } {
  const name = file.source.slice(file.source.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  const stem = name
    .slice(0, dot)
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return { stem: stem === "" ? "file" : stem, ending: name.slice(dot) };
}

/** Asked for several times of each picture. */
const stems = new WeakMap<PictureRecipe, WeakMap<MediaFile, string>>();

function stemOf(file: MediaFile, recipe: PictureRecipe): string {
  let known = stems.get(recipe);
  if (known === undefined) stems.set(recipe, (known = new WeakMap()));
  let stem = known.get(file);
  if (stem === undefined)
    known.set(
      file,
      (stem = `/media/${nameOf(file).stem}-${hash("sha256", `${recipe.encoder}\n${file.digest}`, "hex").slice(0, 10)}`),
    );
  return stem;
}

/** Null for what has one size only: a kept file, or a recipe of one file. */
export function renditionsOf(file: MediaFile, recipe: PictureRecipe): Renditions | null {
  if (file.isKept || recipe.formats.length === 0) return null;
  return { stem: stemOf(file, recipe), widths: widthsOf(file.width, recipe), formats: [...recipe.formats] };
}

/** Never above the source, which has the last word where a step would be nearly its size. */
function widthsOf(width: number, { widths }: PictureRecipe): number[] {
  const widest = Math.min(width, widths.at(-1) ?? width);
  return [...widths.filter((step) => step < widest * 0.9), widest];
}

/** The one file for who takes no other. `icon`: for a logo, which stays sharp and may be seen through. Null where the file itself is published. */
export function fallbackOf(
  file: MediaFile,
  recipe: PictureRecipe,
  as: "picture" | "icon" = "picture",
): Rendition | null {
  if (file.isKept) return null;
  const photo = file.isOpaque ? "jpeg" : "png";
  const format = as === "icon" ? "png" : recipe.fallback.format === "photo" ? photo : "webp";
  return rendition(
    file,
    stemOf(file, recipe),
    Math.min(file.width, as === "icon" ? iconWidth : recipe.fallback.width),
    format,
  );
}

/** All files that are made of a picture but for the fallback. */
export function filesOf(file: MediaFile, { stem, widths, formats }: Renditions): Rendition[] {
  return formats.flatMap((format) => widths.map((width) => rendition(file, stem, width, format)));
}

export function renditionUrl(stem: string, width: number, format: EncodedFormat): string {
  return `${stem}-${width}.${extensions[format]}`;
}

function rendition(file: MediaFile, stem: string, width: number, format: EncodedFormat): Rendition {
  const height = Math.max(1, Math.round((file.height * width) / file.width));
  return { url: renditionUrl(stem, width, format), width, height, format };
}
