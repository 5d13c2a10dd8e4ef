// What stands for a post in the keys of pages, made once when it is parsed: thousands of posts enter keys at every build.
import { createHash } from "node:crypto";
import type { Post } from "../types.ts";

/** Adds the digests of all that `post` says, and of what other pages may show of it; its length, which an edit of the body changes, is in `whole` alone. */
export function withDigests(post: Omit<Post, "digests">): Post {
  const { body, bodyLine, corrections, extra, updatedAt, ...front } = post;
  return { ...post, digests: { whole: digestOf(post), front: digestOf({ ...front, lede: body.lede }) } };
}

function digestOf(value: object): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);
}
