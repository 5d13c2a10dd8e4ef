// The fields that every page's model starts with.

import type { Edition } from "../edition/edition.ts";
import { sectionLink } from "./cards.ts";
import { direction } from "./direction.ts";
import type { FeedLink } from "./feeds/feed-models.ts";
import type { PageModel } from "./models.ts";

interface Particulars {
  url: string;
  title: string;
  description?: string;
  language?: string;
  sectionSlug?: string;
  hasCounter?: boolean;
  feeds?: FeedLink[];
}

export function pageShell(edition: Edition, particulars: Particulars): PageModel {
  const { site } = edition.publication;
  const {
    url,
    title,
    description = "",
    language = site.language,
    sectionSlug = "",
    hasCounter = false,
    feeds = [],
  } = particulars;
  const section = edition.sections.find((candidate) => candidate.slug === sectionSlug);
  const hue = section === undefined ? 0 : sectionLink(section).hue;
  return { url, language, direction: direction(language), title, description, sectionSlug, hue, feeds, hasCounter };
}
