// The fields that every page's model starts with.
import { direction } from "../edition/direction.ts";
import type { Edition } from "../edition/edition.ts";
import { leaf, type Part } from "../parts/parts.ts";
import type { PageModel } from "./page-model.ts";

type Particulars = Pick<PageModel, "url" | "title"> & Partial<PageModel>;

export function pageShell(edition: Edition, { sectionSlug = "", ...particulars }: Particulars): Part<PageModel> {
  const section = edition.sections.find((candidate) => candidate.slug === sectionSlug);
  const hue = section?.link.value.hue ?? 0;
  return leaf(shellOf({ language: edition.publication.site.language, sectionSlug, hue, ...particulars }));
}

/** In the order in which models have always had them. */
export function shellOf(fields: Particulars & Pick<PageModel, "language">): PageModel {
  const { url, language, title, description = "", sectionSlug = "", hue = 0, feeds = [], hasCounter = false } = fields;
  return { url, language, direction: direction(language), title, description, sectionSlug, hue, feeds, hasCounter };
}
