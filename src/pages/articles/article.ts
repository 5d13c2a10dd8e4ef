// Articles and standalone pages.

import type { AiLevel, Author } from "../../content/types.ts";
import { addressOfTag } from "../../edition/addresses.ts";
import type { Edition, StandalonePage, Story } from "../../edition/edition.ts";
import { bodyReference, bylineOf, pictureOf, sectionLink, storyCard, storyLink } from "../cards.ts";
import type { ArticleModel, StandaloneModel } from "../models.ts";
import { pageShell } from "../page-shell.ts";
import { type PlannedPage, planPage } from "../planned-page.ts";
import { type AuthorCard, authorCard } from "./author-card.ts";
import { headlineCards } from "./headline-card.ts";

export function articlePage(edition: Edition, story: Story): PlannedPage {
  const { post } = story;
  return {
    url: story.url,
    template: "article",
    source: post.path,
    rank: "page",
    identity: identityOf(edition, story),
    bodies: [post.body.digest],
    sitemap: null,
    makeModel: () => modelOf(edition, story),
  };
}

/** What the post says, and what it does not say by itself. Digests, where there are some: thousands are made at every build. */
function identityOf(edition: Edition, story: Story): string {
  const { post, authors, tags, series, previous, next, related, reviewer, slots } = story;
  let identity = `${post.digests.whole} ${story.digest} ${frontOf(previous)} ${frontOf(next)}`;
  for (const other of related) identity += ` ${other.digest}`;
  for (const part of series) identity += ` part ${part.post.digests.front}`;
  for (const author of authors) identity += `\n${identityOfAuthor(edition, author)}`;
  const card = headlineCards(edition).get(story);
  const disclaimer = disclaimerOf(edition, post.ai);
  const isPlain =
    card === undefined && disclaimer === "" && reviewer === null && slots.length === 0 && tags === post.tags;
  return isPlain
    ? identity
    : `${identity}\n${JSON.stringify([card?.url, disclaimer, reviewer && bylineOf(reviewer), slots, tags === post.tags ? null : tags])}`;
}

/** Stands for a link to a story. */
const frontOf = (story: Story | null): string => (story === null ? "none" : story.post.digests.front);

const identitiesOfAuthors = new WeakMap<Author, string>();

function identityOfAuthor(edition: Edition, author: Author): string {
  let identity = identitiesOfAuthors.get(author);
  if (identity === undefined) identitiesOfAuthors.set(author, (identity = JSON.stringify(authorCard(edition, author))));
  return identity;
}

function authorCardsOf(edition: Edition, { authors }: Story): AuthorCard[] {
  return authors.filter(({ role, bio }) => role !== "" || bio !== "").map((author) => authorCard(edition, author));
}

function modelOf(edition: Edition, story: Story): ArticleModel {
  const { post } = story;
  const shell = pageShell(edition, {
    url: story.url,
    title: post.title,
    description: story.standfirst,
    language: post.language,
    sectionSlug: story.section.slug,
    hasCounter: true,
  });
  return {
    ...shell,
    id: story.id,
    kind: post.kind,
    kicker: post.kicker,
    headline: post.title,
    section: sectionLink(story.section),
    byline: story.authors.map(bylineOf),
    authors: authorCardsOf(edition, story),
    dateline: post.dateline,
    publishedAt: post.publishedAt,
    updatedAt: post.updatedAt,
    expiresAt: post.expiresAt,
    comments: { state: post.comments, count: post.commentCount },
    minutes: story.minutes,
    picture: pictureOf(story.picture),
    headlineCard: headlineCards(edition).get(story)?.url ?? "",
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
}

export function standalonePage(edition: Edition, page: StandalonePage): PlannedPage {
  const { post } = page;
  const standfirst = post.description;
  const model: StandaloneModel = {
    ...pageShell(edition, {
      url: page.url,
      title: post.title,
      description: standfirst === "" ? post.body.lede : standfirst,
      language: post.language,
    }),
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
  return planPage(
    { url: page.url, template: "page", model, source: post.path, rank: "page" },
    { bodies: [post.body.digest] },
  );
}

/** The site's own words for a level, or "". */
export function disclaimerOf(edition: Edition, level: AiLevel): string {
  return level === "none" ? "" : edition.publication.site.ai.disclaimer[level];
}
