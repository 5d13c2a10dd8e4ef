// Edition → every page of the site, one after the other: most are unchanged, and then nobody keeps their models.
import type { Edition } from "../edition/edition.ts";
import { articlePage, standalonePage } from "./article.ts";
import { feedDirectoryPages } from "./feed-directory.ts";
import { feedPages, type SizeOf } from "./feeds.ts";
import { authorPages, monthPages, sectionPages, tagPages } from "./listings.ts";
import type { Page } from "./models.ts";
import { mostReadPages } from "./most-read.ts";
import { correctionsPage, frontPage, indexPages, notFoundPage, redirectPages } from "./site-pages.ts";
import { Sitemaps } from "./sitemaps.ts";

/** `sizeOf`: bytes of a published picture, by its address. */
export function* planPages(edition: Edition, sizeOf: SizeOf): Generator<Page> {
  // First, since they take longest to render: workers share what is left evenly.
  yield* feedPages(edition, sizeOf);
  const sitemaps = new Sitemaps(edition);
  for (const page of readablePages(edition)) {
    sitemaps.add(page);
    yield page;
  }
  yield* sitemaps.pages();
}

/** What people read, redirects included. */
function* readablePages(edition: Edition): Generator<Page> {
  const format = new Intl.DateTimeFormat(edition.publication.site.language, { month: "long", year: "numeric", timeZone: "UTC", calendar: "gregory" });
  const nameOfMonth = (month: string): string => format.format(new Date(`${month}-15T12:00:00Z`));
  for (const story of edition.stories) yield articlePage(edition, story);
  for (const page of edition.pages) yield standalonePage(edition, page);
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
