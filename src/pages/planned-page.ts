// A page before anyone knows whether it must be rendered: most need not, and then nobody makes their models.
import type { Change } from "../edition/last-modified.ts";
import { digestOfMembers, type Part, valuesOf } from "../parts/parts.ts";
import { type ArticleValues, articleModel, type StandaloneValues, standaloneModel } from "./articles/article-models.ts";
import type { Models, Page, TemplateName } from "./models.ts";
import type { PageModel } from "./page-model.ts";

/** What a model is made of, by template: its own fields beside the shell that it starts with, or what a maker below takes. */
interface Values
  extends Omit<{ [T in TemplateName]: { shell: PageModel } & Omit<Models[T], keyof PageModel> }, "article" | "page"> {
  article: ArticleValues;
  page: StandaloneValues;
}

/** Models that are not simply their parts. They know nothing but these, so that no model can hold what is not in its page's key. */
const makers = { article: articleModel, page: standaloneModel };

type PartsOf<T> = { readonly [K in keyof T]: Part<T[K]> };

export interface PlannedPage extends Omit<Page, "model"> {
  /** What the model is made of: made for its digest, and once more for the model, since thousands may wait to be rendered. */
  makeParts: () => PartsOf<Record<string, unknown>>;
  /** Digests of the bodies that the page prints. */
  bodies: readonly string[];
  /** Addresses of the pictures whose size in bytes it prints. */
  pictures: readonly string[];
  /** Null for what no sitemap lists, or lists without being told. */
  sitemap: SitemapPlace | null;
}

export interface SitemapPlace {
  /** `2026-01`, `sections` …: listed in `/sitemap-2026-01.xml`. */
  group: string;
  change: Change;
}

export function planPage<T extends TemplateName>(
  template: T,
  url: string,
  makeParts: () => PartsOf<Values[T]>,
  more: Partial<Omit<PlannedPage, "template" | "url" | "makeParts">> = {},
): PlannedPage {
  return { template, url, makeParts, source: "", rank: "page", bodies: [], pictures: [], sitemap: null, ...more };
}

/** Of its model: equal digests, equal models. */
export const digestOfModel = ({ makeParts }: PlannedPage): string => digestOfMembers(makeParts());

/** The page as templates get it. */
export function fillPage({ url, template, source, rank, makeParts }: PlannedPage): Page {
  const values = valuesOf(makeParts());
  const make = Object.hasOwn(makers, template) ? makers[template as keyof typeof makers] : spreadShell;
  return { url, template, model: make(values as never), source, rank };
}

function spreadShell({ shell, ...fields }: { shell: PageModel }): PageModel {
  return { ...shell, ...fields };
}
