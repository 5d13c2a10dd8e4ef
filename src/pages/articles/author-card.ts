// What is said of an author beside a story and on the list of authors.
import type { Author } from "../../content/types.ts";
import type { Edition } from "../../edition/edition.ts";
import { publishPicture } from "../../edition/media.ts";
import { bylineOf, pictureOf } from "../cards.ts";
import type { Byline, Picture } from "../models.ts";

export interface AuthorCard extends Byline {
  role: string;
  bio: string;
  /** A decoration beside the name: its `alt` is empty. */
  picture: Picture | null;
}

const cards = new WeakMap<Author, AuthorCard>();

/** One card an author, shared by all pages that show it. */
export function authorCard(edition: Edition, author: Author): AuthorCard {
  let card = cards.get(author);
  if (card === undefined) {
    const { role, bio } = author;
    cards.set(author, (card = { ...bylineOf(author), role, bio, picture: portraitOf(edition, author) }));
  }
  return card;
}

export function portraitOf(edition: Edition, author: Author): Picture | null {
  return author.image === ""
    ? null
    : pictureOf(
        publishPicture({ source: author.image, alt: "", caption: "", credit: "" }, edition.mediaLookup, edition.recipe),
      );
}
