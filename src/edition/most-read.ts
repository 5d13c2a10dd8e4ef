// Which stories a list of addresses means: the public ones, by their present or an earlier address.

import type { Redirect } from "./redirects.ts";
import type { Story } from "./story.ts";

/** In the order of `paths`, each story once; what leads to no public story is left out. */
export function findMostRead(
  paths: readonly string[],
  stories: readonly Story[],
  redirects: readonly Redirect[],
): Story[] {
  if (paths.length === 0) return [];
  const byUrl = new Map(stories.filter((story) => !story.isUnpublished).map((story) => [story.url, story]));
  const moved = new Map(redirects.map(({ from, to }) => [from, to]));
  const found = paths.map((path) => byUrl.get(path) ?? byUrl.get(moved.get(path) ?? ""));
  return [...new Set(found.filter((story) => story !== undefined))];
}
