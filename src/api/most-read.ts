// The HTTP contract of the most read list.
import type { Counts } from "./contract.ts";

export const topRoute = "/v1/top";

/** `1h` and `24h` are whole clock hours, the running one and the 1 or 24 before it; `7d` and `30d` are UTC days in the same way. */
export const topWindows = ["1h", "24h", "7d", "30d"] as const;
export type TopWindow = (typeof topWindows)[number];

/** `n` of `GET /v1/top`, where it is left out and at most. */
export const topLength = { usual: 10, most: 100 };

/** `Cache-Control` of `GET /v1/top`, in seconds. */
export const topCacheControl = "max-age=30, s-maxage=60, stale-while-revalidate=300, stale-if-error=86400";

export interface TopArticle extends Counts {
  /** The article's present path, as `/articles.json` spells it. */
  path: string;
  title: string;
  section: string;
  /** As `/articles.json` has it. */
  publishedAt: string;
  /** Views within the window. */
  recentViews: number;
}

/** Answer of `GET /v1/top?s=…&window=…&n=…&section=…`: most read first; articles that nobody read are left out. */
export interface TopAnswer {
  window: TopWindow;
  articles: TopArticle[];
}
