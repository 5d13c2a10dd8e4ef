// What several pages show of a story, a section or an author: each is a part, made once for all of them.
import type { PostCard } from "../content/post.ts";
import type { AiLevel, Author, CommentsState, Instant, Kind } from "../content/types.ts";
import { joinLate, leaf, type Part, view } from "../parts/parts.ts";
import { addressOfAuthor, addressOfEarlier, addressOfPost, addressOfSection } from "./addresses.ts";
import { direction } from "./direction.ts";
import type { PublishedPicture, ShownFile } from "./media.ts";

export interface Link {
  name: string;
  url: string;
}

export interface Byline extends Link {
  id: string;
  kind: "person" | "organization";
}

/** The words of a picture with the files that show it. */
export interface Picture extends ShownFile {
  alt: string;
  caption: string;
  credit: string;
}

export interface SectionLink extends Link {
  slug: string;
  /** 1 to 6: the class `hue-1` … that gives its stories their colour. */
  hue: number;
}

export interface StoryLink {
  title: string;
  url: string;
  language: string;
}

/** A story on a listing, a front page, or below an article. */
export interface StoryCard {
  /** The first address: identity for counts. */
  id: string;
  url: string;
  kind: Kind;
  kicker: string;
  title: string;
  /** The standfirst, written or derived from the lede. */
  description: string;
  language: string;
  direction: "ltr" | "rtl";
  section: SectionLink;
  byline: readonly Byline[];
  publishedAt: Instant;
  minutes: number;
  ai: AiLevel;
  commentsState: CommentsState;
  commentCount: number;
  picture: Picture | null;
  isDraft: boolean;
}

interface CardValues {
  facts: PostCard;
  section: SectionLink;
  byline: readonly Byline[];
  minutes: number;
  picture: Picture | null;
  isDraft: boolean;
}

type CardParts = { readonly [K in keyof CardValues]: Part<CardValues[K]> };

export function storyCard(makeParts: () => CardParts): Part<StoryCard> {
  return view(joinLate(makeParts), showCard);
}

function showCard({ facts, section, byline, minutes, picture, isDraft }: CardValues): StoryCard {
  return {
    id: idOf(facts),
    url: addressOfPost(facts),
    kind: facts.kind,
    kicker: facts.kicker,
    title: facts.title,
    description: standfirstOf(facts),
    language: facts.language,
    direction: direction(facts.language),
    section,
    byline,
    publishedAt: facts.publishedAt,
    minutes,
    ai: facts.ai,
    commentsState: facts.comments,
    commentCount: facts.commentCount,
    picture,
    isDraft,
  };
}

export function storyLink(facts: Part<PostCard>): Part<StoryLink> {
  return view(facts, showLink);
}

function showLink(facts: PostCard): StoryLink {
  return { title: facts.title, url: addressOfPost(facts), language: facts.language };
}

/** The first address of a post: identity for feeds, counts and comments. */
export function idOf(post: Pick<PostCard, "redirectFrom" | "slug" | "kind" | "section" | "publishedOn">): string {
  const [first] = post.redirectFrom;
  return first === undefined ? addressOfPost(post) : addressOfEarlier(first);
}

/** Written, or the lede. */
export function standfirstOf({ description, lede }: Pick<PostCard, "description" | "lede">): string {
  return description === "" ? lede : description;
}

const hues = 6;

/** `position`: in the menu, from 0. */
export function sectionLink({ slug, name }: { slug: string; name: string }, position: number): Part<SectionLink> {
  return leaf({ slug, name, url: addressOfSection(slug), hue: (position % hues) + 1 });
}

export function bylineOf({ id, name, kind }: Author): Byline {
  return { id, name, url: addressOfAuthor(id), kind };
}

export function pictureOf(picture: PublishedPicture | null): Picture | null {
  if (picture === null) return null;
  const { url, alt, width, height, colour, caption, credit, renditions } = picture;
  return { url, alt, width, height, colour, caption, credit, renditions };
}
