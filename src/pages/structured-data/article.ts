// An article: https://schema.org/NewsArticle and its subtypes.
import type {
  CorrectionCommentLeaf,
  ImageObject,
  LiveBlogPosting,
  NewsArticle,
  NewsArticleLeaf,
  Thing,
  WebPage,
} from "schema-dts";
import type { Picture } from "../../edition/cards.ts";
import { disclosureOf } from "../articles/disclosure.ts";
import type { ArticleModel } from "../models.ts";
import { digitalSource } from "./digital-source.ts";
import { filled, given, signer, type Web } from "./web.ts";
import { pageFields } from "./web-page.ts";

const types = {
  news: "NewsArticle",
  analysis: "AnalysisNewsArticle",
  opinion: "OpinionNewsArticle",
  background: "BackgroundNewsArticle",
  review: "ReviewNewsArticle",
} as const;

export function articleGraph(model: ArticleModel, web: Web): Thing[] {
  const { description, ...fields } = pageFields(model, web, [model.section, { name: model.headline, url: model.url }]);
  const page: WebPage = {
    "@type": "WebPage",
    ...fields,
    reviewedBy: model.reviewedBy === null ? undefined : signer(model.reviewedBy, web),
  };
  return [articleOf(model, web), page];
}

function articleOf(model: ArticleModel, web: Web): NewsArticle | LiveBlogPosting {
  const fields = articleFields(model, web);
  // The vocabulary has no dateline for a live blog, but a start.
  if (model.kind === "live") return { "@type": "LiveBlogPosting", ...fields, coverageStartTime: model.publishedAt };
  const type = model.kind === "page" ? "NewsArticle" : types[model.kind];
  return { "@type": type, ...fields, dateline: given(model.dateline) };
}

function articleFields(model: ArticleModel, web: Web): Omit<NewsArticleLeaf, "@type" | "dateline"> {
  const url = web.absolute(model.url);
  const { comments, corrections, tags, series } = model;
  return {
    "@id": `${url}#article`,
    url,
    mainEntityOfPage: { "@id": url },
    headline: model.headline,
    alternativeHeadline: given(model.subtitle),
    description: given(model.standfirst),
    image: model.picture === null ? undefined : [imageOf(model.picture, web)],
    datePublished: model.publishedAt,
    dateModified: given(model.updatedAt),
    expires: given(model.expiresAt),
    author: model.byline.map((author) => signer(author, web)),
    publisher: web.publisherId,
    inLanguage: model.language,
    articleSection: model.section.name,
    keywords: filled(tags.map((tag) => tag.name)),
    isPartOf: series === null ? undefined : { "@type": "CreativeWorkSeries", name: series.name },
    timeRequired: `PT${model.minutes}M`,
    commentCount: comments.state === "off" ? undefined : comments.count,
    correction: filled(corrections.map(correctionOf)),
    digitalSourceType: digitalSource(model.ai),
    backstory: given(disclosureOf(model, web.site.language)),
  };
}

export function correctionOf({ at, text }: { at: string; text: string }): CorrectionCommentLeaf {
  return { "@type": "CorrectionComment", datePublished: at, text };
}

export function imageOf(picture: Picture, web: Web): ImageObject {
  return {
    "@type": "ImageObject",
    url: web.absolute(picture.url),
    caption: given(picture.caption),
    creditText: given(picture.credit),
  };
}
