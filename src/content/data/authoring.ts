// The types that a publication's own `_data/*.ts` files are written against: `import type { Site } from "broadsheet"`.

/** An instant as authors write it: ISO 8601 with offset, or a date or date-time in the site's time zone. */
export type InstantText = string;

export type AiLevel = "none" | "assisted" | "partial" | "full";
export type CommentsState = "open" | "closed" | "off";

/** `_data/site.ts`. Only `title`, `url`, `language` and `timezone` are required. */
export interface Site {
  title: string;
  /** Origin and optional base path: `https://example.org` or `https://example.org/news`. */
  url: string;
  /** BCP 47. */
  language: string;
  /** IANA name, such as `Asia/Kolkata`. */
  timezone: string;
  description?: string;
  publisher?: Publisher;
  ai?: {
    /** The level of a post that does not say. Default `none`. */
    default?: AiLevel;
    /** Replaces the disclaimer's words; one text, or one per level. */
    disclaimer?: string | Partial<Record<Exclude<AiLevel, "none">, string>>;
    /**
     * Stated on the page that `publisher.policies.ai`, else `principles`, leads to. `labelled`: readers are told how far artificial
     * intelligence wrote a text. `reviewed`: and no text that it wrote in part or entirely is built without `reviewedBy`.
     */
    policy?: "labelled" | "reviewed";
    /** Prints `<meta name="ai-disclosure">` on articles and standalone pages. Default `false`. */
    meta?: boolean;
  };
  weather?: Weather;
  /** Names this site to the counting service: letters, digits and hyphens. Required with `service`. */
  id?: string;
  /** Where the counting service answers; the site's own origin when empty. */
  service?: { url: string };
  /** Raw HTML in bodies; default `safe`. */
  html?: "safe" | "strict" | "trusted";
  /** Default of a post's `comments`; default `off`. */
  comments?: CommentsState;
  /** Crawlers by user agent → `allow` or `disallow`. */
  robots?: Record<string, "allow" | "disallow">;
  feeds?: Partial<
    Record<"site" | "section" | "author" | "tag", { formats?: ("rss" | "atom" | "json")[]; entries?: number }>
  >;
  /** A WebSub hub's URL. */
  hub?: string;
}

export interface Publisher {
  name: string;
  /** A picture in the site's folder: `/images/logo.svg`. */
  logo?: string;
  url?: string;
  /** Addresses of the policies, such as `/standards/`. */
  policies?: Partial<Record<"principles" | "corrections" | "ethics" | "ownership" | "masthead" | "ai", string>>;
}

export interface Weather {
  /** `fixed` prints the given values into the HTML and marks them as a sample. */
  provider: "fixed" | "met" | "open-meteo";
  places: WeatherPlace[];
}

export interface WeatherPlace {
  id: string;
  name: string;
  /** Degrees north. */
  latitude: number;
  /** Degrees east. */
  longitude: number;
  /** `fixed` alone: degrees Celsius. */
  temperature?: number;
  /** `fixed` alone: `windy`, `clear`, `rain` … in the site's language. */
  condition?: string;
}

/** `_data/sections.ts`: in menu order. */
export type Sections = SectionEntry[];
export interface SectionEntry {
  slug: string;
  name: string;
  description?: string;
}

/** `_data/authors.ts`: id → author. */
export type Authors = Record<string, AuthorEntry>;
export interface AuthorEntry {
  name: string;
  /** Default `person`. */
  kind?: "person" | "organization";
  role?: string;
  bio?: string;
  /** A picture in the site's folder: `/images/desk.svg`. */
  image?: string;
  email?: string;
  url?: string;
  /** Profiles elsewhere: absolute URLs. */
  links?: string[];
}

/** `_data/front-page.ts`: what editors place by hand; the newest fill the rest. */
export interface FrontPage {
  lead?: Placement;
  /** Directly after the lead, in this order. */
  pinned?: Placement[];
  /** Stories held at a position of the front page; 1 is the first after the lead. */
  slots?: (Placement & { position: number })[];
}

export interface Placement {
  /** The post's file: `posts/2026/steel.md`. */
  post: string;
  /** From this instant on the place is free again. */
  until?: InstantText;
}
