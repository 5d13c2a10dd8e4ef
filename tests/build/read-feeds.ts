// Feeds of any format as a reader's library sees them.
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import { listFiles, read } from "./output.ts";

export interface Entry {
  id: string;
  url: string;
  title: string;
  /** ISO 8601 in UTC. */
  publishedAt: string;
  /** "" where it is not said, or is the same. */
  updatedAt: string;
  authors: string[];
  html: string;
  /** The bytes of the entry, whatever the format. */
  raw: string;
}

const normal = (instant: unknown): string => (instant === undefined ? "" : new Date(String(instant)).toISOString());
const namesOf = (authors: readonly { name?: string }[] = []): string[] => authors.map(({ name = "" }) => name);

/** `path` tells the format by its last part. Throws on what is no feed. */
export function parseFeed(path: string, text: string): { title: string | undefined; entries: Entry[] } {
  if (path.endsWith("rss.xml")) {
    const raw = text.match(/<item>[\s\S]*?<\/item>/g) ?? [];
    const { title, items = [] } = parseRssFeed(text);
    const entries = items.map((item, i) => ({
      id: item.guid?.value ?? "",
      url: item.link ?? "",
      title: item.title ?? "",
      publishedAt: normal(item.pubDate),
      updatedAt: normal(item.atom?.updated),
      authors: item.dc?.creators ?? [],
      html: item.content?.encoded ?? "",
      raw: raw[i] ?? "",
    }));
    return { title, entries };
  }
  if (path.endsWith("atom.xml")) {
    const raw = text.match(/<entry[\s>][\s\S]*?<\/entry>/g) ?? [];
    const feed = parseAtomFeed(text);
    const entries = (feed.entries ?? []).map((entry, i) => ({
      id: entry.id ?? "",
      url: entry.links?.find((link) => link.rel === "alternate")?.href ?? "",
      title: entry.title?.value ?? "",
      publishedAt: normal(entry.published),
      updatedAt: entry.updated === entry.published ? "" : normal(entry.updated),
      authors: namesOf(entry.authors),
      html: entry.content?.value ?? "",
      raw: raw[i] ?? "",
    }));
    return { title: feed.title?.value, entries };
  }
  const { title, items = [] } = parseJsonFeed(text);
  const entries = items.map((item) => ({
    id: item.id ?? "",
    url: item.url ?? "",
    title: item.title ?? "",
    publishedAt: normal(item.date_published),
    updatedAt: normal(item.date_modified),
    authors: namesOf(item.authors),
    html: item.content_html ?? "",
    raw: JSON.stringify(item),
  }));
  return { title, entries };
}

export const isFeed = (path: string): boolean => /(?:^|\/)(?:rss\.xml|atom\.xml|feed\.json)$/.test(path);

export function readFeed(dist: string, path: string): Entry[] {
  return parseFeed(path, read(dist, path)).entries;
}

/** Path → entries, of all feeds of a site. */
export function readFeeds(dist: string): Map<string, Entry[]> {
  return new Map(
    listFiles(dist)
      .filter(isFeed)
      .map((path) => [path, readFeed(dist, path)]),
  );
}
