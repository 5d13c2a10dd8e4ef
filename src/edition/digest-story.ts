// What stands for a story in the keys of the pages that show it: thousands of stories enter keys at every build.
import { hash } from "node:crypto";
import type { Story } from "./edition.ts";

/** Hex digest of all that other pages show of a story: what it says of itself, and what section, authors and picture add. */
export function digestStory({ post, minutes, isUnpublished, section, authors, picture }: Omit<Story, "digest">): string {
  const named = authors.map(({ name, kind }) => [name, kind]);
  return hash("sha256", JSON.stringify([post.digests.front, minutes, isUnpublished, section.position, section.name, named, picture]), "hex").slice(0, 32);
}
