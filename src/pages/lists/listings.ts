// Sections, tags, authors and months: the newest on the landing page, older ones on pages numbered from the oldest.
import type { Author } from "../../content/types.ts";
import {
  addressOfAuthor,
  addressOfMonth,
  addressOfNumberedPage,
  addressOfSection,
  addressOfTag,
} from "../../edition/addresses.ts";
import type { Edition, Story } from "../../edition/edition.ts";
import { newestChange } from "../../edition/last-modified.ts";
import { portraitOf } from "../articles/author-card.ts";
import { storyCard } from "../cards.ts";
import { feedLinks } from "../feeds/feed-links.ts";
import type { FeedLink } from "../feeds/feed-models.ts";
import type { AuthorModel, Link, ListingModel } from "../models.ts";
import { pageShell } from "../page-shell.ts";
import { phrase } from "../phrase.ts";
import type { PlannedPage } from "../planned-page.ts";

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

interface Listed {
  listing: ListingModel["listing"];
  landing: string;
  heading: string;
  description: string;
  sectionSlug: string;
  feeds: FeedLink[];
  /** Of its pages. */
  sitemap: string;
}

function* listingPages(edition: Edition, listed: Listed, stories: readonly Story[]): Generator<PlannedPage> {
  const landing: Link = { name: listed.heading, url: listed.landing };
  for (const chunk of paginate(listed.landing, stories)) {
    const { language } = edition.publication.site;
    const title =
      chunk.number === 0 ? listed.heading : `${listed.heading}: ${phrase("pageNumber", language, chunk.number)}`;
    const shell = pageShell(edition, {
      url: chunk.url,
      title,
      description: listed.description,
      sectionSlug: listed.sectionSlug,
      hasCounter: true,
      feeds: listed.feeds,
    });
    const makeModel = (): ListingModel => ({
      ...shell,
      listing: listed.listing,
      heading: listed.heading,
      number: chunk.number,
      stories: chunk.stories.map(storyCard),
      newer: chunk.newer,
      older: chunk.older,
      landing,
    });
    const identity = identityOf([shell, listed.listing, landing, chunk.newer, chunk.older], chunk.stories);
    yield {
      url: chunk.url,
      template: "listing",
      source: "",
      rank: "page",
      identity,
      bodies: [],
      sitemap: { group: listed.sitemap, change: newestChange(chunk.stories) },
      makeModel,
    };
  }
}

/** `besides`: what a page shows besides its stories. */
function identityOf(besides: readonly unknown[], stories: readonly Story[]): string {
  let identity = JSON.stringify(besides);
  for (const { digest } of stories) identity += ` ${digest}`;
  return identity;
}

export function* sectionPages(edition: Edition): Generator<PlannedPage> {
  for (const { slug, name, description } of edition.sections) {
    const landing = addressOfSection(slug);
    const feeds = feedLinks(edition.publication.site, "section", landing, name);
    yield* listingPages(
      edition,
      { listing: "section", landing, heading: name, description, sectionSlug: slug, feeds, sitemap: "sections" },
      edition.bySection.get(slug) ?? [],
    );
  }
}

export function* tagPages(edition: Edition): Generator<PlannedPage> {
  for (const { tag, stories } of edition.byTag.values()) {
    const landing = addressOfTag(tag.slug);
    const feeds = feedLinks(edition.publication.site, "tag", landing, tag.name);
    yield* listingPages(
      edition,
      { listing: "tag", landing, heading: tag.name, description: "", sectionSlug: "", feeds, sitemap: "tags" },
      stories,
    );
  }
}

export function* monthPages(edition: Edition, nameOfMonth: (month: string) => string): Generator<PlannedPage> {
  for (const [month, stories] of edition.byMonth) {
    // Changes with its stories, and stands in their sitemap.
    const listed: Listed = {
      listing: "month",
      landing: addressOfMonth(month),
      heading: nameOfMonth(month),
      description: "",
      sectionSlug: "",
      feeds: [],
      sitemap: month,
    };
    yield* listingPages(edition, listed, stories);
  }
}

export function* authorPages(edition: Edition): Generator<PlannedPage> {
  for (const [id, stories] of edition.byAuthor) {
    const author = edition.publication.authors[id];
    if (author !== undefined) yield* pagesOfAuthor(edition, author, stories);
  }
}

function* pagesOfAuthor(edition: Edition, author: Author, stories: readonly Story[]): Generator<PlannedPage> {
  const { id, name, kind, role, bio, email, links } = author;
  const landing: Link = { name, url: addressOfAuthor(id) };
  const shown: AuthorModel["author"] = {
    id,
    name,
    kind,
    role,
    bio,
    email,
    website: author.url,
    links,
    picture: portraitOf(edition, author),
  };
  const feeds = feedLinks(edition.publication.site, "author", landing.url, name);
  for (const chunk of paginate(landing.url, stories)) {
    const { language } = edition.publication.site;
    const title = chunk.number === 0 ? name : `${name}: ${phrase("pageNumber", language, chunk.number)}`;
    const shell = pageShell(edition, { url: chunk.url, title, description: bio, hasCounter: true, feeds });
    const makeModel = (): AuthorModel => ({
      ...shell,
      author: shown,
      number: chunk.number,
      stories: chunk.stories.map(storyCard),
      newer: chunk.newer,
      older: chunk.older,
      landing,
    });
    const identity = identityOf([shell, shown, chunk.newer, chunk.older], chunk.stories);
    yield {
      url: chunk.url,
      template: "author",
      source: "",
      rank: "page",
      identity,
      bodies: [],
      sitemap: { group: "authors", change: newestChange(chunk.stories) },
      makeModel,
    };
  }
}
