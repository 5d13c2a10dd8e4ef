// All corrections: https://schema.org/CorrectionComment, each about its article.
import type { CollectionPage, ListItem, Thing } from "schema-dts";
import type { CorrectionsModel } from "../models.ts";
import { correctionOf } from "./article.ts";
import type { Web } from "./web.ts";
import { numberedList, pageFields } from "./web-page.ts";

export function correctionsGraph(model: CorrectionsModel, web: Web): Thing[] {
  const items: ListItem[] = model.entries.map((entry, i) => ({
    "@type": "ListItem",
    position: i + 1,
    item: {
      ...correctionOf(entry),
      about: { "@type": "Article", headline: entry.story.title, url: web.absolute(entry.story.url) },
    },
  }));
  const page: CollectionPage = {
    "@type": "CollectionPage",
    ...pageFields(model, web, [{ name: model.title, url: model.url }]),
    mainEntity: numberedList(items),
  };
  return [page];
}
