// A feed in the terms of JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/

import type { SiteView } from "../site-view.ts";
import type { FeedEntry, FeedModel } from "./feed-models.ts";

/** How the feed's values are written: addresses absolute, texts without what cannot be written, instants as RFC 3339. */
export interface FeedWriting {
  absolute: (url: string) => string;
  plainText: (text: string) => string;
  dateToRfc3339: (instant: string) => string;
  /** Of a published picture, by its address. */
  bytes: (url: string) => number;
}

/** `bodies`: the HTML of each entry. What is not said is left out, as the format wants it. */
export function jsonFeed(
  model: FeedModel,
  site: SiteView,
  bodies: readonly string[],
  writing: FeedWriting,
): Record<string, unknown> {
  const { absolute, plainText } = writing;
  const { name, url, logo } = site.publisher;
  const publisher = { name: plainText(name === "" ? site.title : name), url: url === "" ? absolute("/") : url };
  return withoutEmpty({
    version: "https://jsonfeed.org/version/1.1",
    title: plainText(model.feedTitle),
    home_page_url: absolute(model.homeUrl),
    feed_url: absolute(model.url),
    description: plainText(model.description),
    icon: logo === "" ? "" : absolute(logo),
    favicon: logo === "" ? "" : absolute(logo),
    authors: [publisher],
    language: model.language,
    hubs: model.hub === "" ? [] : [{ type: "WebSub", url: model.hub }],
    items: model.entries.map((entry, index) => jsonItem(entry, bodies[index] ?? "", writing)),
  });
}

function jsonItem(
  entry: FeedEntry,
  html: string,
  { absolute, plainText, dateToRfc3339, bytes }: FeedWriting,
): Record<string, unknown> {
  const { picture, comments } = entry;
  return withoutEmpty({
    id: absolute(entry.id),
    url: absolute(entry.url),
    title: plainText(entry.title),
    content_html: html,
    summary: plainText(entry.summary),
    image: picture === null ? "" : absolute(picture.url),
    date_published: dateToRfc3339(entry.publishedAt),
    date_modified: entry.changedAt === "" ? "" : dateToRfc3339(entry.changedAt),
    authors: entry.byline.map((author) => ({ name: plainText(author.name), url: absolute(author.url) })),
    tags: entry.categories.map(plainText),
    language: entry.language,
    attachments:
      picture === null
        ? []
        : [{ url: absolute(picture.url), mime_type: picture.type, size_in_bytes: bytes(picture.url) }],
    _comments: comments === null ? "" : { url: absolute(comments.url), count: comments.count },
  });
}

const required: ReadonlySet<string> = new Set(["items", "content_html", "title"]);

function withoutEmpty(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([key, value]) => required.has(key) || (value !== "" && !(Array.isArray(value) && value.length === 0)),
    ),
  );
}
