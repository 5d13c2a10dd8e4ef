// The models of articles and standalone pages, made of their parts and of nothing else.
import type { PostArticle, PostCard } from "../../content/post.ts";
import type { AiPolicy, Tag } from "../../content/types.ts";
import { addressOfPost, addressOfTag } from "../../edition/addresses.ts";
import { type Byline, type Picture, type StoryCard, type StoryLink, standfirstOf } from "../../edition/cards.ts";
import { type FilledReference, fillSlots } from "../../edition/fill-references.ts";
import type { AuthorCard } from "../../edition/signers.ts";
import type { ArticleModel, StandaloneModel } from "../models.ts";
import { shellOf } from "../page-shell.ts";

export interface ArticleValues {
  facts: PostCard;
  article: PostArticle;
  card: StoryCard;
  /** Digest of the HTML. */
  body: string;
  references: readonly FilledReference[];
  basePath: string;
  authors: readonly AuthorCard[];
  /** In the site's spelling. */
  tags: readonly Tag[];
  disclaimer: string;
  reviewer: Byline | null;
  /** Of its series; empty outside one. */
  series: readonly StoryLink[];
  previous: StoryLink | null;
  next: StoryLink | null;
  related: readonly StoryCard[];
  headlineCard: string;
}

export function articleModel(values: ArticleValues): ArticleModel {
  const { facts, article, card, series } = values;
  const standfirst = standfirstOf(facts);
  return {
    ...shellOf({
      url: addressOfPost(facts),
      title: facts.title,
      description: standfirst,
      language: facts.language,
      sectionSlug: card.section.slug,
      hue: card.section.hue,
      hasCounter: true,
    }),
    id: card.id,
    kind: facts.kind,
    kicker: facts.kicker,
    headline: facts.title,
    section: card.section,
    byline: card.byline,
    authors: values.authors,
    dateline: article.dateline,
    publishedAt: facts.publishedAt,
    updatedAt: article.updatedAt,
    expiresAt: facts.expiresAt,
    comments: { state: facts.comments, count: facts.commentCount },
    minutes: card.minutes,
    picture: card.picture,
    headlineCard: values.headlineCard,
    subtitle: article.subtitle,
    standfirst,
    hasOwnStandfirst: facts.description !== "",
    body: { digest: values.body, slots: fillSlots(article.slots, values.references, values.basePath) },
    ai: facts.ai,
    aiDisclaimer: values.disclaimer,
    reviewedBy: values.reviewer,
    corrections: article.corrections,
    tags: values.tags.map(({ name, slug }) => ({ name, url: addressOfTag(slug) })),
    series: series.length === 0 ? null : { name: facts.series, parts: series },
    previous: values.previous,
    next: values.next,
    related: values.related,
    isDraft: card.isDraft,
  };
}

export interface StandaloneValues {
  facts: PostCard;
  article: PostArticle;
  body: string;
  references: readonly FilledReference[];
  basePath: string;
  picture: Picture | null;
  disclaimer: string;
  reviewer: Byline | null;
  aiPolicy: AiPolicy;
  isDraft: boolean;
}

export function standaloneModel(values: StandaloneValues): StandaloneModel {
  const { facts, article } = values;
  const { title, description, language } = facts;
  return {
    ...shellOf({ url: addressOfPost(facts), title, description: standfirstOf(facts), language }),
    headline: title,
    subtitle: article.subtitle,
    standfirst: description,
    updatedAt: article.updatedAt,
    picture: values.picture,
    body: { digest: values.body, slots: fillSlots(article.slots, values.references, values.basePath) },
    ai: facts.ai,
    aiDisclaimer: values.disclaimer,
    reviewedBy: values.reviewer,
    aiPolicy: values.aiPolicy,
    isDraft: values.isDraft,
  };
}
