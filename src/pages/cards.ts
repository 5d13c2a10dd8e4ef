// The pieces that several pages show: cards, bylines, links and pictures of a story.
import type { Author } from "../content/types.ts";
import { addressOfAuthor, addressOfSection } from "../edition/addresses.ts";
import type { PlacedSection, Story } from "../edition/edition.ts";
import type { PublishedPicture } from "../edition/media.ts";
import { serialiseAsDigest } from "./digested.ts";
import { direction } from "./direction.ts";
import type { BodyReference, Byline, Picture, SectionLink, StoryCard, StoryLink } from "./models.ts";

export function bylineOf(author: Author): Byline {
  return { id: author.id, name: author.name, url: addressOfAuthor(author.id), kind: author.kind };
}

const hues = 6;

export function sectionLink({ slug, name, position }: PlacedSection): SectionLink {
  return { slug, name, url: addressOfSection(slug), hue: (position % hues) + 1 };
}

export function pictureOf(picture: PublishedPicture | null): Picture | null {
  if (picture === null) return null;
  const { url, alt, width, height, caption, credit } = picture;
  return { url, alt, width, height, caption, credit };
}

export function storyLink(story: Story): StoryLink {
  return { title: story.post.title, url: story.url, language: story.post.language };
}

export function bodyReference(page: { post: { body: { digest: string } }; slots: string[] }): BodyReference {
  return { digest: page.post.body.digest, slots: page.slots };
}

const cards = new WeakMap<Story, StoryCard>();

/** One card a story, shared by all listings that show it. */
export function storyCard(story: Story): StoryCard {
  const known = cards.get(story);
  if (known !== undefined) return known;
  const { post } = story;
  const card = serialiseAsDigest<StoryCard>({
    id: story.id,
    url: story.url,
    kind: post.kind,
    kicker: post.kicker,
    title: post.title,
    description: story.standfirst,
    language: post.language,
    direction: direction(post.language),
    section: sectionLink(story.section),
    byline: story.authors.map(bylineOf),
    publishedAt: post.publishedAt,
    minutes: story.minutes,
    ai: post.ai,
    commentsState: post.comments,
    commentCount: post.commentCount,
    picture: pictureOf(story.picture),
    isDraft: story.isUnpublished,
  });
  cards.set(story, card);
  return card;
}
