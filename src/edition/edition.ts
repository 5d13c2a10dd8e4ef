// All that is public at one instant, with every join made: neighbours, related stories, tags, series, links, pictures, redirects.
import type { WeatherFile } from "../api/weather.ts";
import { pathOfAiPolicy } from "../content/check-ai-policy.ts";
import type { Post } from "../content/post.ts";
import type { Problem, Publication, Tag } from "../content/types.ts";
import { sectionLink } from "./cards.ts";
import type { EditionOptions } from "./edition-options.ts";
import { arrangeFrontPage, type FrontPage } from "./front-page.ts";
import { groupBy, indexTags, joinNeighbours, joinRelated, joinSeries } from "./joins.ts";
import { type MediaLookup, PublishedMedia } from "./media.ts";
import { findMostRead } from "./most-read.ts";
import { isRecent } from "./publish-gate.ts";
import { publishPosts } from "./publish-posts.ts";
import { flattenRedirects, type Redirect } from "./redirects.ts";
import type { PictureRecipe } from "./renditions.ts";
import { makeSigner, type Signer } from "./signers.ts";
import type { PlacedSection, StandalonePage, Story } from "./story.ts";

export interface Edition {
  publication: Publication;
  /** In menu order. */
  sections: PlacedSection[];
  /** By id. */
  signers: Map<string, Signer>;
  /** Newest first. */
  stories: Story[];
  /** Those of the last two days, without what only previews show. */
  recent: Story[];
  pages: StandalonePage[];
  /** Section slug → newest first; every section is a key. */
  bySection: Map<string, Story[]>;
  /** In the order of the slugs. */
  byTag: Map<string, { tag: Tag; stories: Story[] }>;
  /** Author id → newest first; reviewers are keys too, since what they reviewed links to them. */
  byAuthor: Map<string, Story[]>;
  /** `2026-01` → newest first; newest month first. */
  byMonth: Map<string, Story[]>;
  frontPage: FrontPage;
  mostRead: Story[];
  weather: WeatherFile | null;
  /** Of the page that states what the publication promises of artificial intelligence, or "". */
  aiPolicyUrl: string;
  redirects: Redirect[];
  /** Live address → the earlier addresses that lead to it. */
  redirectsTo: Map<string, string[]>;
  /** The pictures and attachments that public pages use. */
  media: PublishedMedia;
  mediaLookup: MediaLookup;
  recipe: PictureRecipe;
  /** Epoch milliseconds, or null. */
  nextTransition: number | null;
  problems: Problem[];
}

export function makeEdition(posts: readonly Post[], publication: Publication, options: EditionOptions): Edition {
  const { media, recipe, locate } = options;
  const used = new PublishedMedia(recipe);
  const sections = publication.sections.map((section, position) => ({
    ...section,
    position,
    link: sectionLink(section, position),
  }));
  const signers = new Map(
    Object.values(publication.authors).map((author) => [author.id, makeSigner(author, media, recipe)] as const),
  );
  const { stories, pages, problems } = publishPosts(posts, { publication, options, used, sections, signers });

  const liveAddresses = new Map<string, Post>();
  for (const group of [stories, pages]) for (const { url, post } of group) liveAddresses.set(url, post);
  const { redirects, problems: redirectProblems } = flattenRedirects(posts, liveAddresses, locate);
  problems.push(...redirectProblems);
  const bySection = groupBy(
    stories,
    (story) => [story.section.slug],
    sections.map((section) => section.slug),
  );
  const byTag = indexTags(stories);
  joinNeighbours(bySection);
  joinRelated(stories);
  joinSeries(stories);
  for (const { author } of signers.values()) used.addSource(media, author.image);
  used.addSource(media, publication.site.publisher.logo, "icon");
  return {
    publication,
    sections,
    signers,
    stories,
    recent: stories.filter((story) => isRecent(story.publishedMs, options.now) && !story.isUnpublished),
    pages,
    bySection,
    byTag,
    byAuthor: groupBy(stories, (story) => story.post.authors, reviewersOf([...stories, ...pages])),
    byMonth: groupBy(stories, (story) => [story.post.publishedOn.slice(0, 7)], []),
    frontPage: arrangeFrontPage(stories, sections, bySection, publication.frontPage, options.now),
    mostRead: findMostRead(options.mostRead, stories, redirects),
    weather: options.weather,
    aiPolicyUrl: pathOfAiPolicy(publication.site),
    redirects,
    redirectsTo: indexRedirects(redirects),
    media: used,
    mediaLookup: media,
    recipe,
    nextTransition: options.nextTransition,
    problems,
  };
}

function reviewersOf(texts: readonly Pick<Story, "reviewer">[]): string[] {
  return [...new Set(texts.flatMap(({ reviewer }) => (reviewer === null ? [] : [reviewer.author.id])))].sort();
}

function indexRedirects(redirects: readonly Redirect[]): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const { from, to } of redirects) index.set(to, [...(index.get(to) ?? []), from]);
  return index;
}
