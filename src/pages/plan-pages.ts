// Edition → every page of the site.
import type { Edition } from "../edition/edition.ts";
import { articlePage, standalonePage } from "./article.ts";
import { feedPages } from "./feeds.ts";
import { authorPages, monthPages, sectionPages, tagPages } from "./listings.ts";
import type { Page } from "./models.ts";
import { correctionsPage, frontPage, indexPages, notFoundPage, redirectPages } from "./site-pages.ts";

export function planPages(edition: Edition): Page[] {
  const format = new Intl.DateTimeFormat(edition.publication.site.language, { month: "long", year: "numeric", timeZone: "UTC", calendar: "gregory" });
  const nameOfMonth = (month: string): string => format.format(new Date(`${month}-15T12:00:00Z`));
  return [
    ...edition.stories.map((story) => articlePage(edition, story)),
    ...edition.pages.map((page) => standalonePage(edition, page)),
    frontPage(edition),
    ...sectionPages(edition),
    ...tagPages(edition),
    ...authorPages(edition),
    ...monthPages(edition, nameOfMonth),
    ...indexPages(edition, nameOfMonth),
    correctionsPage(edition),
    notFoundPage(edition),
    ...redirectPages(edition),
    ...feedPages(edition),
  ];
}
