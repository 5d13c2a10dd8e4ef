// What the rest of the house knows of a post.
import type { Slot } from "../markup/fragment.ts";
import { type Part, stored } from "../parts/parts.ts";
import type { ArticleKeys, CardKeys, ListedKeys } from "./front-matter/keys.ts";

/** A slot of a body that only another file can fill, with its place among all slots. */
export type Reference = Slot & { at: number };

/** Where the JSON of a post's card, article and HTML parts lies, one after the other: pack file, offset, lengths in bytes. */
export type PostPlace = [pack: string, offset: number, card: number, article: number, body: number];

/**
 * A committed post, valid in itself; what it names (section, authors, pictures) is checked by `checkReferences`. Plain JSON: of thousands
 * of posts it is all that a build has in memory, and the rest of what they say is fetched where it is shown.
 */
export interface Post extends ListedKeys {
  /** Relative to the site's folder, with "/": `posts/2026/steel.md`. */
  path: string;
  slug: string;
  /** Calendar date of `publishedAt` in the site's time zone, `2026-01-31`; "" without one. */
  publishedOn: string;
  /** Approved comments in the `comments.json` beside the post. */
  commentCount: number;
  /** Of reading, at least 1. */
  minutes: number;
  /** 1-based line of the file on which the body starts; slots' lines count from it. */
  bodyLine: number;
  references: Reference[];
  /** Of the JSON of its card, its article and its HTML parts: see `digestOf`. */
  digests: { card: string; article: string; body: string };
  place: PostPlace;
}

/** What other pages may show of a post. */
export interface PostCard extends CardKeys {
  slug: string;
  publishedOn: string;
  commentCount: number;
  /** The first paragraph where there is no description, else "". */
  lede: string;
}

/** What a post's own page and feeds show besides. */
export interface PostArticle extends ArticleKeys {
  /** In the order of the body. */
  slots: Slot[];
}

/** As much of its card as is at hand of every post. */
export type ListedFacts = Pick<Post, keyof Post & keyof PostCard>;

export function listedFacts(post: Post): Part<ListedFacts> {
  return stored(post.digests.card, () => post);
}
