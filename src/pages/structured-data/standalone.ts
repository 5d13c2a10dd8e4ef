// A standalone page (about, privacy): https://schema.org/WebPage.
import type { Thing, WebPage } from "schema-dts";
import type { StandaloneModel } from "../models.ts";
import { imageOf } from "./article.ts";
import { digitalSource } from "./digital-source.ts";
import { given, signer, type Web } from "./web.ts";
import { pageFields } from "./web-page.ts";

export function standaloneGraph(model: StandaloneModel, web: Web): Thing[] {
  const page: WebPage = {
    "@type": "WebPage",
    ...pageFields(model, web, [{ name: model.headline, url: model.url }]),
    headline: model.headline,
    alternativeHeadline: given(model.subtitle),
    primaryImageOfPage: model.picture === null ? undefined : imageOf(model.picture, web),
    dateModified: given(model.updatedAt),
    publisher: web.publisherId,
    reviewedBy: model.reviewedBy === null ? undefined : signer(model.reviewedBy, web),
    digitalSourceType: digitalSource(model.ai),
  };
  return [page];
}
