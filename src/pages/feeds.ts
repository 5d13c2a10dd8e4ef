// Feeds as data: RSS for the site and for each section.
import { addressOfSection } from "../edition/addresses.ts";
import type { Edition, Story } from "../edition/edition.ts";
import { disclaimerOf } from "./article.ts";
import { bodyReference, bylineOf, pictureOf } from "./cards.ts";
import { direction } from "./direction.ts";
import type { FeedEntry, FeedModel, Page } from "./models.ts";
import { pageShell } from "./page-shell.ts";

export function feedPages(edition: Edition): Page[] {
  const { site, sections } = edition.publication;
  const pages: Page[] = [];
  if (site.feeds.site.formats.includes("rss")) {
    pages.push(rssFeed(edition, { url: "/rss.xml", homeUrl: "/", title: site.title, description: site.description }, edition.stories.slice(0, site.feeds.site.entries)));
  }
  if (site.feeds.section.formats.includes("rss")) {
    for (const section of sections) {
      const homeUrl = addressOfSection(section.slug);
      const stories = (edition.bySection.get(section.slug) ?? []).slice(0, site.feeds.section.entries);
      pages.push(rssFeed(edition, { url: `${homeUrl}rss.xml`, homeUrl, title: `${site.title}: ${section.name}`, description: section.description }, stories));
    }
  }
  return pages;
}

function rssFeed(edition: Edition, feed: { url: string; homeUrl: string; title: string; description: string }, stories: readonly Story[]): Page {
  const { url, homeUrl, title, description } = feed;
  const changes = stories.map((story) => (story.post.updatedAt === "" ? story.post.publishedAt : story.post.updatedAt));
  const model: FeedModel = {
    ...pageShell(edition, { url, title, description: description === "" ? title : description }),
    feedTitle: title,
    homeUrl,
    updatedAt: changes.reduce((newest, at) => (newest === "" || Date.parse(at) > Date.parse(newest) ? at : newest), ""),
    entries: stories.map((story) => feedEntry(edition, story)),
  };
  return { url, template: "rss", model, source: "", rank: "feed" };
}

function feedEntry(edition: Edition, story: Story): FeedEntry {
  const { post } = story;
  return {
    id: story.id,
    url: story.url,
    title: post.title,
    description: story.standfirst,
    language: post.language,
    direction: direction(post.language),
    byline: story.authors.map(bylineOf),
    publishedAt: post.publishedAt,
    updatedAt: post.updatedAt,
    categories: [story.section.name, ...story.tags.map((tag) => tag.name)],
    commentsState: post.comments,
    commentCount: post.commentCount,
    picture: pictureOf(story.picture),
    subtitle: post.subtitle,
    body: bodyReference(story),
    ai: post.ai,
    aiDisclaimer: disclaimerOf(edition, post.ai),
    corrections: post.corrections,
  };
}
