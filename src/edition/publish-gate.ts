// The one predicate that decides what is public, and when it will next decide otherwise.
import type { FrontPageSettings, Post } from "../content/types.ts";

export interface GateOptions {
  /** Epoch milliseconds. */
  now: number;
  /** Previews show drafts and scheduled posts too. */
  withDrafts: boolean;
}

export function isPublic(post: Post, { now, withDrafts }: GateOptions): boolean {
  if (post.expiresAt !== "" && Date.parse(post.expiresAt) <= now) return false;
  return withDrafts || !isUnpublished(post, now);
}

/** A draft, or a post scheduled for later: shown in previews alone, and labelled there. */
export function isUnpublished(post: Post, now: number): boolean {
  return post.isDraft || (post.publishedAt !== "" && Date.parse(post.publishedAt) > now);
}

/**
 * The first instant after `now` (epoch ms) at which the gate would answer differently for some post or an editor's placement ends;
 * null when never. For the same posts, two moments with the same next transition have the same edition.
 */
export function findNextTransition(posts: readonly Post[], frontPage: FrontPageSettings, { now, withDrafts }: GateOptions): number | null {
  let next = Infinity;
  const consider = (instant: string): void => {
    if (instant === "") return;
    const at = Date.parse(instant);
    if (at > now && at < next) next = at;
  };
  for (const post of posts) {
    if (!post.isDraft) consider(post.publishedAt);
    if (!post.isDraft || withDrafts) consider(post.expiresAt);
  }
  for (const placement of [frontPage.lead, ...frontPage.pinned, ...frontPage.slots]) if (placement !== null) consider(placement.until);
  return Number.isFinite(next) ? next : null;
}
