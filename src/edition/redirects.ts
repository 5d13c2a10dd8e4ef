// Earlier addresses: who leads where, with chains flattened.

import type { Post } from "../content/post.ts";
import type { Problem } from "../content/types.ts";
import { addressOfEarlier, addressOfPost } from "./addresses.ts";

export interface Redirect {
  from: string;
  /** A live page. */
  to: string;
  /** The post that asks for it. */
  source: string;
}

/** A position in a post's front matter, for a problem's line. */
export type LocateKey = (path: string, key: readonly (string | number)[]) => { line: number; column: number };

/**
 * Redirects of all posts that end at a live page; `liveAddresses` are the pages of those that are public now. A post that is not public any more but whose own address another post has taken
 * over passes its earlier addresses on.
 */
export function flattenRedirects(
  posts: readonly Post[],
  liveAddresses: ReadonlyMap<string, Post>,
  locate: LocateKey,
): { redirects: Redirect[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const owners = new Map<string, { post: Post; index: number }>();
  const report = (post: Post, index: number, message: string): void => {
    problems.push({ file: post.path, ...locate(post.path, ["redirectFrom", index]), severity: "error", message });
  };
  for (const post of posts) {
    post.redirectFrom.forEach((path, index) => {
      const from = addressOfEarlier(path);
      const owner = owners.get(from);
      const live = liveAddresses.get(from);
      if (from === addressOfPost(post))
        report(post, index, `redirectFrom "${path}" is this post's own address; remove it`);
      else if (owner !== undefined)
        report(post, index, `redirectFrom "${path}" is also claimed by ${owner.post.path}; keep it in one of them`);
      else if (live !== undefined) {
        if (liveAddresses.get(addressOfPost(post)) === post)
          report(
            post,
            index,
            `redirectFrom "${path}" is the address of ${live.path}; an address cannot be a page and a redirect`,
          );
      } else owners.set(from, { post, index });
    });
  }
  const redirects: Redirect[] = [];
  for (const [from, { post, index }] of owners) {
    const seen = new Set([from]);
    let target = addressOfPost(post);
    while (!liveAddresses.has(target) && !seen.has(target)) {
      seen.add(target);
      const next = owners.get(target);
      if (next === undefined) break;
      target = addressOfPost(next.post);
    }
    if (liveAddresses.has(target)) redirects.push({ from, to: target, source: post.path });
    else if (seen.has(target) && seen.size > 1 && owners.has(target))
      report(post, index, `redirectFrom "${post.redirectFrom[index]}" leads in a circle; remove one of the redirects`);
  }
  redirects.sort((a, b) => (a.from < b.from ? -1 : 1));
  return { redirects, problems };
}
