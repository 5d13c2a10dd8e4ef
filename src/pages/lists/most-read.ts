// What readers read most: a page, and a list on the front page. The browser script brings both up to date.
import type { Edition } from "../../edition/edition.ts";
import { undated } from "../../edition/last-modified.ts";
import { storyCard } from "../cards.ts";
import type { MostReadModel, StoryCard } from "../models.ts";
import { pageShell } from "../page-shell.ts";
import { phrase } from "../phrase.ts";
import { type PlannedPage, planPage } from "../planned-page.ts";

const onThePage = 10;
const onTheFrontPage = 5;

/** Nothing on a site without a counting service. */
export function* mostReadPages(edition: Edition): Generator<PlannedPage> {
  const { language, serviceUrl } = edition.publication.site;
  if (serviceUrl === null) return;
  const url = "/most-read/";
  const model: MostReadModel = {
    ...pageShell(edition, { url, title: phrase("mostRead", language) }),
    stories: mostRead(edition, onThePage),
  };
  yield planPage(
    { url, template: "most-read", model, source: "", rank: "page" },
    { sitemap: { group: "pages", change: undated } },
  );
}

export function mostReadOfFrontPage(edition: Edition): StoryCard[] {
  return mostRead(edition, onTheFrontPage);
}

function mostRead(edition: Edition, length: number): StoryCard[] {
  return edition.publication.site.serviceUrl === null ? [] : edition.mostRead.slice(0, length).map(storyCard);
}
