// What stands for a story in the keys of the pages that show it: thousands of stories enter keys at every build.
import { hash } from "node:crypto";
import type { Story } from "./edition.ts";

/** Hex digest of all that other pages show of a story: what it says of itself, and what section, authors and picture add. */
export function digestStory({
  post,
  minutes,
  isUnpublished,
  section,
  authors,
  picture,
}: Omit<Story, "digest">): string {
  let told = `${post.digests.front} ${minutes} ${isUnpublished} ${section.position} ${section.name}`;
  for (const { name, kind } of authors) told += `\n${kind} ${name}`;
  if (picture !== null) told += `\n\n${JSON.stringify(picture)}`;
  return hash("sha256", told, "hex").slice(0, 32);
}
