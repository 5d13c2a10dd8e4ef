// The one predicate that decides what is public, and when it will next decide otherwise.

import type { Post } from "../content/post.ts";
import type { FrontPageSettings } from "../content/types.ts";

export interface GateOptions {
  /** Epoch milliseconds. */
  now: number;
  /** Previews show drafts and scheduled posts too. */
  withDrafts: boolean;
}

/** `publishedMs`: what `publishedAt` says. */
export function isPublic(
  post: Post,
  { now, withDrafts }: GateOptions,
  publishedMs = Date.parse(post.publishedAt),
): boolean {
  if (post.expiresAt !== "" && Date.parse(post.expiresAt) <= now) return false;
  return withDrafts || !isUnpublished(post, now, publishedMs);
}

/** A draft, or a post scheduled for later: shown in previews alone, and labelled there. */
export function isUnpublished(
  { isDraft, publishedAt }: Post,
  now: number,
  publishedMs = Date.parse(publishedAt),
): boolean {
  // Without a date it is NaN, which is later than nothing.
  return isDraft || publishedMs > now;
}

/** How long a story is news to search engines (ms): https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap */
const newsWindow = 2 * 24 * 60 * 60 * 1000;

/** Whether a story published then stands in the news sitemap now; both in epoch milliseconds. */
export function isRecent(publishedMs: number, now: number): boolean {
  return publishedMs + newsWindow > now;
}

/**
 * The first instant after `now` (epoch ms) at which the gate would answer differently for some post, a story is two days old or an
 * editor's placement ends; null when never. For the same posts, two moments with the same next transition have the same edition.
 */
export function findNextTransition(
  posts: readonly Post[],
  frontPage: FrontPageSettings,
  { now, withDrafts }: GateOptions,
): number | null {
  let next = Infinity;
  const consider = (at: number): void => {
    if (at > now && at < next) next = at;
  };
  for (const post of posts) {
    const expiresMs = post.expiresAt === "" ? Number.NaN : Date.parse(post.expiresAt);
    if (!post.isDraft || withDrafts) consider(expiresMs);
    if (post.isDraft) continue;
    const publishedMs = Date.parse(post.publishedAt);
    consider(publishedMs);
    const agedMs = publishedMs + newsWindow;
    if (post.kind !== "page" && !(expiresMs <= agedMs)) consider(agedMs);
  }
  for (const placement of [frontPage.lead, ...frontPage.pinned, ...frontPage.slots])
    if (placement !== null) consider(Date.parse(placement.until));
  return Number.isFinite(next) ? next : null;
}
