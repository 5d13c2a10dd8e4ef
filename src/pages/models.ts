// What templates may read as `model`. Optional fields are "" or [] or null, never absent.
import type { AiLevel, AiPolicy, CommentsState, Instant, Kind } from "../content/types.ts";
import type { ShownFile } from "../edition/media.ts";
import type { FilledSlot } from "../edition/resolve-slots.ts";
import type { AuthorCard } from "./articles/author-card.ts";
import type { Disclosure } from "./articles/disclosure.ts";
import type { FeedDirectoryModel, FeedLink, FeedModel } from "./feeds/feed-models.ts";
import type { Rhythm } from "./lists/front-rhythm.ts";
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

/** Fields that every model has. */
export interface PageModel {
  url: string;
  /** BCP 47 of the page. */
  language: string;
  direction: "ltr" | "rtl";
  /** Plain text; the layout adds the site's title. "" on the front page. */
  title: string;
  /** Plain text for `<meta name="description">`, or "". */
  description: string;
  /** The section whose menu mark the page bears, or "". */
  sectionSlug: string;
  /** Of that section; 0 without one. */
  hue: number;
  /** Of what the page is about, for autodiscovery; the site's own feeds are `site.feeds`. */
  feeds: FeedLink[];
  /** Whether the page shows counts, so that it needs the browser script. */
  hasCounter: boolean;
}

/** Serialises as its digest and filled slots; the HTML is loaded when it is printed with `| body`. */
export interface BodyReference {
  digest: string;
  /** What goes into each slot, in order. */
  slots: FilledSlot[];
}

export interface Link {
  name: string;
  url: string;
}

export interface Byline extends Link {
  id: string;
  kind: "person" | "organization";
}

/** The words of a picture with the files that show it. */
export interface Picture extends ShownFile {
  alt: string;
  caption: string;
  credit: string;
}

/** A story on a listing, a front page, or below an article. */
export interface StoryCard {
  /** Of all below: equal digests, equal cards. */
  digest: string;
  /** The first address: identity for counts. */
  id: string;
  url: string;
  kind: Kind;
  kicker: string;
  title: string;
  description: string;
  language: string;
  direction: "ltr" | "rtl";
  section: SectionLink;
  byline: Byline[];
  publishedAt: Instant;
  minutes: number;
  ai: AiLevel;
  commentsState: CommentsState;
  commentCount: number;
  picture: Picture | null;
  isDraft: boolean;
}

export interface SectionLink extends Link {
  slug: string;
  /** 1 to 6: the class `hue-1` … that gives its stories their colour. */
  hue: number;
}

export interface StoryLink {
  title: string;
  url: string;
  language: string;
}

/** The original's order, top to bottom. */
export interface ArticleModel extends PageModel, Disclosure {
  id: string;
  kind: Kind;
  kicker: string;
  headline: string;
  section: SectionLink;
  byline: Byline[];
  /** Those of them of whom there is more to say than a name. */
  authors: AuthorCard[];
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
  series: { name: string; parts: StoryLink[] } | null;
  /** The neighbours in its section, by time. */
  previous: StoryLink | null;
  next: StoryLink | null;
  related: StoryCard[];
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
  secondary: StoryCard[];
  /** Headlines with times. */
  latest: StoryCard[];
  /** By the last snapshot, or []. */
  mostRead: StoryCard[];
  /** Under the names of those who argue; `section` is null where they are of several, or one that has a block too. */
  opinion: { section: SectionLink | null; stories: { story: StoryCard; portrait: Picture | null }[] };
  /** One per section that has stories left; no story of the page appears twice. */
  blocks: { section: SectionLink; rhythm: Rhythm; stories: StoryCard[] }[];
}

/** Sections, tags, months, numbered older pages. */
export interface ListingModel extends PageModel {
  listing: "section" | "tag" | "month";
  heading: string;
  /** 0 on the newest; else the page's number, counted from the oldest. */
  number: number;
  stories: StoryCard[];
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
  stories: StoryCard[];
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
  stories: StoryCard[];
}

export interface CorrectionsModel extends PageModel {
  /** Newest first. */
  entries: { at: Instant; text: string; story: StoryLink }[];
}

export interface RedirectModel extends PageModel {
  /** Where it leads, without the base path. */
  target: string;
}
