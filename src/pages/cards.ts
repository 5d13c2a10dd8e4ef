// The pieces that several pages show: cards, bylines, links and pictures of a story.
import type { Author } from "../content/types.ts";
import { addressOfAuthor, addressOfSection } from "../edition/addresses.ts";
import type { PlacedSection, Story } from "../edition/edition.ts";
import type { PublishedPicture } from "../edition/media.ts";
import type { FilledSlot } from "../edition/resolve-slots.ts";
import { direction } from "./direction.ts";
import type { BodyReference, Byline, Picture, SectionLink, StoryCard, StoryLink } from "./models.ts";

export function bylineOf(author: Author): Byline {
  return { id: author.id, name: author.name, url: addressOfAuthor(author.id), kind: author.kind };
}

const hues = 6;
const sectionLinks = new WeakMap<PlacedSection, SectionLink>();

export function sectionLink(section: PlacedSection): SectionLink {
  let link = sectionLinks.get(section);
  if (link === undefined) {
    const { slug, name, position } = section;
    sectionLinks.set(section, (link = { slug, name, url: addressOfSection(slug), hue: (position % hues) + 1 }));
  }
  return link;
}

export function pictureOf(picture: PublishedPicture | null): Picture | null {
  if (picture === null) return null;
  const { url, alt, width, height, colour, caption, credit, renditions } = picture;
  return { url, alt, width, height, colour, caption, credit, renditions };
}

export function storyLink(story: Story): StoryLink {
  return { title: story.post.title, url: story.url, language: story.post.language };
}

export function bodyReference(page: { post: { body: { digest: string } }; slots: FilledSlot[] }): BodyReference {
  return { digest: page.post.body.digest, slots: page.slots };
}

const cards = new WeakMap<Story, StoryCard>();

/** One card a story, shared by all pages that show it; `story.digest` stands for it in their keys. */
export function storyCard(story: Story): StoryCard {
  let card = cards.get(story);
  if (card === undefined) cards.set(story, (card = makeCard(story)));
  return card;
}

function makeCard(story: Story): StoryCard {
  const { post, id, url } = story;
  return {
    digest: story.digest,
    id,
    url,
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
  };
}
