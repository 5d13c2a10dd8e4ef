// What the rest of the house trusts: posts and publication data, validated, every optional field present.
import type { AiLevel, CommentsState } from "./data/authoring.ts";
import type { Author, FrontPageSettings, Section } from "./data/publication-schema.ts";
import type { SiteSettings } from "./data/site-schema.ts";
import type { Instant } from "./readers/instants.ts";
import type { Tag } from "./readers/text-readers.ts";

export type { PlacementSettings } from "./data/publication-schema.ts";
export type { AiPolicy, FeedFormat, FeedScope, PlaceSettings } from "./data/site-schema.ts";
export type { Problem } from "./problems.ts";
export type { AiLevel, Author, CommentsState, FrontPageSettings, Instant, Section, SiteSettings, Tag };

export const kinds = ["news", "analysis", "opinion", "background", "review", "live", "page"] as const;
export type Kind = (typeof kinds)[number];

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
