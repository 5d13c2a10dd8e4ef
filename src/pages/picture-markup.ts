// How a picture's sizes are written: the choice that browsers get, and pictures within bodies.

import type { BodyPicture } from "../edition/fill-references.ts";
import { type Renditions, renditionUrl } from "../edition/renditions.ts";

/** Where a picture stands: on an article above the text, in the text, at an author's name, or on a card of a size. */
export type PicturePlace = keyof typeof widths;

/** How wide a picture is shown, as src/styles lays it out: https://html.spec.whatwg.org/multipage/images.html#sizes-attributes */
const widths = {
  article: "(min-width: 66rem) 64rem, 100vw",
  body: "(min-width: 42rem) 40rem, 100vw",
  portrait: "10rem",
  lead: "(min-width: 84rem) 46rem, (min-width: 64rem) 56vw, 100vw",
  large: "(min-width: 84rem) 49rem, (min-width: 48rem) 60vw, 100vw",
  first: "(min-width: 64rem) 46rem, 100vw",
  medium: "(min-width: 40rem) 45vw, 100vw",
  small: "(min-width: 64rem) 18rem, 9rem",
  line: "9rem",
} as const;

/** A value of `sizes`. Where a picture is loaded late its box is known by then, and browsers that can measure it do. */
export function sizesIn(place: PicturePlace, isLate: boolean): string {
  if (!Object.hasOwn(widths, place))
    throw new Error(`a picture stands nowhere like "${place}"; write ${Object.keys(widths).join(", ")}`);
  return isLate ? `auto, ${widths[place]}` : widths[place];
}

/** A value of `srcset`. */
export function srcset(renditions: Renditions, format: Renditions["formats"][number], basePath: string): string {
  return renditions.widths
    .map((width) => `${basePath}${renditionUrl(renditions.stem, width, format)} ${width}w`)
    .join(", ");
}

/** A picture of a body as HTML, as one file: for a feed. `before`: origin and base path. */
export function bodyPictureInFeed(picture: BodyPicture, before: string): string {
  return `${openImage(picture, before)}>`;
}

/** A picture of a body as HTML, with all its sizes: for a page. */
export function bodyPicture(picture: BodyPicture, basePath: string): string {
  const { colour, renditions } = picture;
  const image = openImage(picture, basePath);
  const late = `${image}${colour === "" ? "" : ` style="background-color:${colour}"`} loading="lazy" decoding="async">`;
  if (renditions === null) return late;
  const sizes = sizesIn("body", true);
  const sources = renditions.formats.map(
    (format) =>
      `<source type="image/${format}" srcset="${escapeAttribute(srcset(renditions, format, basePath))}" sizes="${sizes}">`,
  );
  return `<picture>${sources.join("")}${late}</picture>`;
}

function openImage({ url, alt, width, height }: BodyPicture, before: string): string {
  const size = width > 0 && height > 0 ? ` width="${width}" height="${height}"` : "";
  return `<img src="${escapeAttribute(before + url)}" alt="${escapeAttribute(alt)}"${size}`;
}

function escapeAttribute(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
