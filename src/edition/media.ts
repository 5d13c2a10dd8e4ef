// Pictures and attachments: which files the posts name, and where they are published.

import type { MediaFile, PictureReference, Post, Publication } from "../content/types.ts";
import type { ImageSlot, LinkSlot } from "../markup/fragment.ts";
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

// What a reader may be given to download. HTML, scripts and SVG are not: they would run on the site's own origin.
const attachmentTypes =
  /\.(?:pdf|csv|tsv|txt|json|geojson|zip|gz|xlsx|ods|docx|odt|pptx|odp|mp3|m4a|ogg|opus|wav|mp4|webm|vtt|epub|ics)$/i;

const pictureTypes = /\.(?:svg|png|jpe?g|gif|webp|avif)$/i;
export const pictureFormats = "SVG, PNG, JPEG, GIF, WebP or AVIF";

/** Whether a source may be published as a picture: any other file of the site's folder is nobody's business, or would run on its origin. */
export function isPicture(source: string): boolean {
  return pictureTypes.test(source) && !isHidden(source);
}

function isHidden(source: string): boolean {
  return source.split("/").some((segment) => segment.startsWith("."));
}

/** A path that an author wrote, as a site-relative source; "" where it leaves the site's folder. `folder` is the post's, "/" separated. */
export function resolveSource(folder: string, written: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(written.replace(/[?#].*$/s, ""));
  } catch {
    return "";
  }
  const segments = decoded.startsWith("/") ? [] : folder.split("/").filter(Boolean);
  for (const segment of decoded.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") {
      if (segments.pop() === undefined) return "";
    } else segments.push(segment);
  }
  return segments.join("/");
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The source that a link to a file beside the post names, or "" where the link is none to an attachment. */
export function attachmentSource(post: Post, slot: LinkSlot): string {
  if (!slot.target.includes(".")) return "";
  if (!attachmentTypes.test(slot.target.replace(/[?#].*$/s, ""))) return "";
  const source = resolveSource(folderOf(post.path), slot.target);
  return source.startsWith("posts/") && !isHidden(source) ? source : "";
}

/** The source of a picture in a body; "" where its path leaves the site's folder. */
export function pictureSource(post: Post, slot: ImageSlot): string {
  return resolveSource(folderOf(post.path), slot.source);
}

/** Every file besides posts that the edition may need, in no order: what `loadMedia` is asked for. */
export function namedMedia(posts: readonly Post[], publication: Publication): Set<string> {
  const sources = new Set<string>();
  const addPicture = (source: string): void => {
    if (isPicture(source)) sources.add(source);
  };
  addPicture(publication.site.publisher.logo);
  for (const author of Object.values(publication.authors)) addPicture(author.image);
  for (const post of posts) {
    if (post.image !== null) addPicture(post.image.source);
    for (const slot of post.body.slots) {
      if (slot.kind === "image") addPicture(pictureSource(post, slot));
      else {
        const source = attachmentSource(post, slot);
        if (source !== "") sources.add(source);
      }
    }
  }
  return sources;
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

/** What the edition publishes of the files that posts name. */
export class PublishedMedia {
  /** Address without the base path → the file; null for the file itself, byte for byte. */
  readonly outputs = new Map<string, { file: MediaFile; rendition: Rendition | null }>();
  private readonly recipe: PictureRecipe;
  private readonly added = new Set<string>();

  constructor(recipe: PictureRecipe) {
    this.recipe = recipe;
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
