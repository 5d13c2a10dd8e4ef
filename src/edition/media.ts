// Pictures and attachments as they are published.

import type { MediaFile, PictureReference } from "../content/types.ts";
import {
  addressOfMedia,
  fallbackOf,
  filesOf,
  type PictureRecipe,
  type Rendition,
  type Renditions,
  renditionsOf,
} from "./renditions.ts";

/** Site-relative source → the file, or null where there is none. */
export type MediaLookup = ReadonlyMap<string, MediaFile | null>;

/** A picture as it is published; pixels are those of `url`, 0 where unknown. */
export interface ShownFile {
  /** Without the base path: the file for who takes no other. */
  url: string;
  width: number;
  height: number;
  /** `#rrggbb` to show until it is there, or "". */
  colour: string;
  /** Null where there is no other size. */
  renditions: Renditions | null;
}

export interface PublishedPicture extends ShownFile {
  source: string;
  alt: string;
  caption: string;
  credit: string;
}

/** Null where the file is missing or not fit to be published. `as`: a logo, or any other picture. */
export function publishPicture(
  reference: PictureReference,
  media: MediaLookup,
  recipe: PictureRecipe,
  as: "picture" | "icon" = "picture",
): PublishedPicture | null {
  const file = media.get(reference.source);
  if (file === undefined || file === null || file.fault !== "") return null;
  const { alt, caption, credit } = reference;
  return { ...showFile(file, recipe, as), source: file.source, alt, caption, credit };
}

/** A picture without the words that belong to it. */
export function showFile(file: MediaFile, recipe: PictureRecipe, as: "picture" | "icon" = "picture"): ShownFile {
  const { url, width, height } = fallbackOf(file, recipe, as) ?? {
    url: addressOfMedia(file),
    width: file.width,
    height: file.height,
  };
  return { url, width, height, colour: file.colour, renditions: as === "icon" ? null : renditionsOf(file, recipe) };
}

/** A file, and what is made of it; null for the file itself, byte for byte. */
export interface PublishedFile {
  file: MediaFile;
  rendition: Rendition | null;
}

/** What the edition publishes of the files that posts name. */
export class PublishedMedia {
  /** By the address without the base path. */
  readonly outputs = new Map<string, PublishedFile>();
  private readonly recipe: PictureRecipe;
  private readonly added = new Set<string>();

  constructor(recipe: PictureRecipe) {
    this.recipe = recipe;
  }

  /** Nothing where there is no such file. */
  addSource(media: MediaLookup, source: string, as: "picture" | "icon" = "picture"): void {
    const file = media.get(source);
    if (file) this.add(file, as);
  }

  add(file: MediaFile, as: "picture" | "icon" = "picture"): void {
    const fallback = fallbackOf(file, this.recipe, as);
    if (fallback === null) {
      this.outputs.set(addressOfMedia(file), { file, rendition: null });
      return;
    }
    // A logo may be a portrait as well.
    if (this.added.has(`${as} ${fallback.url}`)) return;
    this.added.add(`${as} ${fallback.url}`);
    const renditions = as === "icon" ? null : renditionsOf(file, this.recipe);
    for (const rendition of [fallback, ...(renditions === null ? [] : filesOf(file, renditions))])
      this.outputs.set(rendition.url, { file, rendition });
  }
}
