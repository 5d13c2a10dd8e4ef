// All that is public at one instant, with every join made: neighbours, related stories, tags, series, links, pictures, redirects.

import type { WeatherFile } from "../api/weather.ts";
import { pathOfAiPolicy } from "../content/check-ai-policy.ts";
import type { Author, Post, Problem, Publication, Section, Tag } from "../content/types.ts";
import { addressOfEarlier, addressOfPost } from "./addresses.ts";
import { checkAddress, checkClash, checkLead } from "./check-post.ts";
import { digestStory } from "./digest-story.ts";
import { arrangeFrontPage, type FrontPage } from "./front-page.ts";
import { compareNewestFirst, groupBy, indexTags, joinNeighbours, joinRelated, joinSeries } from "./joins.ts";
import { type Change, lastModified } from "./last-modified.ts";
import { type MediaLookup, PublishedMedia, type PublishedPicture, publishPicture } from "./media.ts";
import { findMostRead } from "./most-read.ts";
import { isPublic, isRecent, isUnpublished } from "./publish-gate.ts";
import { estimateMinutes } from "./reading-time.ts";
import { flattenRedirects, type LocateKey, type Redirect } from "./redirects.ts";
import type { PictureRecipe } from "./renditions.ts";
import { type FilledSlot, resolveSlots, type SlotContext } from "./resolve-slots.ts";

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
}

/** A section with its place in the menu, from 0. */
export interface PlacedSection extends Section {
  position: number;
}

/** A post that readers may see, with all its places filled. */
interface PublicPost {
  post: Post;
  url: string;
  /** What goes into each slot of the body. */
  slots: FilledSlot[];
  /** Addresses of the pictures in the body. */
  bodyPictures: string[];
  picture: PublishedPicture | null;
  reviewer: Author | null;
  isUnpublished: boolean;
}

/** A public post of `kind: page`: in no listing. */
export type StandalonePage = PublicPost;

/** A public post that is listed, with all that it hangs together with. */
export interface Story extends PublicPost {
  /** Its first address: identity for feeds, counts and comments. */
  id: string;
  section: PlacedSection;
  authors: Author[];
  /** Epoch milliseconds. */
  publishedMs: number;
  change: Change;
  /** One spelling of each tag's name across the site. */
  tags: Tag[];
  minutes: number;
  /** Written, or derived from the lede. */
  standfirst: string;
  /** Of what other pages show of it: see `digestStory`. */
  digest: string;
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
  const isLive = (post: Post): boolean => isPublic(post, options);
  const problems: Problem[] = [];
  const used = new PublishedMedia(recipe);
  const context: SlotContext = {
    basePath: publication.site.basePath,
    findPost: makeFinder(posts),
    isLive,
    media,
    recipe,
    used,
    otherPaths: options.otherPaths,
  };
  const use = (source: string, as: "picture" | "icon" = "picture"): void => {
    const file = media.get(source);
    if (file) used.add(file, as);
  };

  const sections = publication.sections.map((section, position) => ({ ...section, position }));
  const stories: Story[] = [];
  const pages: StandalonePage[] = [];
  const addresses = new Map<string, Post>();
  for (const post of posts) {
    const url = addressOfPost(post);
    const publishedMs = Date.parse(post.publishedAt);
    const isShown = isPublic(post, options, publishedMs);
    const resolved = resolveSlots(post, isShown ? context : { ...context, used: new PublishedMedia(recipe) });
    for (const found of [
      checkAddress(post, publication, locate),
      checkClash(post, url, addresses, options),
      checkLead(post, media, locate),
      resolved.problems,
    ])
      for (const problem of found) problems.push(problem);
    if (!isShown) continue;
    const picture = post.image === null ? null : publishPicture(post.image, media, recipe);
    if (picture !== null) use(picture.source);
    const reviewer = publication.authors[post.reviewedBy] ?? null;
    const shared = {
      post,
      url,
      slots: resolved.filled,
      bodyPictures: resolved.pictures,
      picture,
      reviewer,
      isUnpublished: isUnpublished(post, options.now, publishedMs),
    };
    if (post.kind === "page") pages.push(shared);
    else stories.push(makeStory(shared, publishedMs, publication, sections));
  }
  stories.sort(compareNewestFirst);
  pages.sort((a, b) => (a.url < b.url ? -1 : 1));

  const liveAddresses = new Map<string, Post>();
  for (const list of [stories, pages]) for (const { url, post } of list) liveAddresses.set(url, post);
  const { redirects, problems: redirectProblems } = flattenRedirects(posts, liveAddresses, locate);
  problems.push(...redirectProblems);
  const bySection = groupBy(
    stories,
    (story) => [story.section.slug],
    publication.sections.map((section) => section.slug),
  );
  const byTag = indexTags(stories);
  joinNeighbours(bySection);
  joinRelated(stories);
  joinSeries(stories);
  for (const author of Object.values(publication.authors)) use(author.image);
  use(publication.site.publisher.logo, "icon");
  return {
    publication,
    sections,
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

/** Finds posts by their paths; most sites have few links that ask. */
function makeFinder(posts: readonly Post[]): SlotContext["findPost"] {
  let index: Map<string, Post> | undefined;
  return (path) => (index ??= new Map(posts.map((post) => [post.path, post]))).get(path);
}

function makeStory(
  shared: StandalonePage,
  publishedMs: number,
  publication: Publication,
  sections: readonly PlacedSection[],
): Story {
  const { post, url } = shared;
  const section = sections.find((candidate) => candidate.slug === post.section);
  if (section === undefined) throw new Error(`${post.path}: section "${post.section}" was not checked`);
  const first = post.redirectFrom[0];
  const story: Story = {
    // Field by field: adding to a spread copy takes many times as long, and there are thousands.
    post,
    url,
    slots: shared.slots,
    bodyPictures: shared.bodyPictures,
    picture: shared.picture,
    reviewer: shared.reviewer,
    isUnpublished: shared.isUnpublished,
    id: first === undefined ? url : addressOfEarlier(first),
    section,
    authors: post.authors.map((id) => publication.authors[id]).filter((author) => author !== undefined),
    publishedMs,
    change: lastModified(post, publishedMs),
    tags: post.tags,
    minutes: estimateMinutes(post.body, post.language),
    standfirst: post.description === "" ? post.body.lede : post.description,
    digest: "",
    previous: null,
    next: null,
    related: [],
    series: [],
  };
  story.digest = digestStory(story);
  return story;
}

function reviewersOf(texts: readonly Pick<Story, "reviewer">[]): string[] {
  return [...new Set(texts.flatMap(({ reviewer }) => (reviewer === null ? [] : [reviewer.id])))].sort();
}

function indexRedirects(redirects: readonly Redirect[]): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const { from, to } of redirects) index.set(to, [...(index.get(to) ?? []), from]);
  return index;
}
