// The lists of all feeds: `/feeds/` for people, `/opml.xml` for feed readers.
import type { FeedScope } from "../../content/types.ts";
import type { Edition } from "../../edition/edition.ts";
import { undated } from "../../edition/last-modified.ts";
import { pageShell } from "../page-shell.ts";
import { type PhraseKey, phrase } from "../phrase.ts";
import { type PlannedPage, planPage } from "../planned-page.ts";
import { feedLinks, feedTitle } from "./feed-links.ts";
import type { FeedDirectoryModel, ListedFeed } from "./feed-models.ts";
import { feedTopics } from "./feeds.ts";

export const directoryUrl = "/feeds/";
export const opmlUrl = "/opml.xml";

const headings: Record<FeedScope, PhraseKey | ""> = { site: "", section: "sections", author: "authors", tag: "tags" };

export function* feedDirectoryPages(edition: Edition): Generator<PlannedPage> {
  const { language } = edition.publication.site;
  const title = phrase("feeds", language);
  const groups = listGroups(edition);
  const model: FeedDirectoryModel = {
    ...pageShell(edition, { url: directoryUrl, title, description: phrase("feedsAdvice", language) }),
    groups,
  };
  yield planPage(
    { url: directoryUrl, template: "feeds", model, source: "", rank: "page" },
    { sitemap: { group: "pages", change: undated } },
  );
  yield planPage({ url: opmlUrl, template: "opml", model: { ...model, url: opmlUrl }, source: "", rank: "feed" });
}

function listGroups(edition: Edition): FeedDirectoryModel["groups"] {
  const { site } = edition.publication;
  const collator = new Intl.Collator(site.language);
  const groups = new Map<FeedScope, ListedFeed[]>();
  for (const { scope, name, homeUrl } of feedTopics(edition)) {
    const feeds = groups.get(scope) ?? [];
    feeds.push({
      name: name === "" ? site.title : name,
      url: homeUrl,
      title: feedTitle(site, name),
      links: feedLinks(site, scope, homeUrl, name),
    });
    groups.set(scope, feeds);
  }
  for (const scope of ["author", "tag"] as const)
    groups.get(scope)?.sort((a, b) => collator.compare(a.name, b.name) || (a.url < b.url ? -1 : 1));
  return [...groups].map(([scope, feeds]) => ({
    name: headings[scope] === "" ? "" : phrase(headings[scope], site.language),
    feeds,
  }));
}
