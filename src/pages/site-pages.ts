// The pages that a site has once: front page, indexes, corrections, 404, redirects.
import { addressOfAuthor, addressOfMonth, addressOfTag } from "../edition/addresses.ts";
import type { Edition } from "../edition/edition.ts";
import { sectionLink, storyCard, storyLink } from "./cards.ts";
import type { CorrectionsModel, FrontModel, IndexModel, Page, PageModel, RedirectModel } from "./models.ts";
import { mostReadOfFrontPage } from "./most-read.ts";
import { pageShell } from "./page-shell.ts";
import { phrase } from "./phrase.ts";

export function frontPage(edition: Edition): Page {
  const { site } = edition.publication;
  const { lead, secondary, latest, blocks } = edition.frontPage;
  const model: FrontModel = {
    ...pageShell(edition, { url: "/", title: "", description: site.description, hasCounter: true }),
    editionAt: edition.stories[0]?.post.publishedAt ?? "",
    lead: lead === null ? null : storyCard(lead),
    secondary: secondary.map(storyCard),
    latest: latest.map(storyCard),
    mostRead: mostReadOfFrontPage(edition),
    blocks: blocks.map(({ section, stories }) => ({ section: sectionLink(section), stories: stories.map(storyCard) })),
  };
  return { url: "/", template: "front", model, source: "", rank: "page" };
}

export function indexPages(edition: Edition, nameOfMonth: (month: string) => string): Page[] {
  const years = new Map<string, IndexModel["groups"][number]>();
  for (const month of edition.byMonth.keys()) {
    const name = month.slice(0, 4);
    const year = years.get(name) ?? { name, links: [] };
    year.links.push({ name: nameOfMonth(month), url: addressOfMonth(month), month });
    years.set(name, year);
  }
  const collator = new Intl.Collator(edition.publication.site.language);
  const tags = [...edition.byTag.values()].map(({ tag }) => ({ name: tag.name, url: addressOfTag(tag.slug), month: "" }));
  const authors = [...edition.byAuthor.keys()].map((id) => ({ name: edition.publication.authors[id]?.name ?? id, url: addressOfAuthor(id), month: "" }));
  const byName = (a: { name: string; url: string }, b: { name: string; url: string }): number => collator.compare(a.name, b.name) || (a.url < b.url ? -1 : 1);
  return [
    indexPage(edition, "archive", [...years.values()]),
    indexPage(edition, "tags", [{ name: "", links: tags.sort(byName) }]),
    indexPage(edition, "authors", [{ name: "", links: authors.sort(byName) }]),
  ];
}

function indexPage(edition: Edition, index: IndexModel["index"], groups: IndexModel["groups"]): Page {
  const url = `/${index}/`;
  const model: IndexModel = { ...pageShell(edition, { url, title: phrase(index, edition.publication.site.language) }), index, groups };
  return { url, template: "index", model, source: "", rank: "page" };
}

export function correctionsPage(edition: Edition): Page {
  const entries = edition.stories
    .flatMap((story) => story.post.corrections.map(({ at, text }) => ({ at, text, story: storyLink(story) })))
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || (a.story.url < b.story.url ? -1 : 1));
  const model: CorrectionsModel = { ...pageShell(edition, { url: "/corrections/", title: phrase("corrections", edition.publication.site.language) }), entries };
  return { url: "/corrections/", template: "corrections", model, source: "", rank: "page" };
}

/** Hosts serve `/404.html` for an unknown address. */
export function notFoundPage(edition: Edition): Page {
  const model: PageModel = pageShell(edition, { url: "/404.html", title: phrase("notFound", edition.publication.site.language) });
  return { url: "/404.html", template: "not-found", model, source: "", rank: "page" };
}

export function redirectPages(edition: Edition): Page[] {
  return edition.redirects.map(({ from, to, source }) => {
    const model: RedirectModel = { ...pageShell(edition, { url: from, title: "" }), target: to };
    return { url: from, template: "redirect", model, source, rank: "page" };
  });
}
