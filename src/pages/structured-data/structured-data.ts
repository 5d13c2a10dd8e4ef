// Structured data of a page, as JSON-LD: a pure function of its layout, its model and the site, made when the page is rendered.
import type { Graph, Thing } from "schema-dts";
import type { Models } from "../models.ts";
import type { PageModel } from "../page-model.ts";
import type { SiteView } from "../site-view.ts";
import { articleGraph } from "./article.ts";
import { authorGraph } from "./author.ts";
import { frontGraph, indexGraph, listingGraph } from "./collections.ts";
import { correctionsGraph } from "./corrections.ts";
import { standaloneGraph } from "./standalone.ts";
import { makeWeb, type Web } from "./web.ts";
import { plainPage } from "./web-page.ts";

/** Models by what a page is described as; `plain` is any page. */
export type DescribedModels = Pick<
  Models,
  "article" | "page" | "front" | "listing" | "author" | "index" | "corrections"
> & { plain: PageModel };
export type DescribedAs = keyof DescribedModels;

const graphs: { [T in DescribedAs]: (model: DescribedModels[T], web: Web) => Thing[] } = {
  article: articleGraph,
  page: standaloneGraph,
  front: frontGraph,
  listing: listingGraph,
  author: authorGraph,
  index: indexGraph,
  corrections: correctionsGraph,
  plain: plainPage,
};

export type StructuredData = <T extends DescribedAs>(model: DescribedModels[T], as: T) => Graph;

/** One graph a page: what the page is, the site, the publisher. JSON.stringify leaves out what is undefined. Throws on what a template should not ask for. */
export function makeStructuredData(site: SiteView): StructuredData {
  let known: Web | null = null;
  return (model, as) => {
    if (!Object.hasOwn(graphs, as))
      throw new Error(`structuredData knows no page "${as}"; write ${Object.keys(graphs).join(", ")}`);
    const web = (known ??= makeWeb(site));
    return { "@context": "https://schema.org", "@graph": [...graphs[as](model, web), web.website, web.publisher] };
  };
}
