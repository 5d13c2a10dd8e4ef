// The lists of all feeds: `/feeds/` for people, `/opml.xml` for feed readers.
import type { FeedScope } from "../../content/types.ts";
import type { Edition } from "../../edition/edition.ts";
import { undated } from "../../edition/last-modified.ts";
import { leaf } from "../../parts/parts.ts";
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
  const groups = leaf(listGroups(edition));
  const description = phrase("feedsAdvice", language);
  const place = { group: "pages", change: undated };
  const shellAt = (url: string) => pageShell(edition, { url, title, description });
  yield planPage("feeds", directoryUrl, () => ({ shell: shellAt(directoryUrl), groups }), { sitemap: place });
  yield planPage("opml", opmlUrl, () => ({ shell: shellAt(opmlUrl), groups }), { rank: "feed" });
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
