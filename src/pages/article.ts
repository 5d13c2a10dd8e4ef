// Articles and standalone pages.

import type { AiLevel } from "../content/types.ts";
import { addressOfTag } from "../edition/addresses.ts";
import type { Edition, StandalonePage, Story } from "../edition/edition.ts";
import { bodyReference, bylineOf, pictureOf, sectionLink, storyCard, storyLink } from "./cards.ts";
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
  const model: ArticleModel = {
    url: shell.url,
    language: shell.language,
    direction: shell.direction,
    title: shell.title,
    description: shell.description,
    sectionSlug: shell.sectionSlug,
    hue: shell.hue,
    feeds: shell.feeds,
    hasCounter: shell.hasCounter,
    id: story.id,
    kind: post.kind,
    kicker: post.kicker,
    headline: post.title,
    section: sectionLink(story.section),
    byline: story.authors.map(bylineOf),
    dateline: post.dateline,
    publishedAt: post.publishedAt,
    updatedAt: post.updatedAt,
    expiresAt: post.expiresAt,
    comments: { state: post.comments, count: post.commentCount },
    minutes: story.minutes,
    picture: pictureOf(story.picture),
    subtitle: post.subtitle,
    standfirst: story.standfirst,
    hasOwnStandfirst: post.description !== "",
    body: bodyReference(story),
    ai: post.ai,
    aiDisclaimer: disclaimerOf(edition, post.ai),
    reviewedBy: story.reviewer === null ? null : bylineOf(story.reviewer),
    corrections: post.corrections,
    tags: story.tags.map((tag) => ({ name: tag.name, url: addressOfTag(tag.slug) })),
    series: story.series.length === 0 ? null : { name: post.series, parts: story.series.map(storyLink) },
    previous: story.previous === null ? null : storyLink(story.previous),
    next: story.next === null ? null : storyLink(story.next),
    related: story.related.map(storyCard),
    isDraft: story.isUnpublished,
  };
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
    aiPolicy: page.aiPolicy,
    isDraft: page.isUnpublished,
  };
  return { url: page.url, template: "page", model, source: post.path, rank: "page" };
}

/** The site's own words for a level, or "". */
export function disclaimerOf(edition: Edition, level: AiLevel): string {
  return level === "none" ? "" : edition.publication.site.ai.disclaimer[level];
}
