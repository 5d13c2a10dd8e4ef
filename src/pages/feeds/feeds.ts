// Feeds as data: of the site, of each section, author and tag. Their formats differ in the template alone.
import { hash } from "node:crypto";
import type { FeedFormat, FeedScope, Instant } from "../../content/types.ts";
import { addressOfAuthor, addressOfSection, addressOfTag } from "../../edition/addresses.ts";
import type { Edition, Story } from "../../edition/edition.ts";
import { newerOf, undated } from "../../edition/last-modified.ts";
import type { PublishedPicture } from "../../edition/media.ts";
import { disclaimerOf } from "../articles/article.ts";
import { bodyReference, bylineOf, pictureOf } from "../cards.ts";
import { direction } from "../direction.ts";
import type { TemplateName } from "../models.ts";
import { pageShell } from "../page-shell.ts";
import { pictureType } from "../picture-type.ts";
import type { PlannedPage } from "../planned-page.ts";
import { feedLinks, feedTitle } from "./feed-links.ts";
import type { FeedEntry, FeedModel, FeedPicture } from "./feed-models.ts";

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
    yield {
      scope: "section",
      name,
      homeUrl: addressOfSection(slug),
      description,
      stories: edition.bySection.get(slug) ?? [],
    };
  }
  for (const [id, stories] of edition.byAuthor) {
    const author = authors[id];
    if (author !== undefined)
      yield { scope: "author", name: author.name, homeUrl: addressOfAuthor(id), description: author.bio, stories };
  }
  for (const { tag, stories } of edition.byTag.values())
    yield { scope: "tag", name: tag.name, homeUrl: addressOfTag(tag.slug), description: "", stories };
}

const templates: Record<FeedFormat, TemplateName> = { rss: "rss", atom: "atom", json: "json-feed" };

/** Bytes of a published file, by its address without the base path: readers of feeds are told. */
export type SizeOf = (url: string) => number;

export function* feedPages(edition: Edition, sizeOf: SizeOf): Generator<PlannedPage> {
  const { site } = edition.publication;
  for (const { scope, name, homeUrl, description, stories: all } of feedTopics(edition)) {
    const title = feedTitle(site, name);
    const stories = all.slice(0, site.feeds[scope].entries);
    const digests = stories.map((story) => digestEntry(edition, story, sizeOf)).join(" ");
    const bodies = stories.map(({ post }) => post.body.digest);
    for (const { url, format } of feedLinks(site, scope, homeUrl, name)) {
      const shell = pageShell(edition, { url, title, description });
      const makeModel = (): FeedModel => ({
        ...shell,
        feedTitle: title,
        homeUrl,
        updatedAt: stories.reduce((newest, { change }) => newerOf(newest, change), undated).at,
        hub: site.hub,
        entries: stories.map((story) => feedEntry(edition, story, sizeOf)),
      });
      yield {
        url,
        template: templates[format],
        source: "",
        rank: "feed",
        identity: `${JSON.stringify([shell, homeUrl, site.hub])} ${digests}`,
        bodies,
        sitemap: null,
        makeModel,
      };
    }
  }
}

/** The latest of `instants`, "" aside. */
function newestOf(instants: readonly Instant[]): Instant {
  return instants.reduce((newest, at) => (newest === "" || Date.parse(at) > Date.parse(newest) ? at : newest), "");
}

const digests = new WeakMap<Story, string>();
const entries = new WeakMap<Story, FeedEntry>();

/** What stands for an entry in the keys of feeds: what the post says, and what it does not say by itself. */
function digestEntry(edition: Edition, story: Story, sizeOf: SizeOf): string {
  let digest = digests.get(story);
  if (digest === undefined) {
    const { post, id, authors, section, tags, picture, slots, reviewer } = story;
    let told = `${post.digests.whole} ${id} ${section.name}`;
    for (const author of authors) told += `\n${author.kind} ${author.name}`;
    const disclaimer = disclaimerOf(edition, post.ai);
    if (picture !== null || reviewer !== null || disclaimer !== "" || slots.length > 0 || tags !== post.tags) {
      const more = [
        feedPicture(picture, sizeOf),
        reviewer && bylineOf(reviewer),
        disclaimer,
        slots,
        tags === post.tags ? null : tags,
      ];
      told += `\n\n${JSON.stringify(more)}`;
    }
    digest = hash("sha256", told, "hex").slice(0, 32);
    digests.set(story, digest);
  }
  return digest;
}

/** One entry a story, shared by all feeds and formats that it is in. */
function feedEntry(edition: Edition, story: Story, sizeOf: SizeOf): FeedEntry {
  let entry = entries.get(story);
  if (entry === undefined) entries.set(story, (entry = makeEntry(edition, story, sizeOf)));
  return entry;
}

function makeEntry(edition: Edition, story: Story, sizeOf: SizeOf): FeedEntry {
  const { post } = story;
  return {
    id: story.id,
    url: story.url,
    title: post.title,
    summary: story.standfirst,
    language: post.language,
    direction: direction(post.language),
    byline: story.authors.map(bylineOf),
    publishedAt: post.publishedAt,
    changedAt: newestOf([post.updatedAt, ...post.corrections.map((correction) => correction.at)]),
    categories: [story.section.name, ...story.tags.map((tag) => tag.name)],
    comments: post.comments === "off" ? null : { url: `${story.url}#site:comments`, count: post.commentCount },
    picture: feedPicture(story.picture, sizeOf),
    subtitle: post.subtitle,
    body: bodyReference(story),
    ai: post.ai,
    aiDisclaimer: disclaimerOf(edition, post.ai),
    reviewedBy: story.reviewer === null ? null : bylineOf(story.reviewer),
    corrections: post.corrections,
  };
}

function feedPicture(published: PublishedPicture | null, sizeOf: SizeOf): FeedPicture | null {
  const picture = pictureOf(published);
  if (picture === null) return null;
  return { ...picture, type: pictureType(picture.url), bytes: sizeOf(picture.url) };
}
