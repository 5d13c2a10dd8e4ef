// Fills a body's slots: links become addresses, pictures become elements with their size.
import {
  attachmentSource,
  folderOf,
  isPicture,
  isPostPath,
  pictureFormats,
  pictureSource,
  resolveSource,
} from "../content/media/references.ts";
import type { Post, Reference } from "../content/post.ts";
import type { Problem } from "../content/types.ts";
import type { Slot } from "../markup/fragment.ts";
import { addressOfPost } from "./addresses.ts";
import { type MediaLookup, type PublishedMedia, type ShownFile, showFile } from "./media.ts";
import { addressOfMedia, type PictureRecipe } from "./renditions.ts";

/** A picture in a body; becomes elements when it is printed, one way in pages and another in feeds. */
export interface BodyPicture extends ShownFile {
  alt: string;
}

/** HTML, or a picture. */
export type FilledSlot = string | BodyPicture;

/** What goes into a slot that names another file; `at`: its place among all slots of the body. */
export interface FilledReference {
  at: number;
  filled: FilledSlot;
}

export interface ReferenceContext {
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

type Report = (severity: Problem["severity"], message: string) => void;

/** What goes into the slots that name other files, in their order, and what is wrong with them. */
export function fillReferences(
  post: Post,
  context: ReferenceContext,
): { filled: FilledReference[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const filled = post.references.map((reference): FilledReference => {
    const report: Report = (severity, message) => {
      const line = post.bodyLine + reference.line - 1;
      problems.push({ file: post.path, line, column: reference.column, severity, message });
    };
    const fill = reference.kind === "link" ? fillLink : fillPicture;
    return { at: reference.at, filled: fill(post, reference as never, context, report) };
  });
  return { filled, problems };
}

/** All slots of a body: the others are links that no file decides. */
export function fillSlots(
  slots: readonly Slot[],
  references: readonly FilledReference[],
  basePath: string,
): FilledSlot[] {
  const filled = slots.map((slot): FilledSlot => (slot.kind === "link" ? plainLink(slot.target, basePath) : ""));
  for (const reference of references) filled[reference.at] = reference.filled;
  return filled;
}

function plainLink(target: string, basePath: string): string {
  return hrefAttribute(target.startsWith("/") ? basePath + target : target);
}

function fillLink(
  post: Post,
  slot: Extract<Reference, { kind: "link" }>,
  context: ReferenceContext,
  report: Report,
): string {
  const [, path = "", suffix = ""] = /^([^?#]*)(.*)$/s.exec(slot.target) ?? [];
  if (isPostPath(path)) return fillPostLink(post, slot.target, path, suffix, context, report);
  const attachment = attachmentSource(post, slot);
  if (attachment === "") return plainLink(slot.target, context.basePath);
  const file = context.media.get(attachment);
  if (!file) {
    report("error", `link to "${slot.target}" leads to no file; save it beside the post, or correct the path`);
    return "";
  }
  if (file.fault !== "") {
    report("error", `"${slot.target}" ${file.fault}`);
    return "";
  }
  context.used.add(file);
  return hrefAttribute(context.basePath + addressOfMedia(file) + suffix);
}

function fillPostLink(
  post: Post,
  written: string,
  path: string,
  suffix: string,
  context: ReferenceContext,
  report: Report,
): string {
  const source = resolveSource(folderOf(post.path), path);
  const target = context.findPost(source);
  if (target === undefined) {
    if (!context.otherPaths.has(source))
      report(
        "error",
        `link to "${written}" leads to no post; correct the path (it counts from this file's folder, or from the site's when it starts with "/")`,
      );
    return "";
  }
  if (!context.isLive(target)) {
    if (context.isLive(post)) report("warning", `link to "${written}" is left out: that post is not public now`);
    return "";
  }
  return hrefAttribute(context.basePath + addressOfPost(target) + suffix);
}

function fillPicture(
  post: Post,
  slot: Extract<Reference, { kind: "image" }>,
  context: ReferenceContext,
  report: Report,
): FilledSlot {
  const source = pictureSource(post, slot);
  const file = source === "" ? undefined : context.media.get(source);
  if (source !== "" && !isPicture(source))
    report("error", `"${slot.source}" is no picture that can be shown; use ${pictureFormats}`);
  else if (!file) report("error", `picture "${slot.source}" is missing; save it beside the post, or correct the path`);
  else if (file.fault !== "") report("error", `picture "${slot.source}" ${file.fault}`);
  else {
    context.used.add(file);
    return { ...showFile(file, context.recipe), alt: slot.alt };
  }
  return "";
}

function hrefAttribute(address: string): string {
  return ` href="${escapeAttribute(address)}"`;
}

function escapeAttribute(text: string): string {
  if (!/[&"<>]/.test(text)) return text;
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
