// All that is public at one instant, with every join made: neighbours, related stories, tags, series, links, pictures, redirects.
import type { WeatherFile } from "../api/weather.ts";
import { pathOfAiPolicy } from "../content/check-ai-policy.ts";
import type { Post, PostArticle, PostCard } from "../content/post.ts";
import type { Problem, Publication, Section, Tag } from "../content/types.ts";
import { leaf, list, type Part } from "../parts/parts.ts";
import { addressOfPost } from "./addresses.ts";
import {
  idOf,
  pictureOf,
  type SectionLink,
  type StoryCard,
  type StoryLink,
  sectionLink,
  storyCard,
  storyLink,
} from "./cards.ts";
import { checkAddress, checkClash, checkLead } from "./check-post.ts";
import { type FilledReference, fillReferences, type ReferenceContext } from "./fill-references.ts";
import { arrangeFrontPage, type FrontPage } from "./front-page.ts";
import { compareNewestFirst, groupBy, indexTags, joinNeighbours, joinRelated, joinSeries } from "./joins.ts";
import { type Change, lastModified } from "./last-modified.ts";
import { type MediaLookup, PublishedMedia, type PublishedPicture, publishPicture } from "./media.ts";
import { findMostRead } from "./most-read.ts";
import { isPublic, isRecent, isUnpublished } from "./publish-gate.ts";
import { flattenRedirects, type LocateKey, type Redirect } from "./redirects.ts";
import type { PictureRecipe } from "./renditions.ts";
import { makeSigner, type Signer } from "./signers.ts";

/** What a post says beyond what is at hand of it. */
export interface Told {
  card: Part<PostCard>;
  article: Part<PostArticle>;
}

export interface EditionOptions {
  /** Epoch milliseconds. */
  now: number;
  /** Previews show drafts and scheduled posts too. */
  withDrafts: boolean;
  /** Epoch milliseconds, or null: see `findNextTransition`. */
  nextTransition: number | null;
  media: MediaLookup;
  recipe: PictureRecipe;
  locate: LocateKey;
  /** Addresses, most read first. */
  mostRead: readonly string[];
  /** For a site without a service; null without. */
  weather: WeatherFile | null;
  /** Of the posts left out for their own errors: a link to one is no second error. */
  otherPaths: ReadonlySet<string>;
  tell: (post: Post) => Told;
}

/** A section with its place in the menu, from 0. */
export interface PlacedSection extends Section {
  position: number;
  link: Part<SectionLink>;
}

/** A post that readers may see, with all its places filled. */
interface PublicPost {
  post: Post;
  url: string;
  told: Told;
  /** What goes into the slots of the body that name other files. */
  references: FilledReference[];
  picture: PublishedPicture | null;
  reviewer: Signer | null;
  isUnpublished: boolean;
}

/** A public post of `kind: page`: in no listing. */
export type StandalonePage = PublicPost;

/** A public post that is listed, with all that it hangs together with. */
export interface Story extends PublicPost {
  /** Its first address: identity for feeds, counts and comments. */
  id: string;
  section: PlacedSection;
  authors: Signer[];
  /** Epoch milliseconds. */
  publishedMs: number;
  change: Change;
  /** One spelling of each tag's name across the site. */
  tags: Tag[];
  /** What other pages show of it. */
  card: Part<StoryCard>;
  link: Part<StoryLink>;
  /** The neighbours in its section, by time. */
  previous: Story | null;
  next: Story | null;
  related: Story[];
  /** Parts of its series, oldest first, itself included; empty outside a series. */
  series: Story[];
}

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

interface Publishing {
  publication: Publication;
  options: EditionOptions;
  used: PublishedMedia;
  sections: readonly PlacedSection[];
  signers: ReadonlyMap<string, Signer>;
}

/** Those that readers may see, stories newest first, pages by address; and what is wrong with any of them. */
function publishPosts(posts: readonly Post[], publishing: Publishing) {
  const { publication, options, used, signers } = publishing;
  const { media, recipe, locate } = options;
  const context: ReferenceContext = {
    basePath: publication.site.basePath,
    findPost: makeFinder(posts),
    isLive: (post) => isPublic(post, options),
    media,
    recipe,
    used,
    otherPaths: options.otherPaths,
  };
  const stories: Story[] = [];
  const pages: StandalonePage[] = [];
  const problems: Problem[] = [];
  const addresses = new Map<string, Post>();
  for (const post of posts) {
    const url = addressOfPost(post);
    const publishedMs = Date.parse(post.publishedAt);
    const isShown = isPublic(post, options, publishedMs);
    const { filled, problems: faults } = fillReferences(
      post,
      isShown ? context : { ...context, used: new PublishedMedia(recipe) },
    );
    for (const found of [
      checkAddress(post, publication, locate),
      checkClash(post, url, addresses, options),
      checkLead(post, media, locate),
      faults,
    ])
      for (const problem of found) problems.push(problem);
    if (!isShown) continue;
    const picture = post.image === null ? null : publishPicture(post.image, media, recipe);
    if (picture !== null) used.addSource(media, picture.source);
    const shown: PublicPost = {
      post,
      url,
      told: options.tell(post),
      references: filled,
      picture,
      reviewer: signers.get(post.reviewedBy) ?? null,
      isUnpublished: isUnpublished(post, options.now, publishedMs),
    };
    if (post.kind === "page") pages.push(shown);
    else stories.push(makeStory(shown, publishedMs, publishing));
  }
  stories.sort(compareNewestFirst);
  pages.sort((a, b) => (a.url < b.url ? -1 : 1));
  return { stories, pages, problems };
}

/** Finds posts by their paths; most sites have few links that ask. */
function makeFinder(posts: readonly Post[]): ReferenceContext["findPost"] {
  let index: Map<string, Post> | undefined;
  return (path) => (index ??= new Map(posts.map((post) => [post.path, post]))).get(path);
}

function makeStory(shown: PublicPost, publishedMs: number, { sections, signers }: Publishing): Story {
  const { post, told, picture, isUnpublished: isDraft } = shown;
  const section = sections.find((candidate) => candidate.slug === post.section);
  if (section === undefined) throw new Error(`${post.path}: section "${post.section}" was not checked`);
  const authors = post.authors.map((id) => signers.get(id)).filter((author) => author !== undefined);
  return {
    // Field by field: adding to a spread copy takes many times as long, and there are thousands.
    post,
    url: shown.url,
    told,
    references: shown.references,
    picture,
    reviewer: shown.reviewer,
    isUnpublished: isDraft,
    id: idOf(post),
    section,
    authors,
    publishedMs,
    change: lastModified(post, publishedMs),
    tags: post.tags,
    card: storyCard(() => ({
      facts: told.card,
      section: section.link,
      byline: list(authors.map(({ byline }) => byline)),
      minutes: leaf(post.minutes),
      picture: leaf(pictureOf(picture)),
      isDraft: leaf(isDraft),
    })),
    link: storyLink(told.card),
    previous: null,
    next: null,
    related: [],
    series: [],
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
