// Checks what posts and the front page name: sections, authors, tags, posts. Pictures and links are the edition's.

import type { Post } from "./post.ts";
import { quote } from "./problems.ts";
import type { Locate } from "./readers/locate.ts";
import { findNearest, suggest } from "./readers/nearest.ts";
import type { KeyPath } from "./readers/readers.ts";
import { foldTag } from "./readers/slug.ts";
import type { PlacementSettings, Problem, Publication } from "./types.ts";

export interface References {
  /** All posts in the order of their paths, those with errors of their own included. */
  posts: readonly Post[];
  publication: Publication;
  /** `_data/front-page.ts`, `.js` or `.json`; "" without one. */
  frontPageFile: string;
  /** Called for faulty references alone. */
  locate: Locate;
}

/** Pure but for `locate`. */
export function checkReferences({ posts, publication, frontPageFile, locate }: References): Problem[] {
  const problems: Problem[] = [];
  const add = (file: string, path: KeyPath, message: string): void =>
    void problems.push({ file, ...locate(file, path), severity: "error", message });
  const sections = new Set(publication.sections.map((section) => section.slug));
  const tags = new Map<string, { fold: string; name: string; path: string }>();
  const hasAuthor = (id: string): boolean => Object.hasOwn(publication.authors, id);
  const describe = (what: string, name: string, known: Iterable<string>, file: string): string =>
    `${what} ${quote(name)} is unknown; ${suggest(name, known) || `add it to ${file}`}`;

  for (const { path, section, authors, reviewedBy, tags: postTags } of posts) {
    if (section !== "" && !sections.has(section))
      add(path, ["section"], describe("section", section, sections, "_data/sections"));
    for (const id of authors)
      if (!hasAuthor(id))
        add(path, ["authors", id], describe("author", id, Object.keys(publication.authors), "_data/authors"));
    if (reviewedBy !== "" && !hasAuthor(reviewedBy))
      add(path, ["reviewedBy"], describe("author", reviewedBy, Object.keys(publication.authors), "_data/authors"));
    for (const { slug, name } of postTags) {
      const first = tags.get(slug);
      if (first === undefined) tags.set(slug, { fold: foldTag(name), name, path });
      else if (first.name !== name && first.fold !== foldTag(name))
        add(
          path,
          ["tags", name],
          `tag ${quote(name)} has the address of ${quote(first.name)} (${first.path}), "${slug}"; use one name for both`,
        );
    }
  }

  const { lead, pinned, slots } = publication.frontPage;
  if (lead === null && pinned.length === 0 && slots.length === 0) return problems;
  const paths = new Set(posts.map((post) => post.path));
  const checkPlacement = (placement: PlacementSettings, path: KeyPath): void => {
    if (!paths.has(placement.post))
      add(
        frontPageFile,
        [...path, "post"],
        `post ${quote(placement.post)} is not there; ${suggestPost(placement.post, paths)}`,
      );
  };
  if (lead !== null) checkPlacement(lead, ["lead"]);
  for (const [index, placement] of pinned.entries()) checkPlacement(placement, ["pinned", index]);
  for (const [index, placement] of slots.entries()) checkPlacement(placement, ["slots", index]);
  return problems;
}

function suggestPost(post: string, paths: ReadonlySet<string>): string {
  // What all paths have in common would make any two look alike.
  const strip = (path: string): string => path.slice("posts/".length, -".md".length);
  const name = post.slice(post.lastIndexOf("/"));
  // A post that moved keeps its file's name more often than not.
  const moved = [...paths].find((path) => path.endsWith(name));
  if (moved !== undefined) return `did you mean ${quote(moved)}?`;
  const nearest = findNearest(strip(post), [...paths].map(strip));
  return nearest === ""
    ? "write the path of a post, or remove the placement"
    : `did you mean ${quote(`posts/${nearest}.md`)}?`;
}
