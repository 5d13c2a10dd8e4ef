// A page before anyone knows whether it must be rendered: most need not, and then nobody makes their models.
import type { Change } from "../edition/last-modified.ts";
import type { Page, PageModel } from "./models.ts";

export interface PlannedPage extends Omit<Page, "model"> {
  /** What the model is made of: a text that differs whenever the model does. */
  identity: string;
  /** Digests of the bodies that the page prints. */
  bodies: readonly string[];
  /** Null for what no sitemap lists, or lists without being told. */
  sitemap: SitemapPlace | null;
  makeModel: () => PageModel;
}

export interface SitemapPlace {
  /** `2026-01`, `sections` …: listed in `/sitemap-2026-01.xml`. */
  group: string;
  change: Change;
}

/** Of a page whose model is its own identity: there are few of its kind. */
export function planPage(
  { model, ...page }: Page,
  more: Partial<Pick<PlannedPage, "bodies" | "sitemap">> = {},
): PlannedPage {
  return { ...page, identity: JSON.stringify(model), bodies: [], sitemap: null, makeModel: () => model, ...more };
}

/** The page as templates get it. */
export function fillPage({ url, template, source, rank, makeModel }: PlannedPage): Page {
  return { url, template, model: makeModel(), source, rank };
}
