// Articles and standalone pages.

import type { AiLevel } from "../content/types.ts";
import { addressOfTag } from "../edition/addresses.ts";
import type { Edition, StandalonePage, Story } from "../edition/edition.ts";
import { authorCard } from "./author-card.ts";
import { bodyReference, bylineOf, pictureOf, sectionLink, storyCard, storyLink } from "./cards.ts";
import { headlineCards } from "./headline-card.ts";
import { keyedBy } from "./keyed.ts";
import type { ArticleModel, Page, StandaloneModel } from "./models.ts";
import { pageShell } from "./page-shell.ts";

export function articlePage(edition: Edition, story: Story): Page {
  const { post } = story;
  // Field by field: a spread would make each of many thousand models a slow object.
  const shell = pageShell(edition, {
    url: story.url,
    title: post.title,
    description: story.standfirst,
    language: post.language,
    sectionSlug: story.section.slug,
    hasCounter: true,
  });
  // What the post does not say by itself.
  const joined = {
    feeds: shell.feeds,
    id: story.id,
    section: sectionLink(story.section),
    byline: story.authors.map(bylineOf),
    authors: story.authors.filter(({ role, bio }) => role !== "" || bio !== "").map((author) => authorCard(edition, author)),
    picture: pictureOf(story.picture),
    headlineCard: headlineCards(edition).get(story)?.url ?? "",
    body: bodyReference(story),
    aiDisclaimer: disclaimerOf(edition, post.ai),
    reviewedBy: story.reviewer === null ? null : bylineOf(story.reviewer),
    tags: story.tags.map((tag) => ({ name: tag.name, url: addressOfTag(tag.slug) })),
    series: story.series.length === 0 ? null : { name: post.series, parts: story.series.map(storyLink) },
    previous: story.previous === null ? null : storyLink(story.previous),
    next: story.next === null ? null : storyLink(story.next),
    related: story.related.map(storyCard),
    isDraft: story.isUnpublished,
  };
  const model: ArticleModel = {
    url: shell.url,
    language: shell.language,
    direction: shell.direction,
    title: shell.title,
    description: shell.description,
    sectionSlug: shell.sectionSlug,
    hue: shell.hue,
    feeds: joined.feeds,
    hasCounter: shell.hasCounter,
    id: joined.id,
    kind: post.kind,
    kicker: post.kicker,
    headline: post.title,
    section: joined.section,
    byline: joined.byline,
    authors: joined.authors,
    dateline: post.dateline,
    publishedAt: post.publishedAt,
    updatedAt: post.updatedAt,
    expiresAt: post.expiresAt,
    comments: { state: post.comments, count: post.commentCount },
    minutes: story.minutes,
    picture: joined.picture,
    headlineCard: joined.headlineCard,
    subtitle: post.subtitle,
    standfirst: story.standfirst,
    hasOwnStandfirst: post.description !== "",
    body: joined.body,
    ai: post.ai,
    aiDisclaimer: joined.aiDisclaimer,
    reviewedBy: joined.reviewedBy,
    corrections: post.corrections,
    tags: joined.tags,
    series: joined.series,
    previous: joined.previous,
    next: joined.next,
    related: joined.related,
    isDraft: joined.isDraft,
  };
  keyedBy(model, () => [post.digests.whole, joined]);
  return { url: story.url, template: "article", model, source: post.path, rank: "page" };
}

export function standalonePage(edition: Edition, page: StandalonePage): Page {
  const { post } = page;
  const standfirst = post.description;
  const model: StandaloneModel = {
    ...pageShell(edition, { url: page.url, title: post.title, description: standfirst === "" ? post.body.lede : standfirst, language: post.language }),
    headline: post.title,
    subtitle: post.subtitle,
    standfirst,
    updatedAt: post.updatedAt,
    picture: pictureOf(page.picture),
    body: bodyReference(page),
    ai: post.ai,
    aiDisclaimer: disclaimerOf(edition, post.ai),
    reviewedBy: page.reviewer === null ? null : bylineOf(page.reviewer),
    aiPolicy: page.url === edition.aiPolicyUrl ? edition.publication.site.ai.policy : "",
    isDraft: page.isUnpublished,
  };
  return { url: page.url, template: "page", model, source: post.path, rank: "page" };
}

/** The site's own words for a level, or "". */
export function disclaimerOf(edition: Edition, level: AiLevel): string {
  return level === "none" ? "" : edition.publication.site.ai.disclaimer[level];
}
