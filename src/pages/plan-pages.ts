// Edition → every page of the site, one after the other.
import type { Edition } from "../edition/edition.ts";
import { articlePage, standalonePage } from "./articles/article.ts";
import { headlineCards } from "./articles/headline-card.ts";
import { feedDirectoryPages } from "./feeds/feed-directory.ts";
import { feedPages } from "./feeds/feeds.ts";
import { authorPages, monthPages, sectionPages, tagPages } from "./lists/listings.ts";
import { mostReadPages } from "./lists/most-read.ts";
import { correctionsPage, frontPage, indexPages, notFoundPage, redirectPages } from "./lists/site-pages.ts";
import type { PlannedPage } from "./planned-page.ts";
import { Sitemaps } from "./sitemaps/sitemaps.ts";

/** Every page of the site. */
export function* planPages(edition: Edition): Generator<PlannedPage> {
  yield* feedPages(edition);
  yield* planArticles(edition);
  yield* planLists(edition);
}

/** Articles and standalone pages. */
export function* planArticles(edition: Edition): Generator<PlannedPage> {
  const cards = headlineCards(edition);
  for (const story of edition.stories) yield articlePage(edition, story, cards.get(story)?.url ?? "");
  for (const page of edition.pages) yield standalonePage(edition, page);
}

/** The pages that list others, redirects and sitemaps included. */
export function* planLists(edition: Edition): Generator<PlannedPage> {
  const sitemaps = new Sitemaps(edition);
  for (const page of listsFor(edition)) {
    sitemaps.add(page);
    yield page;
  }
  yield* sitemaps.pages();
}

function* listsFor(edition: Edition): Generator<PlannedPage> {
  const format = new Intl.DateTimeFormat(edition.publication.site.language, {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
    calendar: "gregory",
  });
  const nameOfMonth = (month: string): string => format.format(new Date(`${month}-15T12:00:00Z`));
  yield frontPage(edition);
  yield* sectionPages(edition);
  yield* tagPages(edition);
  yield* authorPages(edition);
  yield* monthPages(edition, nameOfMonth);
  yield* indexPages(edition, nameOfMonth);
  yield correctionsPage(edition);
  yield* mostReadPages(edition);
  yield notFoundPage(edition);
  yield* feedDirectoryPages(edition);
  yield* redirectPages(edition);
}
