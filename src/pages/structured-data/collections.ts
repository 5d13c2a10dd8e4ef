// Pages that list stories or links: https://schema.org/CollectionPage.
import type { CollectionPage, Thing } from "schema-dts";
import type { Link } from "../../edition/cards.ts";
import type { FrontModel, IndexModel, ListingModel } from "../models.ts";
import { phrase } from "../phrase.ts";
import type { Web } from "./web.ts";
import { itemList, pageFields, storyList } from "./web-page.ts";

export function frontGraph(model: FrontModel, web: Web): Thing[] {
  const { lead, secondary, latest, opinion, blocks } = model;
  const stories = [
    ...(lead === null ? [] : [lead]),
    ...secondary,
    ...latest,
    ...opinion.stories.map(({ story }) => story),
    ...blocks.flatMap((block) => block.stories),
  ];
  const page: CollectionPage = {
    "@type": "CollectionPage",
    ...pageFields(model, web, []),
    mainEntity: storyList(stories, web),
  };
  return [page];
}

export function listingGraph(model: ListingModel, web: Web): Thing[] {
  const { listing, landing, number, stories } = model;
  const { description, ...fields } = pageFields(model, web, [...indexAbove(listing, web), ...trailOf(landing, model)]);
  const page: CollectionPage = {
    "@type": "CollectionPage",
    ...fields,
    // Older pages do not show it.
    description: number === 0 ? description : undefined,
    mainEntity: storyList(stories, web),
  };
  return [page];
}

export function indexGraph(model: IndexModel, web: Web): Thing[] {
  const links = model.groups.flatMap((group) => group.links);
  const page: CollectionPage = {
    "@type": "CollectionPage",
    ...pageFields(model, web, [{ name: model.title, url: model.url }]),
    mainEntity: itemList(links, web),
  };
  return [page];
}

/** A listing's first page, and below it the numbered one. */
export function trailOf(landing: Link, { number, title, url }: { number: number; title: string; url: string }): Link[] {
  return number === 0 ? [landing] : [landing, { name: title, url }];
}

/** The index that leads to a listing; sections are in the menu instead. */
function indexAbove(listing: ListingModel["listing"], { site }: Web): Link[] {
  if (listing === "section") return [];
  const index = listing === "tag" ? "tags" : "archive";
  return [{ name: phrase(index, site.language), url: `/${index}/` }];
}
