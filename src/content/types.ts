// What the rest of the house trusts: posts and publication data, validated, every optional field present.
import type { HtmlPolicy } from "../markup/fragment.ts";
import type { AiLevel, CommentsState } from "./data/authoring.ts";

export type { AiLevel, CommentsState };

/** What a publication promises of artificial intelligence; "" where it states nothing. */
export type AiPolicy = "" | "labelled" | "reviewed";

/** ISO 8601 with offset: `2026-01-31T14:20:00+05:30`. `Date.parse` reads it. "" stands for "none" where a field is optional. */
export type Instant = string;

export const kinds = ["news", "analysis", "opinion", "background", "review", "live", "page"] as const;
export type Kind = (typeof kinds)[number];

/** One problem of one file, in the form editors and CI read. */
export interface Problem {
  /** Relative to the site's folder, with "/". */
  file: string;
  /** 1-based. */
  line: number;
  /** 1-based. */
  column: number;
  severity: "error" | "warning";
  /** "what; cure". */
  message: string;
}

export interface Tag {
  slug: string;
  name: string;
}

/** A picture named by an author; `source` is relative to the site's folder, with "/". */
export interface PictureReference {
  source: string;
  alt: string;
  caption: string;
  credit: string;
}

export interface Correction {
  at: Instant;
  text: string;
}

export interface Section {
  slug: string;
  name: string;
  description: string;
}

export interface Author {
  id: string;
  name: string;
  kind: "person" | "organization";
  role: string;
  bio: string;
  /** A file relative to the site's folder, or "". */
  image: string;
  email: string;
  url: string;
  links: string[];
}

export type FeedFormat = "rss" | "atom" | "json";
export type FeedScope = "site" | "section" | "author" | "tag";

export interface SiteSettings {
  title: string;
  /** Origin without a trailing slash: `https://example.org`. */
  origin: string;
  /** "" or `/news`. */
  basePath: string;
  language: string;
  timezone: string;
  description: string;
  publisher: { name: string; logo: string; url: string; policies: Record<string, string> };
  ai: { default: AiLevel; disclaimer: Record<Exclude<AiLevel, "none">, string>; policy: AiPolicy; hasMeta: boolean };
  weather: { provider: "" | "fixed" | "met" | "open-meteo"; places: PlaceSettings[] };
  id: string;
  /** The service's origin, "" where it shares the site's; null without a service. */
  serviceUrl: string | null;
  html: HtmlPolicy;
  comments: CommentsState;
  robots: Record<string, "allow" | "disallow">;
  feeds: Record<FeedScope, { formats: FeedFormat[]; entries: number }>;
  hub: string;
}

export interface PlaceSettings {
  id: string;
  name: string;
  latitude: number;
  longitude: number;
  /** Degrees Celsius; null but for `fixed`. */
  temperature: number | null;
  condition: string;
}

export interface PlacementSettings {
  /** A post's path. */
  post: string;
  until: Instant;
}

export interface FrontPageSettings {
  lead: PlacementSettings | null;
  pinned: PlacementSettings[];
  slots: (PlacementSettings & { position: number })[];
}

/** What `_data/` says. */
export interface Publication {
  site: SiteSettings;
  sections: Section[];
  authors: Record<string, Author>;
  frontPage: FrontPageSettings;
}

/** A file that a build reads besides posts: a picture or an attachment. */
export interface MediaFile extends PictureFacts {
  /** Relative to the site's folder, with "/". */
  source: string;
  /** Hex digest of its bytes. */
  digest: string;
  bytes: number;
}

/** What a file's bytes are; of an attachment all is empty. */
export interface PictureFacts {
  format: PictureFormat | "";
  /** Pixels as shown (after EXIF rotation); 0 for what is not a picture or has no size. */
  width: number;
  height: number;
  /** The dominant colour, `#rrggbb`; "" where a reader may see through the picture, or nobody looked. */
  colour: string;
  isOpaque: boolean;
  /** Whether it is published byte for byte: drawings and what moves. */
  isKept: boolean;
  /** Why it cannot be published, with the cure, as the end of a sentence: "is damaged; save it again". "" for what can. */
  fault: string;
}

export type PictureFormat = "svg" | "gif" | "jpeg" | "png" | "webp" | "avif";
