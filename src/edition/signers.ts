// Authors as pages show them: their names in bylines, and what is said of them beside a story and on the list of authors.
import type { Author } from "../content/types.ts";
import { leaf, type Part } from "../parts/parts.ts";
import { type Byline, bylineOf, type Picture, pictureOf } from "./cards.ts";
import { type MediaLookup, publishPicture } from "./media.ts";
import type { PictureRecipe } from "./renditions.ts";

export interface AuthorCard extends Byline {
  role: string;
  bio: string;
  /** A decoration beside the name: its `alt` is empty. */
  picture: Picture | null;
}

export interface Signer {
  author: Author;
  byline: Part<Byline>;
  card: Part<AuthorCard>;
  portrait: Part<Picture | null>;
}

export function makeSigner(author: Author, media: MediaLookup, recipe: PictureRecipe): Signer {
  const { image, role, bio } = author;
  const byline = bylineOf(author);
  const published =
    image === "" ? null : publishPicture({ source: image, alt: "", caption: "", credit: "" }, media, recipe);
  const picture = pictureOf(published);
  return { author, byline: leaf(byline), card: leaf({ ...byline, role, bio, picture }), portrait: leaf(picture) };
}
