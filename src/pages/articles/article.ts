// Articles and standalone pages: what each is made of.

import { pictureOf } from "../../edition/cards.ts";
import type { Edition } from "../../edition/edition.ts";
import type { StandalonePage, Story } from "../../edition/story.ts";
import { leaf, list, type Part } from "../../parts/parts.ts";
import { type PlannedPage, planPage } from "../planned-page.ts";
import { disclaimerOf } from "./disclosure.ts";

const nothing: Part<null> = leaf(null);

/** `headlineCard`: the address of the picture of its headline, or "". */
export function articlePage(edition: Edition, story: Story, headlineCard: string): PlannedPage {
  const { post, told, authors, reviewer, previous, next } = story;
  const { site } = edition.publication;
  return planPage(
    "article",
    story.url,
    () => ({
      facts: told.card,
      article: told.article,
      card: story.card,
      body: leaf(post.digests.body),
      references: leaf(story.references),
      basePath: leaf(site.basePath),
      // Those of whom there is more to say than a name.
      authors: list(authors.filter(({ author }) => author.role !== "" || author.bio !== "").map(({ card }) => card)),
      tags: leaf(story.tags),
      disclaimer: leaf(disclaimerOf(site, post.ai)),
      reviewer: reviewer?.byline ?? nothing,
      series: list(story.series.map(({ link }) => link)),
      previous: previous?.link ?? nothing,
      next: next?.link ?? nothing,
      related: list(story.related.map(({ card }) => card)),
      headlineCard: leaf(headlineCard),
    }),
    { source: post.path, bodies: [post.digests.body] },
  );
}

export function standalonePage(edition: Edition, page: StandalonePage): PlannedPage {
  const { post, told } = page;
  const { site } = edition.publication;
  return planPage(
    "page",
    page.url,
    () => ({
      facts: told.card,
      article: told.article,
      body: leaf(post.digests.body),
      references: leaf(page.references),
      basePath: leaf(site.basePath),
      picture: leaf(pictureOf(page.picture)),
      disclaimer: leaf(disclaimerOf(site, post.ai)),
      reviewer: page.reviewer?.byline ?? nothing,
      aiPolicy: leaf(page.url === edition.aiPolicyUrl ? site.ai.policy : ""),
      isDraft: leaf(page.isUnpublished),
    }),
    { source: post.path, bodies: [post.digests.body] },
  );
}
