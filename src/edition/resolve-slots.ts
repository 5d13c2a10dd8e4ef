// Fills a body's slots: links to other posts become addresses, pictures become elements with their size.

import type { Post, Problem } from "../content/types.ts";
import type { ImageSlot, LinkSlot } from "../markup/fragment.ts";
import { addressOfPost } from "./addresses.ts";
import { addressOfMedia, attachmentSource, folderOf, isPicture, type MediaLookup, pictureFormats, pictureSource, resolveSource } from "./media.ts";

export interface SlotContext {
  basePath: string;
  posts: ReadonlyMap<string, Post>;
  isLive: (post: Post) => boolean;
  media: MediaLookup;
  /** Posts that exist but have errors of their own. */
  otherPaths: ReadonlySet<string>;
  /** Sources of the media that public bodies show are added here. */
  used: Set<string>;
}

/** HTML for each slot of `post.body`, in order; the addresses of its pictures, without the base path; and what is wrong with them. */
export function resolveSlots(post: Post, context: SlotContext): { filled: string[]; pictures: string[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const pictures: string[] = [];
  const report = (slot: LinkSlot | ImageSlot, severity: Problem["severity"], message: string): void => {
    problems.push({ file: post.path, line: post.bodyLine + slot.line - 1, column: slot.column, severity, message });
  };
  const filled = post.body.slots.map((slot) => (slot.kind === "link" ? resolveLink(post, slot, context, report) : resolveImage(post, slot, context, report, pictures)));
  return { filled, pictures, problems };
}

type Report = (slot: LinkSlot | ImageSlot, severity: Problem["severity"], message: string) => void;

function resolveLink(post: Post, slot: LinkSlot, context: SlotContext, report: Report): string {
  const [, path = "", suffix = ""] = /^([^?#]*)(.*)$/s.exec(slot.target) ?? [];
  if (/\.md$/i.test(path)) {
    const source = resolveSource(folderOf(post.path), path);
    const target = context.posts.get(source);
    if (target === undefined && context.otherPaths.has(source)) return "";
    if (target === undefined) {
      report(slot, "error", `link to "${slot.target}" leads to no post; correct the path (it counts from this file's folder, or from the site's when it starts with "/")`);
      return "";
    }
    if (!context.isLive(target)) {
      if (context.isLive(post)) report(slot, "warning", `link to "${slot.target}" is left out: that post is not public now`);
      return "";
    }
    return hrefAttribute(context.basePath + addressOfPost(target) + suffix);
  }
  const attachment = attachmentSource(post, slot);
  const file = attachment === "" ? undefined : context.media.get(attachment);
  if (file) {
    context.used.add(attachment);
    return hrefAttribute(context.basePath + addressOfMedia(file) + suffix);
  }
  if (attachment !== "") {
    report(slot, "error", `link to "${slot.target}" leads to no file; save it beside the post, or correct the path`);
    return "";
  }
  return hrefAttribute(path.startsWith("/") ? context.basePath + slot.target : slot.target);
}

function resolveImage(post: Post, slot: ImageSlot, context: SlotContext, report: Report, pictures: string[]): string {
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
  context.used.add(source);
  const size = file.width > 0 && file.height > 0 ? ` width="${file.width}" height="${file.height}"` : "";
  const address = addressOfMedia(file);
  pictures.push(address);
  return `<img src="${escapeAttribute(context.basePath + address)}" alt="${escapeAttribute(slot.alt)}"${size} loading="lazy" decoding="async">`;
}

function hrefAttribute(address: string): string {
  return ` href="${escapeAttribute(address)}"`;
}

function escapeAttribute(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
