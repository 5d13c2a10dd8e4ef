// Fills a body's slots: links to other posts become addresses, pictures become elements with their size.

import type { Post, Problem } from "../content/types.ts";
import type { ImageSlot, LinkSlot } from "../markup/fragment.ts";
import { addressOfPost } from "./addresses.ts";
import {
  attachmentSource,
  folderOf,
  isPicture,
  type MediaLookup,
  type PublishedMedia,
  pictureFormats,
  pictureSource,
  resolveSource,
  type ShownFile,
  showFile,
} from "./media.ts";
import { addressOfMedia, type PictureRecipe } from "./renditions.ts";

/** A picture in a body; becomes elements when it is printed, one way in pages and another in feeds. */
export interface BodyPicture extends ShownFile {
  alt: string;
}

/** HTML, or a picture. */
export type FilledSlot = string | BodyPicture;

export interface SlotContext {
  basePath: string;
  /** By its path. */
  findPost: (path: string) => Post | undefined;
  isLive: (post: Post) => boolean;
  media: MediaLookup;
  /** Posts that exist but have errors of their own. */
  otherPaths: ReadonlySet<string>;
  recipe: PictureRecipe;
  /** What public bodies show is added here. */
  used: PublishedMedia;
}

/** What goes into each slot of `post.body`, in order; the addresses of its pictures, without the base path; and what is wrong with them. */
export function resolveSlots(
  post: Post,
  context: SlotContext,
): { filled: FilledSlot[]; pictures: string[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const pictures: string[] = [];
  if (post.body.slots.length === 0) return { filled: [], pictures, problems };
  const report = (slot: LinkSlot | ImageSlot, severity: Problem["severity"], message: string): void => {
    problems.push({ file: post.path, line: post.bodyLine + slot.line - 1, column: slot.column, severity, message });
  };
  const filled = post.body.slots.map((slot) =>
    slot.kind === "link"
      ? resolveLink(post, slot, context, report)
      : resolveImage(post, slot, context, report, pictures),
  );
  return { filled, pictures, problems };
}

type Report = (slot: LinkSlot | ImageSlot, severity: Problem["severity"], message: string) => void;

function resolveLink(post: Post, slot: LinkSlot, context: SlotContext, report: Report): string {
  // Neither a post nor a file: most links are to other sites or to folders.
  if (!slot.target.includes("."))
    return hrefAttribute(slot.target.startsWith("/") ? context.basePath + slot.target : slot.target);
  const [, path = "", suffix = ""] = /^([^?#]*)(.*)$/s.exec(slot.target) ?? [];
  if (/\.md$/i.test(path)) {
    const source = resolveSource(folderOf(post.path), path);
    const target = context.findPost(source);
    if (target === undefined && context.otherPaths.has(source)) return "";
    if (target === undefined) {
      report(
        slot,
        "error",
        `link to "${slot.target}" leads to no post; correct the path (it counts from this file's folder, or from the site's when it starts with "/")`,
      );
      return "";
    }
    if (!context.isLive(target)) {
      if (context.isLive(post))
        report(slot, "warning", `link to "${slot.target}" is left out: that post is not public now`);
      return "";
    }
    return hrefAttribute(context.basePath + addressOfPost(target) + suffix);
  }
  const attachment = attachmentSource(post, slot);
  const file = attachment === "" ? undefined : context.media.get(attachment);
  if (file && file.fault !== "") {
    report(slot, "error", `"${slot.target}" ${file.fault}`);
    return "";
  }
  if (file) {
    context.used.add(file);
    return hrefAttribute(context.basePath + addressOfMedia(file) + suffix);
  }
  if (attachment !== "") {
    report(slot, "error", `link to "${slot.target}" leads to no file; save it beside the post, or correct the path`);
    return "";
  }
  return hrefAttribute(path.startsWith("/") ? context.basePath + slot.target : slot.target);
}

function resolveImage(
  post: Post,
  slot: ImageSlot,
  context: SlotContext,
  report: Report,
  pictures: string[],
): FilledSlot {
  const source = pictureSource(post, slot);
  if (source !== "" && !isPicture(source)) {
    report(slot, "error", `"${slot.source}" is no picture that can be shown; use ${pictureFormats}`);
    return "";
  }
  const file = source === "" ? undefined : context.media.get(source);
  if (!file) {
    report(slot, "error", `picture "${slot.source}" is missing; save it beside the post, or correct the path`);
    return "";
  }
  if (file.fault !== "") {
    report(slot, "error", `picture "${slot.source}" ${file.fault}`);
    return "";
  }
  context.used.add(file);
  const shown = showFile(file, context.recipe);
  pictures.push(shown.url);
  return { ...shown, alt: slot.alt };
}

function hrefAttribute(address: string): string {
  return ` href="${escapeAttribute(address)}"`;
}

function escapeAttribute(text: string): string {
  if (!/[&"<>]/.test(text)) return text;
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
