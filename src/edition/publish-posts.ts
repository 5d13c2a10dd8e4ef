// Posts → what readers may see of them, each with its places filled; and what is wrong with any.
import type { Post } from "../content/post.ts";
import type { Problem, Publication } from "../content/types.ts";
import { leaf, list } from "../parts/parts.ts";
import { addressOfPost } from "./addresses.ts";
import { idOf, pictureOf, storyCard, storyLink } from "./cards.ts";
import { checkAddress, checkClash, checkLead } from "./check-post.ts";
import type { EditionOptions } from "./edition-options.ts";
import { fillReferences, type ReferenceContext } from "./fill-references.ts";
import { compareNewestFirst } from "./joins.ts";
import { lastModified } from "./last-modified.ts";
import { PublishedMedia, publishPicture } from "./media.ts";
import { isPublic, isUnpublished } from "./publish-gate.ts";
import type { Signer } from "./signers.ts";
import type { PlacedSection, PublicPost, StandalonePage, Story } from "./story.ts";

export interface Publishing {
  publication: Publication;
  options: EditionOptions;
  used: PublishedMedia;
  sections: readonly PlacedSection[];
  signers: ReadonlyMap<string, Signer>;
}

/** Those that readers may see, stories newest first, pages by address; and what is wrong with any of them. */
export function publishPosts(posts: readonly Post[], publishing: Publishing) {
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
