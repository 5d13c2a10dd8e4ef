// What templates of feeds, and of the lists of all feeds, may read as `model`.
import type { Instant } from "../../content/types.ts";
import type { Byline, Link, Picture } from "../../edition/cards.ts";
import type { BodyReference, Disclosure, FeedLink, PageModel } from "../page-model.ts";

/** The same in every format: they differ in their templates. */
export interface FeedModel extends PageModel {
  feedTitle: string;
  /** The page that the feed is of. */
  homeUrl: string;
  /** Newest `changedAt` or `publishedAt` of the entries; "" without any. */
  updatedAt: Instant;
  /** A WebSub hub's address, or "". */
  hub: string;
  /** Newest first. */
  entries: readonly FeedEntry[];
}

/** One shared object for each story. */
export interface FeedEntry extends Disclosure {
  /** The first address, without origin: becomes the guid. */
  id: string;
  url: string;
  title: string;
  /** The standfirst, plain text. */
  summary: string;
  language: string;
  direction: "ltr" | "rtl";
  byline: readonly Byline[];
  publishedAt: Instant;
  /** The newest of `updated` and the corrections; "" where there is neither. */
  changedAt: Instant;
  /** Its section and its tags. */
  categories: string[];
  /** Null where the story has none. */
  comments: { url: string; count: number } | null;
  picture: FeedPicture | null;
  subtitle: string;
  body: BodyReference;
  corrections: { at: Instant; text: string }[];
}

/** Its size in bytes is known once it is encoded: `picture | bytes`. */
export interface FeedPicture extends Picture {
  /** IANA media type. */
  type: string;
}

/** `/feeds/` for people, `/opml.xml` for feed readers. */
export interface FeedDirectoryModel extends PageModel {
  /** The site's own feed stands in a group without a name. */
  groups: { name: string; feeds: ListedFeed[] }[];
}

/** `name` and `url` are those of the page that the feed is of. */
export interface ListedFeed extends Link {
  title: string;
  /** The same feed in each of its formats, at least one. */
  links: FeedLink[];
}
