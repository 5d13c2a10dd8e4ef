// What templates may read as `model`. Optional fields are "" or [] or null, never absent.
import type { AiPolicy, CommentsState, Instant, Kind } from "../content/types.ts";
import type { Byline, Link, Picture, SectionLink, StoryCard, StoryLink } from "../edition/cards.ts";
import type { AuthorCard } from "../edition/signers.ts";
import type { FeedDirectoryModel, FeedModel } from "./feeds/feed-models.ts";
import type { Rhythm } from "./lists/front-rhythm.ts";
import type { BodyReference, Disclosure, PageModel } from "./page-model.ts";
import type { SitemapModels } from "./sitemaps/sitemap-models.ts";

/** A page: a pure function of its data. */
export interface Page {
  /** Without the base path: `/business/2026/01/steel/`, `/rss.xml`. */
  url: string;
  /** A layout of `_includes/layouts`, without `.njk`. */
  template: TemplateName;
  model: PageModel;
  /** The file that it is made of (a post's path), or "": named in errors. */
  source: string;
  /** The commit goes pages first, then feeds. */
  rank: "page" | "feed";
}

export type TemplateName = keyof Models;

export interface Models extends SitemapModels {
  article: ArticleModel;
  page: StandaloneModel;
  front: FrontModel;
  listing: ListingModel;
  author: AuthorModel;
  index: IndexModel;
  corrections: CorrectionsModel;
  "most-read": MostReadModel;
  "not-found": PageModel;
  redirect: RedirectModel;
  rss: FeedModel;
  atom: FeedModel;
  "json-feed": FeedModel;
  feeds: FeedDirectoryModel;
  opml: FeedDirectoryModel;
}

/** The original's order, top to bottom. */
export interface ArticleModel extends PageModel, Disclosure {
  id: string;
  kind: Kind;
  kicker: string;
  headline: string;
  section: SectionLink;
  byline: readonly Byline[];
  /** Those of them of whom there is more to say than a name. */
  authors: readonly AuthorCard[];
  dateline: string;
  publishedAt: Instant;
  /** "" where never updated. */
  updatedAt: Instant;
  /** "" for ever. */
  expiresAt: Instant;
  comments: { state: CommentsState; count: number };
  /** Minutes of reading, at least 1. */
  minutes: number;
  picture: Picture | null;
  /** Address of the picture of its headline, for previews of links; "" where it has a photograph, or none is made. */
  headlineCard: string;
  subtitle: string;
  /** Written or derived; `hasOwnStandfirst` tells whether to print it above the body (a derived one would repeat the lede). */
  standfirst: string;
  hasOwnStandfirst: boolean;
  body: BodyReference;
  corrections: { at: Instant; text: string }[];
  tags: Link[];
  /** Null outside a series; `parts` in order of publication, this one included. */
  series: { name: string; parts: readonly StoryLink[] } | null;
  /** The neighbours in its section, by time. */
  previous: StoryLink | null;
  next: StoryLink | null;
  related: readonly StoryCard[];
  isDraft: boolean;
}

export interface StandaloneModel extends PageModel, Disclosure {
  headline: string;
  subtitle: string;
  standfirst: string;
  updatedAt: Instant;
  picture: Picture | null;
  body: BodyReference;
  /** What the publication promises of artificial intelligence, on the page that states it; else "". */
  aiPolicy: AiPolicy;
  isDraft: boolean;
}

export interface FrontModel extends PageModel {
  /** The newest story's instant, the edition's date; "" without stories. */
  editionAt: Instant;
  /** Null on a site without stories. */
  lead: StoryCard | null;
  /** Beside the lead. */
  secondary: readonly StoryCard[];
  /** Headlines with times. */
  latest: readonly StoryCard[];
  /** By the last snapshot, or []. */
  mostRead: readonly StoryCard[];
  /** Under the names of those who argue; `section` is null where they are of several, or one that has a block too. */
  opinion: { section: SectionLink | null; stories: readonly { story: StoryCard; portrait: Picture | null }[] };
  /** One per section that has stories left; no story of the page appears twice. */
  blocks: readonly { section: SectionLink; rhythm: Rhythm; stories: readonly StoryCard[] }[];
}

/** Sections, tags, months, numbered older pages. */
export interface ListingModel extends PageModel {
  listing: "section" | "tag" | "month";
  heading: string;
  /** 0 on the newest; else the page's number, counted from the oldest. */
  number: number;
  stories: readonly StoryCard[];
  /** Addresses of the neighbours, "" where there is none. */
  newer: string;
  older: string;
  /** Of the listing itself, for "back to". */
  landing: Link;
}

export interface AuthorModel extends PageModel {
  author: {
    id: string;
    name: string;
    kind: "person" | "organization";
    role: string;
    bio: string;
    email: string;
    website: string;
    links: string[];
    picture: Picture | null;
  };
  number: number;
  stories: readonly StoryCard[];
  newer: string;
  older: string;
  landing: Link;
}

/** `/archive/`, `/tags/`, `/authors/`: a list of links, grouped where `groups` has names. */
export interface IndexModel extends PageModel {
  index: "archive" | "tags" | "authors";
  groups: { name: string; links: IndexLink[] }[];
}

export interface IndexLink extends Link {
  /** `2026-01` in the archive, else "". */
  month: Instant;
  /** Stories of that month; 0 elsewhere. */
  count: number;
  /** An author's role or what a desk covers; else "". */
  note: string;
  /** An author's portrait, or null. */
  picture: Picture | null;
}

export interface MostReadModel extends PageModel {
  /** Most read first; by the last snapshot. */
  stories: readonly StoryCard[];
}

export interface CorrectionsModel extends PageModel {
  /** Newest first. */
  entries: readonly { at: Instant; text: string; story: StoryLink }[];
}

export interface RedirectModel extends PageModel {
  /** Where it leads, without the base path. */
  target: string;
}
