// What the templates of sitemaps may read as `model`. Addresses are without origin and base path.
import type { Instant } from "../../content/types.ts";
import type { PageModel } from "../page-model.ts";

export interface SitemapModels {
  sitemap: SitemapModel;
  "sitemap-index": SitemapIndexModel;
  "news-sitemap": NewsSitemapModel;
}

/** At most 50,000 addresses: https://www.sitemaps.org/protocol.html */
export interface SitemapModel extends PageModel {
  urls: SitemapUrl[];
}

export interface SitemapUrl {
  url: string;
  /** "" where nothing tells. */
  lastModified: Instant;
  /** Addresses of pictures, 1,000 at most. */
  pictures: string[];
}

export interface SitemapIndexModel extends PageModel {
  sitemaps: { url: string; lastModified: Instant }[];
}

/** At most 1,000 stories, newest first. */
export interface NewsSitemapModel extends PageModel {
  stories: { url: string; title: string; publishedAt: Instant; language: string }[];
  /** Listed as no news where there is none: the schema wants one address. */
  substitute: string;
}
