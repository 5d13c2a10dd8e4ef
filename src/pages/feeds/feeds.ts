// Feeds as data: of the site, of each section, author and tag. Their formats differ in the template alone.
import type { PostArticle, PostCard } from "../../content/post.ts";
import type { FeedFormat, FeedScope, Instant, Tag } from "../../content/types.ts";
import { addressOfAuthor, addressOfPost, addressOfSection, addressOfTag } from "../../edition/addresses.ts";
import { type Byline, idOf, type Picture, pictureOf, standfirstOf } from "../../edition/cards.ts";
import { direction } from "../../edition/direction.ts";
import type { Edition } from "../../edition/edition.ts";
import { type FilledReference, fillSlots } from "../../edition/fill-references.ts";
import { newerOf, undated } from "../../edition/last-modified.ts";
import type { Story } from "../../edition/story.ts";
import { join, leaf, list, type Part, view } from "../../parts/parts.ts";
import { disclaimerOf } from "../articles/disclosure.ts";
import { pageShell } from "../page-shell.ts";
import { pictureType } from "../picture-type.ts";
import { type PlannedPage, planPage } from "../planned-page.ts";
import { feedLinks, feedTitle } from "./feed-links.ts";
import type { FeedEntry } from "./feed-models.ts";

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

const templates = { rss: "rss", atom: "atom", json: "json-feed" } as const satisfies Record<FeedFormat, string>;

export function* feedPages(edition: Edition): Generator<PlannedPage> {
  const { site } = edition.publication;
  // One entry a story, shared by all feeds and formats that it is in.
  const entries = new Map<Story, Part<FeedEntry>>();
  const entryOf = (story: Story): Part<FeedEntry> => {
    const entry = entries.get(story) ?? feedEntry(edition, story);
    entries.set(story, entry);
    return entry;
  };
  for (const { scope, name, homeUrl, description, stories: all } of feedTopics(edition)) {
    const title = feedTitle(site, name);
    const stories = all.slice(0, site.feeds[scope].entries);
    const updatedAt = stories.reduce((newest, { change }) => newerOf(newest, change), undated).at;
    const shared = {
      feedTitle: leaf(title),
      homeUrl: leaf(homeUrl),
      updatedAt: leaf(updatedAt),
      hub: leaf(site.hub),
      entries: list(stories.map(entryOf)),
    };
    const bodies = stories.map(({ post }) => post.digests.body);
    const pictures = stories.flatMap(({ picture }) => (picture === null ? [] : [picture.url]));
    for (const { url, format } of feedLinks(site, scope, homeUrl, name)) {
      const shell = pageShell(edition, { url, title, description });
      yield planPage(templates[format], url, () => ({ shell, ...shared }), { rank: "feed", bodies, pictures });
    }
  }
}

interface EntryValues {
  facts: PostCard;
  article: PostArticle;
  body: string;
  references: readonly FilledReference[];
  basePath: string;
  section: string;
  byline: readonly Byline[];
  /** In the site's spelling. */
  tags: readonly Tag[];
  picture: Picture | null;
  disclaimer: string;
  reviewer: Byline | null;
}

function feedEntry(edition: Edition, story: Story): Part<FeedEntry> {
  const { post, told, reviewer } = story;
  const { site } = edition.publication;
  const values = join({
    facts: told.card,
    article: told.article,
    body: leaf(post.digests.body),
    references: leaf(story.references),
    basePath: leaf(site.basePath),
    section: leaf(story.section.name),
    byline: list(story.authors.map(({ byline }) => byline)),
    tags: leaf(story.tags),
    picture: leaf(pictureOf(story.picture)),
    disclaimer: leaf(disclaimerOf(site, post.ai)),
    reviewer: reviewer?.byline ?? leaf(null),
  });
  return view<EntryValues, FeedEntry>(values, showEntry);
}

function showEntry({ facts, article, picture, ...values }: EntryValues): FeedEntry {
  const url = addressOfPost(facts);
  return {
    id: idOf(facts),
    url,
    title: facts.title,
    summary: standfirstOf(facts),
    language: facts.language,
    direction: direction(facts.language),
    byline: values.byline,
    publishedAt: facts.publishedAt,
    changedAt: newestOf([article.updatedAt, ...article.corrections.map(({ at }) => at)]),
    categories: [values.section, ...values.tags.map(({ name }) => name)],
    comments: facts.comments === "off" ? null : { url: `${url}#site:comments`, count: facts.commentCount },
    picture: picture === null ? null : { ...picture, type: pictureType(picture.url) },
    subtitle: article.subtitle,
    body: { digest: values.body, slots: fillSlots(article.slots, values.references, values.basePath) },
    ai: facts.ai,
    aiDisclaimer: values.disclaimer,
    reviewedBy: values.reviewer,
    corrections: article.corrections,
  };
}

/** The latest of `instants`, "" aside. */
function newestOf(instants: readonly Instant[]): Instant {
  return instants.reduce((newest, at) => (newest === "" || Date.parse(at) > Date.parse(newest) ? at : newest), "");
}
