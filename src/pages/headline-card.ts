// The picture that stands for a story where its link is shared and it has no photograph: its headline, set in the site's type.
import { hash } from "node:crypto";
import type { Edition, Story } from "../edition/edition.ts";
import { sectionLink } from "./cards.ts";
import { direction } from "./direction.ts";
import { isRaster } from "./picture-type.ts";

/** All that is drawn. */
export interface HeadlineCard {
  headline: string;
  /** BCP 47. */
  language: string;
  direction: "ltr" | "rtl";
  section: string;
  /** 1 to 6. */
  hue: number;
  /** The site's title. */
  site: string;
}

/** https://ogp.me/: the size that all who show previews of links agree on, in pixels. */
export const cardSize = { width: 1200, height: 630 };
/** Pixels: a narrower photograph stands small beside a link's title. */
export const previewWidth = 600;
/** Older stories are shared seldom. */
const newest = 200;

// What the fonts have letters for; marks, digits and punctuation belong to every script.
const drawable = /^[\p{Script=Latin}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Common}\p{Script=Inherited}]*$/u;

const known = new WeakMap<Edition, Map<Story, { url: string; card: HeadlineCard }>>();

/** The newest stories that have no photograph of their own, and whose letters can be drawn. */
export function headlineCards(edition: Edition): ReadonlyMap<Story, { url: string; card: HeadlineCard }> {
  let cards = known.get(edition);
  if (cards === undefined) known.set(edition, (cards = makeCards(edition)));
  return cards;
}

function makeCards(edition: Edition): Map<Story, { url: string; card: HeadlineCard }> {
  const cards = new Map<Story, { url: string; card: HeadlineCard }>();
  const { drawing } = edition.recipe;
  if (drawing === "") return cards;
  for (const story of edition.stories.slice(0, newest)) {
    const { post, section, picture } = story;
    const site = edition.publication.site.title;
    if (picture !== null && isRaster(picture.url) && picture.width >= previewWidth) continue;
    if (![post.title, section.name, site].every((text) => drawable.test(text))) continue;
    const card: HeadlineCard = { headline: post.title, language: post.language, direction: direction(post.language), section: section.name, hue: sectionLink(section).hue, site };
    cards.set(story, { url: `/media/headline-${hash("sha256", JSON.stringify([drawing, card]), "hex").slice(0, 16)}.png`, card });
  }
  return cards;
}
