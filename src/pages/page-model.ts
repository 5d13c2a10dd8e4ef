// What the models of all pages, or of several, have in common.
import type { AiLevel, FeedFormat } from "../content/types.ts";
import type { Byline } from "../edition/cards.ts";
import type { FilledSlot } from "../edition/fill-references.ts";

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
  feeds: readonly FeedLink[];
  /** Whether the page shows counts, so that it needs the browser script. */
  hasCounter: boolean;
}

/** The HTML is loaded when it is printed with `| body`. */
export interface BodyReference {
  digest: string;
  /** What goes into each slot, in order. */
  slots: FilledSlot[];
}

/** What a text says of its share of artificial intelligence. */
export interface Disclosure {
  ai: AiLevel;
  /** The site's own words for this level, or "" for Broadsheet's. */
  aiDisclaimer: string;
  /** Who answers for the text. */
  reviewedBy: Byline | null;
}

/** A feed in one format. */
export interface FeedLink {
  /** Of the feed, without the format. */
  title: string;
  url: string;
  format: FeedFormat;
  formatName: "RSS" | "Atom" | "JSON Feed";
  type: "application/rss+xml" | "application/atom+xml" | "application/feed+json";
}
