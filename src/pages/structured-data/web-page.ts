// The page itself, where it stands in the site, and what it lists.
import type { BreadcrumbList, ItemList, ListItem, Thing, WebPage, WebPageLeaf } from "schema-dts";
import type { Link } from "../../edition/cards.ts";
import type { PageModel } from "../page-model.ts";
import { filled, given, type Web } from "./web.ts";

/** A page that is nothing in particular. */
export function plainPage(model: PageModel, web: Web): Thing[] {
  const page: WebPage = { "@type": "WebPage", ...pageFields(model, web, [{ name: model.title, url: model.url }]) };
  return [page];
}

/** What every page says of itself. `trail`: the way to it below the front page, itself last; [] for the front page. */
export function pageFields(model: PageModel, web: Web, trail: readonly Link[]): Omit<WebPageLeaf, "@type"> {
  const url = web.absolute(model.url);
  return {
    "@id": url,
    url,
    name: model.title === "" ? web.site.title : model.title,
    description: given(model.description),
    inLanguage: model.language,
    isPartOf: web.websiteId,
    breadcrumb: trail.length === 0 ? undefined : breadcrumbs(trail, web),
  };
}

function breadcrumbs(trail: readonly Link[], web: Web): BreadcrumbList {
  const steps: ListItem[] = [{ name: web.site.title, url: "/" }, ...trail].map(({ name, url }, i) => ({
    "@type": "ListItem",
    position: i + 1,
    name,
    item: { "@id": web.absolute(url) },
  }));
  return { "@type": "BreadcrumbList", itemListElement: steps };
}

/** In the page's order. */
export function itemList(entries: readonly Link[], web: Web): ItemList {
  return numberedList(
    entries.map(({ name, url }, i) => ({ "@type": "ListItem", position: i + 1, name, url: web.absolute(url) })),
  );
}

export function numberedList(items: readonly ListItem[]): ItemList {
  return { "@type": "ItemList", numberOfItems: items.length, itemListElement: filled(items) };
}

export function storyList(stories: readonly { title: string; url: string }[], web: Web): ItemList {
  return itemList(
    stories.map(({ title, url }) => ({ name: title, url })),
    web,
  );
}
