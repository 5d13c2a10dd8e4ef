// Which files of the site's folder posts and data files name: pictures, attachments, other posts.
import type { ImageSlot, LinkSlot, Slot } from "../../markup/fragment.ts";
import type { Post, Reference } from "../post.ts";
import type { Publication } from "../types.ts";

// What a reader may be given to download. HTML, scripts and SVG are not: they would run on the site's own origin.
const attachmentTypes =
  /\.(?:pdf|csv|tsv|txt|json|geojson|zip|gz|xlsx|ods|docx|odt|pptx|odp|mp3|m4a|ogg|opus|wav|mp4|webm|vtt|epub|ics)$/i;

const pictureTypes = /\.(?:svg|png|jpe?g|gif|webp|avif)$/i;
export const pictureFormats = "SVG, PNG, JPEG, GIF, WebP or AVIF";

/** Whether a source may be published as a picture: any other file of the site's folder is nobody's business, or would run on its origin. */
export function isPicture(source: string): boolean {
  return pictureTypes.test(source) && !isHidden(source);
}

function isHidden(source: string): boolean {
  return source.split("/").some((segment) => segment.startsWith("."));
}

/** A path that an author wrote, as a site-relative source; "" where it leaves the site's folder. `folder` is the post's, "/" separated. */
export function resolveSource(folder: string, written: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(written.replace(/[?#].*$/s, ""));
  } catch {
    return "";
  }
  const segments = decoded.startsWith("/") ? [] : folder.split("/").filter(Boolean);
  for (const segment of decoded.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") {
      if (segments.pop() === undefined) return "";
    } else segments.push(segment);
  }
  return segments.join("/");
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The slots that name a file of the site: a post, a picture or an attachment. Most links lead to other sites or to folders. */
export function referencesAmong(slots: readonly Slot[]): Reference[] {
  return slots.flatMap((slot, at) => (namesFile(slot) ? [{ ...slot, at }] : []));
}

function namesFile(slot: Slot): boolean {
  return slot.kind === "image" || isPostPath(pathOf(slot)) || attachmentTypes.test(pathOf(slot));
}

export const isPostPath = (path: string): boolean => /\.md$/i.test(path);

const pathOf = (slot: LinkSlot): string => slot.target.replace(/[?#].*$/s, "");

/** The source that a link to a file beside the post names, or "" where the link is none to an attachment. */
export function attachmentSource(post: Pick<Post, "path">, slot: LinkSlot): string {
  if (!attachmentTypes.test(pathOf(slot))) return "";
  const source = resolveSource(folderOf(post.path), slot.target);
  return source.startsWith("posts/") && !isHidden(source) ? source : "";
}

/** The source of a picture in a body; "" where its path leaves the site's folder. */
export function pictureSource(post: Pick<Post, "path">, slot: ImageSlot): string {
  return resolveSource(folderOf(post.path), slot.source);
}

/** Every file besides posts that the edition may need, in no order: what `loadMedia` is asked for. */
export function namedMedia(posts: readonly Post[], publication: Publication): Set<string> {
  const sources = new Set<string>();
  const addPicture = (source: string): void => {
    if (isPicture(source)) sources.add(source);
  };
  addPicture(publication.site.publisher.logo);
  for (const author of Object.values(publication.authors)) addPicture(author.image);
  for (const post of posts) {
    if (post.image !== null) addPicture(post.image.source);
    for (const slot of post.references) {
      if (slot.kind === "image") addPicture(pictureSource(post, slot));
      else {
        const source = attachmentSource(post, slot);
        if (source !== "") sources.add(source);
      }
    }
  }
  return sources;
}
