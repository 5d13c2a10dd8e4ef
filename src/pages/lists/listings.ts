// Sections, tags, authors and months: the newest on the landing page, older ones on pages numbered from the oldest.
import {
  addressOfAuthor,
  addressOfMonth,
  addressOfNumberedPage,
  addressOfSection,
  addressOfTag,
} from "../../edition/addresses.ts";
import type { Link, StoryCard } from "../../edition/cards.ts";
import type { Edition } from "../../edition/edition.ts";
import { newestChange } from "../../edition/last-modified.ts";
import type { Signer } from "../../edition/signers.ts";
import type { Story } from "../../edition/story.ts";
import { leaf, list, type Part } from "../../parts/parts.ts";
import { feedLinks } from "../feeds/feed-links.ts";
import type { ListingModel } from "../models.ts";
import type { FeedLink } from "../page-model.ts";
import { pageShell } from "../page-shell.ts";
import { phrase } from "../phrase.ts";
import { type PlannedPage, planPage } from "../planned-page.ts";

export const storiesPerPage = 20;

interface Chunk {
  url: string;
  /** 0 on the landing page. */
  number: number;
  stories: readonly Story[];
  newer: string;
  older: string;
}

/**
 * Cuts stories (newest first) into a landing page of the newest and full pages counted from the oldest. The landing page holds
 * between one and two pages' worth, so that a new story changes it alone until a page is full; a full page never changes again.
 */
export function paginate(landing: string, stories: readonly Story[]): Chunk[] {
  const closed = Math.max(0, Math.floor(stories.length / storiesPerPage) - 1);
  const chunks: Chunk[] = [];
  for (let number = 1; number <= closed; number++) {
    const end = stories.length - (number - 1) * storiesPerPage;
    chunks.push({
      url: addressOfNumberedPage(landing, number),
      number,
      stories: stories.slice(end - storiesPerPage, end),
      newer: number === closed ? landing : addressOfNumberedPage(landing, number + 1),
      older: number === 1 ? "" : addressOfNumberedPage(landing, number - 1),
    });
  }
  const newest = stories.slice(0, stories.length - closed * storiesPerPage);
  chunks.push({
    url: landing,
    number: 0,
    stories: newest,
    newer: "",
    older: closed === 0 ? "" : addressOfNumberedPage(landing, closed),
  });
  return chunks;
}

export function cardsOf(stories: readonly Story[]): Part<readonly StoryCard[]> {
  return list(stories.map(({ card }) => card));
}

interface Listed {
  landing: Link;
  description: string;
  sectionSlug?: string;
  feeds: FeedLink[];
  /** Of its pages. */
  sitemap: string;
  stories: readonly Story[];
}

/** What the pages of every list have in common. */
function* cutIntoPages(edition: Edition, listed: Listed) {
  const { landing, description, sectionSlug = "", feeds, sitemap } = listed;
  const { language } = edition.publication.site;
  for (const { url, number, stories, newer, older } of paginate(landing.url, listed.stories)) {
    const title = number === 0 ? landing.name : `${landing.name}: ${phrase("pageNumber", language, number)}`;
    const makeParts = () => ({
      shell: pageShell(edition, { url, title, description, sectionSlug, hasCounter: true, feeds }),
      number: leaf(number),
      stories: cardsOf(stories),
      newer: leaf(newer),
      older: leaf(older),
      landing: leaf(landing),
    });
    yield { url, makeParts, more: { sitemap: { group: sitemap, change: newestChange(stories) } } };
  }
}

function* listingPages(edition: Edition, listing: ListingModel["listing"], listed: Listed): Generator<PlannedPage> {
  const own = { listing: leaf(listing), heading: leaf(listed.landing.name) };
  for (const { url, makeParts, more } of cutIntoPages(edition, listed))
    yield planPage("listing", url, () => ({ ...makeParts(), ...own }), more);
}

export function* sectionPages(edition: Edition): Generator<PlannedPage> {
  for (const { slug, name, description } of edition.sections) {
    const landing = { name, url: addressOfSection(slug) };
    const feeds = feedLinks(edition.publication.site, "section", landing.url, name);
    const stories = edition.bySection.get(slug) ?? [];
    const listed = { landing, description, sectionSlug: slug, feeds, sitemap: "sections", stories };
    yield* listingPages(edition, "section", listed);
  }
}

export function* tagPages(edition: Edition): Generator<PlannedPage> {
  for (const { tag, stories } of edition.byTag.values()) {
    const landing = { name: tag.name, url: addressOfTag(tag.slug) };
    const feeds = feedLinks(edition.publication.site, "tag", landing.url, tag.name);
    yield* listingPages(edition, "tag", { landing, description: "", feeds, sitemap: "tags", stories });
  }
}

export function* monthPages(edition: Edition, nameOfMonth: (month: string) => string): Generator<PlannedPage> {
  for (const [month, stories] of edition.byMonth) {
    const landing = { name: nameOfMonth(month), url: addressOfMonth(month) };
    // Changes with its stories, and stands in their sitemap.
    yield* listingPages(edition, "month", { landing, description: "", feeds: [], sitemap: month, stories });
  }
}

export function* authorPages(edition: Edition): Generator<PlannedPage> {
  for (const [id, stories] of edition.byAuthor) {
    const signer = edition.signers.get(id);
    if (signer !== undefined) yield* pagesOfAuthor(edition, signer, stories);
  }
}

function* pagesOfAuthor(edition: Edition, signer: Signer, stories: readonly Story[]): Generator<PlannedPage> {
  const { id, name, kind, role, bio, email, url: website, links } = signer.author;
  const landing = { name, url: addressOfAuthor(id) };
  const author = leaf({ id, name, kind, role, bio, email, website, links, picture: signer.portrait.value });
  const feeds = feedLinks(edition.publication.site, "author", landing.url, name);
  const listed = { landing, description: bio, feeds, sitemap: "authors", stories };
  for (const { url, makeParts, more } of cutIntoPages(edition, listed))
    yield planPage("author", url, () => ({ ...makeParts(), author }), more);
}
