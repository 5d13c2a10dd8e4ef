// `<meta>` of a page's head: robots, Open Graph (https://ogp.me/), the card of X, and the share of artificial intelligence.
import type { AiLevel } from "../content/types.ts";
import type { Picture } from "../edition/cards.ts";
import { absoluteUrl } from "./absolute-url.ts";
import { cardSize, previewWidth } from "./articles/headline-card.ts";
import type { ArticleModel, AuthorModel, StandaloneModel } from "./models.ts";
import type { PageModel } from "./page-model.ts";
import { isRaster, pictureType } from "./picture-type.ts";
import type { SiteView } from "./site-view.ts";

export interface MetaTag {
  /** Open Graph's are properties (RDFa), all others names. */
  attribute: "name" | "property";
  name: string;
  content: string;
}

/** https://github.com/WICG/proposals/issues/261 */
const disclosures: Record<AiLevel, string> = {
  none: "none",
  assisted: "ai-assisted",
  partial: "mixed",
  full: "ai-generated",
};

type PreviewPicture = Pick<Picture, "url" | "alt" | "width" | "height">;

export function metaTags(model: PageModel, site: SiteView): MetaTag[] {
  const article = isArticle(model) ? model : null;
  const text = isText(model) ? model : null;
  const author = isAuthor(model) ? model.author : null;
  const own = text?.picture ?? author?.picture ?? null;
  // A drawing of a logo is no preview that anybody shows.
  const picture =
    (article === null ? null : cardOf(article)) ??
    own ??
    (site.logo !== null && isRaster(site.logo.url) ? site.logo : null);
  const isLarge = text !== null && picture !== null && picture !== site.logo && picture.width >= previewWidth;
  const tags = [
    named("robots", robots(text, article?.expiresAt)),
    property("og:site_name", site.title),
    property("og:type", article !== null ? "article" : author?.kind === "person" ? "profile" : "website"),
    property("og:title", model.title === "" ? site.title : model.title),
    property("og:description", model.description),
    property("og:url", absoluteUrl(model.url, site)),
    property("og:locale", localeOf(model.language)),
    ...(picture === null ? [] : pictureTags(picture, site)),
    ...(article === null ? [] : articleTags(article, site)),
    named("twitter:card", isLarge ? "summary_large_image" : "summary"),
    named("ai-disclosure", text === null || !site.ai.hasMeta ? "" : disclosures[text.ai]),
  ];
  return tags.filter((tag) => tag.content !== "");
}

function isArticle(model: PageModel): model is ArticleModel {
  return "byline" in model;
}

function isText(model: PageModel): model is ArticleModel | StandaloneModel {
  return "ai" in model;
}

function isAuthor(model: PageModel): model is AuthorModel {
  return "author" in model;
}

/** https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag */
function robots(text: ArticleModel | StandaloneModel | null, expiresAt = ""): string {
  if (text?.isDraft) return "noindex";
  return `max-image-preview:large${expiresAt === "" ? "" : `, unavailable_after:${expiresAt}`}`;
}

/** A picture of the headline says what the headline says. */
function cardOf({ headlineCard, headline }: ArticleModel): PreviewPicture | null {
  return headlineCard === "" ? null : { url: headlineCard, alt: headline, ...cardSize };
}

function pictureTags({ url, alt, width, height }: PreviewPicture, site: SiteView): MetaTag[] {
  return [
    property("og:image", absoluteUrl(url, site)),
    property("og:image:type", pictureType(url)),
    property("og:image:width", width > 0 ? String(width) : ""),
    property("og:image:height", height > 0 ? String(height) : ""),
    property("og:image:alt", alt),
  ];
}

function articleTags(
  { publishedAt, updatedAt, expiresAt, byline, section, tags }: ArticleModel,
  site: SiteView,
): MetaTag[] {
  return [
    property("article:published_time", publishedAt),
    property("article:modified_time", updatedAt),
    property("article:expiration_time", expiresAt),
    ...byline.map((author) => property("article:author", absoluteUrl(author.url, site))),
    property("article:section", section.name),
    ...tags.map((tag) => property("article:tag", tag.name)),
  ];
}

const locales = new Map<string, string>();

/** `en-IN` → `en_IN`; where a tag names no region, the one in which most who speak the language live. */
function localeOf(language: string): string {
  let known = locales.get(language);
  if (known === undefined) {
    const { language: base, region } = new Intl.Locale(language).maximize();
    locales.set(language, (known = region === undefined ? "" : `${base}_${region}`));
  }
  return known;
}

function named(name: string, content: string): MetaTag {
  return { attribute: "name", name, content };
}

function property(name: string, content: string): MetaTag {
  return { attribute: "property", name, content };
}
