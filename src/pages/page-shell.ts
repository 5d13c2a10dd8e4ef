// The fields that every page's model starts with.

import { addressOfSection } from "../edition/addresses.ts";
import type { Edition } from "../edition/edition.ts";
import { sectionLink } from "./cards.ts";
import { direction } from "./direction.ts";
import type { FeedLink, PageModel } from "./models.ts";

interface Particulars {
  url: string;
  title: string;
  description?: string;
  language?: string;
  sectionSlug?: string;
  hasCounter?: boolean;
}

export function pageShell(edition: Edition, particulars: Particulars): PageModel {
  const { site } = edition.publication;
  const { url, title, description = "", language = site.language, sectionSlug = "", hasCounter = false } = particulars;
  const section = edition.sections.find((candidate) => candidate.slug === sectionSlug);
  const hue = section === undefined ? 0 : sectionLink(section).hue;
  return { url, language, direction: direction(language), title, description, sectionSlug, hue, feeds: feedsFor(edition, sectionSlug), hasCounter };
}

const knownFeeds = new WeakMap<Edition, Map<string, FeedLink[]>>();

/** The site's feed, and the section's where the page belongs to one. */
function feedsFor(edition: Edition, sectionSlug: string): FeedLink[] {
  let known = knownFeeds.get(edition);
  if (known === undefined) knownFeeds.set(edition, (known = new Map()));
  let feeds = known.get(sectionSlug);
  if (feeds === undefined) known.set(sectionSlug, (feeds = listFeeds(edition, sectionSlug)));
  return feeds;
}

function listFeeds(edition: Edition, sectionSlug: string): FeedLink[] {
  const { site, sections } = edition.publication;
  const feeds: FeedLink[] = [];
  if (site.feeds.site.formats.includes("rss")) feeds.push({ title: site.title, url: "/rss.xml", type: "application/rss+xml" });
  const section = sections.find((candidate) => candidate.slug === sectionSlug);
  if (section !== undefined && site.feeds.section.formats.includes("rss")) {
    feeds.push({ title: `${site.title}: ${section.name}`, url: `${addressOfSection(section.slug)}rss.xml`, type: "application/rss+xml" });
  }
  return feeds;
}
