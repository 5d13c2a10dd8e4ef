// What readers read most: a page, and a list on the front page. The browser script brings both up to date.
import type { StoryCard } from "../../edition/cards.ts";
import type { Edition } from "../../edition/edition.ts";
import { undated } from "../../edition/last-modified.ts";
import type { Part } from "../../parts/parts.ts";
import { pageShell } from "../page-shell.ts";
import { phrase } from "../phrase.ts";
import { type PlannedPage, planPage } from "../planned-page.ts";
import { cardsOf } from "./listings.ts";

const onThePage = 10;
const onTheFrontPage = 5;

/** Nothing on a site without a counting service. */
export function* mostReadPages(edition: Edition): Generator<PlannedPage> {
  const { language, serviceUrl } = edition.publication.site;
  if (serviceUrl === null) return;
  const url = "/most-read/";
  const shell = pageShell(edition, { url, title: phrase("mostRead", language) });
  const place = { group: "pages", change: undated };
  yield planPage("most-read", url, () => ({ shell, stories: mostRead(edition, onThePage) }), { sitemap: place });
}

export function mostReadOfFrontPage(edition: Edition): Part<readonly StoryCard[]> {
  return mostRead(edition, onTheFrontPage);
}

function mostRead(edition: Edition, length: number): Part<readonly StoryCard[]> {
  const stories = edition.publication.site.serviceUrl === null ? [] : edition.mostRead.slice(0, length);
  return cardsOf(stories);
}
