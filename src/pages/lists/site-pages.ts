// The pages that a site has once: front page, indexes, corrections, 404, redirects.
import { addressOfMonth, addressOfTag } from "../../edition/addresses.ts";
import type { Edition } from "../../edition/edition.ts";
import { changeAt, newestChange, undated } from "../../edition/last-modified.ts";
import type { PlacedSection } from "../../edition/story.ts";
import { join, leaf, list } from "../../parts/parts.ts";
import type { IndexLink, IndexModel } from "../models.ts";
import { pageShell } from "../page-shell.ts";
import { phrase } from "../phrase.ts";
import { type PlannedPage, planPage } from "../planned-page.ts";
import { planRhythms } from "./front-rhythm.ts";
import { cardsOf } from "./listings.ts";
import { mostReadOfFrontPage } from "./most-read.ts";

export function frontPage(edition: Edition): PlannedPage {
  const { site } = edition.publication;
  const { lead, secondary, latest, opinion, blocks } = edition.frontPage;
  const rhythms = planRhythms(blocks);
  const [first] = opinion;
  // All that the page has left of a section: the block is that section's.
  const isWhole = (section: PlacedSection): boolean =>
    opinion.every((story) => story.section === section) && blocks.every((block) => block.section !== section);
  const dated = [
    ...(lead === null ? [] : [lead]),
    ...secondary,
    ...latest,
    ...blocks.flatMap(({ stories }) => stories),
  ];
  return planPage(
    "front",
    "/",
    () => ({
      shell: pageShell(edition, { url: "/", title: "", description: site.description, hasCounter: true }),
      editionAt: leaf(edition.stories[0]?.post.publishedAt ?? ""),
      lead: lead?.card ?? leaf(null),
      secondary: cardsOf(secondary),
      latest: cardsOf(latest),
      mostRead: mostReadOfFrontPage(edition),
      opinion: join({
        section: first !== undefined && isWhole(first.section) ? first.section.link : leaf(null),
        stories: list(
          opinion.map(({ card, authors }) => join({ story: card, portrait: authors[0]?.portrait ?? leaf(null) })),
        ),
      }),
      blocks: list(
        blocks.map(({ section, stories }, index) =>
          join({ section: section.link, rhythm: leaf(rhythms[index] ?? "row"), stories: cardsOf(stories) }),
        ),
      ),
    }),
    { sitemap: { group: "pages", change: newestChange(dated) } },
  );
}

export function indexPages(edition: Edition, nameOfMonth: (month: string) => string): PlannedPage[] {
  const years = new Map<string, IndexModel["groups"][number]>();
  for (const [month, { length: count }] of edition.byMonth) {
    const name = month.slice(0, 4);
    const year = years.get(name) ?? { name, links: [] };
    year.links.push({ name: nameOfMonth(month), url: addressOfMonth(month), month, count, note: "", picture: null });
    years.set(name, year);
  }
  const collator = new Intl.Collator(edition.publication.site.language);
  const tags = [...edition.byTag.values()].map(
    ({ tag }): IndexLink => ({
      name: tag.name,
      url: addressOfTag(tag.slug),
      month: "",
      count: 0,
      note: "",
      picture: null,
    }),
  );
  const byName = (a: { name: string; url: string }, b: { name: string; url: string }): number =>
    collator.compare(a.name, b.name) || (a.url < b.url ? -1 : 1);
  return [
    indexPage(edition, "archive", [...years.values()]),
    indexPage(edition, "tags", groupByLetter(tags.sort(byName), edition.publication.site.language)),
    indexPage(edition, "authors", authorGroups(edition, byName)),
  ];
}

/** Sorted links under their first letters; what begins with none stands under "#". */
function groupByLetter(links: readonly IndexLink[], language: string): IndexModel["groups"] {
  const groups = new Map<string, IndexLink[]>();
  for (const link of links) {
    // Accents are no letters of their own here: É stands with E, as it is sorted.
    const letter = /^\p{L}/u.exec(link.name.normalize("NFD"))?.[0].toLocaleUpperCase(language) ?? "#";
    const group = groups.get(letter);
    if (group === undefined) groups.set(letter, [link]);
    else group.push(link);
  }
  return [...groups].map(([name, group]) => ({ name, links: group }));
}

/** People and desks apart; unnamed where there are only the ones or the others. */
function authorGroups(edition: Edition, byName: (a: IndexLink, b: IndexLink) => number): IndexModel["groups"] {
  const { site } = edition.publication;
  const listed = [...edition.byAuthor.keys()]
    .map((id) => edition.signers.get(id))
    .filter((signer) => signer !== undefined);
  const groups = (["person", "organization"] as const).map((kind) => ({
    name: phrase(kind === "person" ? "people" : "desks", site.language),
    links: listed
      .filter(({ author }) => author.kind === kind)
      .map(({ card }) => card.value)
      .map(
        ({ name, url, role, bio, picture }): IndexLink => ({
          name,
          url,
          month: "",
          count: 0,
          note: role || bio,
          picture,
        }),
      )
      .sort(byName),
  }));
  const filled = groups.filter(({ links }) => links.length > 0);
  return filled.length > 1 ? filled : filled.map(({ links }) => ({ name: "", links }));
}

function indexPage(edition: Edition, index: IndexModel["index"], groups: IndexModel["groups"]): PlannedPage {
  const url = `/${index}/`;
  const shell = pageShell(edition, { url, title: phrase(index, edition.publication.site.language) });
  // It changes without a date, as other lists of names do.
  const place = { group: "pages", change: undated };
  return planPage("index", url, () => ({ shell, index: leaf(index), groups: leaf(groups) }), { sitemap: place });
}

export function correctionsPage(edition: Edition): PlannedPage {
  const corrections = edition.stories
    .flatMap((story) => story.post.corrections.map((correction) => ({ correction, story })))
    .sort((a, b) => Date.parse(b.correction.at) - Date.parse(a.correction.at) || (a.story.url < b.story.url ? -1 : 1));
  const entries = corrections.map(({ correction: { at, text }, story }) =>
    join({ at: leaf(at), text: leaf(text), story: story.link }),
  );
  const url = "/corrections/";
  const shell = pageShell(edition, { url, title: phrase("corrections", edition.publication.site.language) });
  const place = { group: "pages", change: changeAt(corrections[0]?.correction.at ?? "") };
  return planPage("corrections", url, () => ({ shell, entries: list(entries) }), { sitemap: place });
}

/** Hosts serve `/404.html` for an unknown address. */
export function notFoundPage(edition: Edition): PlannedPage {
  const url = "/404.html";
  const title = phrase("notFound", edition.publication.site.language);
  return planPage("not-found", url, () => ({ shell: pageShell(edition, { url, title }) }));
}

export function redirectPages(edition: Edition): PlannedPage[] {
  return edition.redirects.map(({ from, to, source }) =>
    planPage("redirect", from, () => ({ shell: pageShell(edition, { url: from, title: "" }), target: leaf(to) }), {
      source,
    }),
  );
}
