// What can be wrong with a post beside others: its address, and its lead picture.
import { reservedWords } from "../content/data/reserved-words.ts";
import { isPicture, pictureFormats } from "../content/media/references.ts";
import type { Post } from "../content/post.ts";
import type { Problem, Publication } from "../content/types.ts";
import type { MediaLookup } from "./media.ts";
import type { LocateKey } from "./redirects.ts";

/** `address` is the post's. Of posts that are public now or will be; drafts may wait with an address that is taken. `addresses` learns this post's. */
export function checkClash(
  post: Post,
  address: string,
  addresses: Map<string, Post>,
  { now, withDrafts }: { now: number; withDrafts: boolean },
): Problem[] {
  const isAwaited = withDrafts || !post.isDraft;
  if (!isAwaited || (post.expiresAt !== "" && Date.parse(post.expiresAt) <= now)) return [];
  const other = addresses.get(address);
  if (other === undefined) {
    addresses.set(address, post);
    return [];
  }
  const message = `${decodeURIComponent(address)} is the address of ${other.path} too; rename one of the files`;
  return [{ file: post.path, line: 1, column: 1, severity: "error", message }];
}

export function checkAddress(post: Post, publication: Publication, locate: LocateKey): Problem[] {
  if (post.kind !== "page") return [];
  if (reservedWords.has(post.slug) || publication.sections.some((section) => section.slug === post.slug)) {
    return [
      {
        file: post.path,
        ...locate(post.path, ["title"]),
        severity: "error",
        message: `a page at "/${post.slug}/" would take the place of a section or of Broadsheet's own pages; rename the file`,
      },
    ];
  }
  return [];
}

export function checkLead({ path, image }: Post, media: MediaLookup, locate: LocateKey): Problem[] {
  if (image === null) return [];
  const file = media.get(image.source);
  if (file && file.fault === "") return [];
  const message = file
    ? `image "${image.source}" ${file.fault}`
    : isPicture(image.source)
      ? `image "${image.source}" is missing; save it there, or correct the path`
      : `image "${image.source}" is no picture that can be shown; use ${pictureFormats}`;
  return [{ file: path, ...locate(path, ["image", "src"]), severity: "error", message }];
}
