// Feeds as data: of the site, of each section, author and tag. Their formats differ in the template alone.
import type { FeedFormat, FeedScope, Instant } from "../content/types.ts";
import { addressOfAuthor, addressOfSection, addressOfTag } from "../edition/addresses.ts";
import type { Edition, Story } from "../edition/edition.ts";
import type { PublishedPicture } from "../edition/media.ts";
import { disclaimerOf } from "./article.ts";
import { bodyReference, bylineOf, pictureOf } from "./cards.ts";
import { direction } from "./direction.ts";
import { feedLinks, feedTitle } from "./feed-links.ts";
import type { FeedEntry, FeedModel, FeedPicture } from "./feed-models.ts";
import { digestedBy } from "./keyed.ts";
import type { Page, TemplateName } from "./models.ts";
import { pageShell } from "./page-shell.ts";
import { pictureType } from "./picture-type.ts";

/** What a feed is of. */
export interface FeedTopic {
  scope: FeedScope;
  /** "" for the site. */
  name: string;
  /** The page of the same stories. */
  homeUrl: string;
  description: string;
  /** Newest first. */
  stories: readonly Story[];
}

/** In the order of the scopes; sections in menu order, authors and tags as the edition has them. */
export function* feedTopics(edition: Edition): Generator<FeedTopic> {
  const { site, authors } = edition.publication;
  yield { scope: "site", name: "", homeUrl: "/", description: site.description, stories: edition.stories };
  for (const { slug, name, description } of edition.sections) {
    yield { scope: "section", name, homeUrl: addressOfSection(slug), description, stories: edition.bySection.get(slug) ?? [] };
  }
  for (const [id, stories] of edition.byAuthor) {
    const author = authors[id];
    if (author !== undefined) yield { scope: "author", name: author.name, homeUrl: addressOfAuthor(id), description: author.bio, stories };
  }
  for (const { tag, stories } of edition.byTag.values()) yield { scope: "tag", name: tag.name, homeUrl: addressOfTag(tag.slug), description: "", stories };
}

const templates: Record<FeedFormat, TemplateName> = { rss: "rss", atom: "atom", json: "json-feed" };

/** Bytes of a published file, by its address without the base path: readers of feeds are told. */
export type SizeOf = (url: string) => number;

export function* feedPages(edition: Edition, sizeOf: SizeOf): Generator<Page> {
  const { site } = edition.publication;
  for (const { scope, name, homeUrl, description, stories } of feedTopics(edition)) {
    const title = feedTitle(site, name);
    const entries = stories.slice(0, site.feeds[scope].entries).map((story) => feedEntry(edition, story, sizeOf));
    const updatedAt = newestOf(entries.map((entry) => newestOf([entry.publishedAt, entry.changedAt])));
    for (const { url, format } of feedLinks(site, scope, homeUrl, name)) {
      const model: FeedModel = { ...pageShell(edition, { url, title, description }), feedTitle: title, homeUrl, updatedAt, hub: site.hub, entries };
      yield { url, template: templates[format], model, source: "", rank: "feed" };
    }
  }
}

/** The latest of `instants`, "" aside. */
function newestOf(instants: readonly Instant[]): Instant {
  return instants.reduce((newest, at) => (newest === "" || Date.parse(at) > Date.parse(newest) ? at : newest), "");
}

const entries = new WeakMap<Story, FeedEntry>();

/** One entry a story, shared by all feeds and formats that it is in. */
function feedEntry(edition: Edition, story: Story, sizeOf: SizeOf): FeedEntry {
  let entry = entries.get(story);
  if (entry === undefined) entries.set(story, (entry = makeEntry(edition, story, sizeOf)));
  return entry;
}

function makeEntry(edition: Edition, story: Story, sizeOf: SizeOf): FeedEntry {
  const { post } = story;
  // What the post does not say by itself.
  const joined = {
    id: story.id,
    byline: story.authors.map(bylineOf),
    categories: [story.section.name, ...story.tags.map((tag) => tag.name)],
    picture: feedPicture(story.picture, sizeOf),
    body: bodyReference(story),
    aiDisclaimer: disclaimerOf(edition, post.ai),
    reviewedBy: story.reviewer === null ? null : bylineOf(story.reviewer),
  };
  const entry: FeedEntry = {
    id: joined.id,
    url: story.url,
    title: post.title,
    summary: story.standfirst,
    language: post.language,
    direction: direction(post.language),
    byline: joined.byline,
    publishedAt: post.publishedAt,
    changedAt: newestOf([post.updatedAt, ...post.corrections.map((correction) => correction.at)]),
    categories: joined.categories,
    comments: post.comments === "off" ? null : { url: `${story.url}#site:comments`, count: post.commentCount },
    picture: joined.picture,
    subtitle: post.subtitle,
    body: joined.body,
    ai: post.ai,
    aiDisclaimer: joined.aiDisclaimer,
    reviewedBy: joined.reviewedBy,
    corrections: post.corrections,
  };
  return digestedBy(entry, () => [post.digests.whole, joined]);
}

function feedPicture(published: PublishedPicture | null, sizeOf: SizeOf): FeedPicture | null {
  const picture = pictureOf(published);
  if (picture === null) return null;
  return { ...picture, type: pictureType(picture.url), bytes: sizeOf(picture.url) };
}
