// When a post was last changed, as far as its front matter tells: what sitemaps promise to crawlers.

import type { Post } from "../content/post.ts";
import type { Instant } from "../content/types.ts";
import type { Story } from "./story.ts";

/** An instant as written, and in epoch milliseconds. */
export interface Change {
  at: Instant;
  ms: number;
}

/** Of what has no date: `at` is "". */
export const undated: Change = { at: "", ms: -Infinity };

/** The newest of `publishedAt`, `updatedAt` and the corrections: each is a change that a reader would notice. Never the file's own time, which a checkout resets. */
export function lastModified(
  { publishedAt, updatedAt, corrections }: Post,
  publishedMs = Date.parse(publishedAt),
): Change {
  let newest = publishedAt === "" ? undated : { at: publishedAt, ms: publishedMs };
  if (updatedAt !== "") newest = newerOf(newest, changeAt(updatedAt));
  for (const { at } of corrections) newest = newerOf(newest, changeAt(at));
  return newest;
}

export function changeAt(at: Instant): Change {
  return at === "" ? undated : { at, ms: Date.parse(at) };
}

export function newerOf(a: Change, b: Change): Change {
  return b.ms > a.ms ? b : a;
}

/** Of the newest of `stories`; without what only previews show. */
export function newestChange(stories: readonly Pick<Story, "change" | "isUnpublished">[]): Change {
  return stories.reduce(
    (newest, { change, isUnpublished }) => (isUnpublished ? newest : newerOf(newest, change)),
    undated,
  );
}
