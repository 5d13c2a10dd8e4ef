// The picture that stands for a story where its link is shared and it has no photograph: its headline, set in the site's type.

import { direction } from "../../edition/direction.ts";
import type { Edition } from "../../edition/edition.ts";
import type { Story } from "../../edition/story.ts";
import { digestOf } from "../../parts/parts.ts";
import { isRaster } from "../picture-type.ts";

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

// Letters, figures and currencies that the fonts have: without one of them a headline would say something else. A test asks the fonts.
const latin =
  "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0131\u0134-\u0148\u014a-\u017e\u018f\u0192\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u0259\u1e80-\u1e85\u1e9e\u1ea0-\u1ef9";
const others =
  "\u0620-\u063f\u0641-\u0655\u0660-\u066d\u0671-\u06d3\u06f0-\u06f9\u0900-\u0950\u0955-\u0963\u0966-\u097f";
const figures = "0-9\u00b2\u00b3\u00b9\u00bc-\u00be$\u00a2-\u00a5\u20a9\u20ac\u20b9\u20bd";
const drawable = new RegExp(
  `^(?:[${latin}${others}${figures}\u200c\u200d]|(?![\\p{L}\\p{M}\\p{N}\\p{Sc}])\\p{Script=Common})*$`,
  "u",
);

export function isDrawable(text: string): boolean {
  return drawable.test(text);
}

/** As the fonts have it: one character for a letter with its mark, and one hyphen for all. */
function simplify(text: string): string {
  return text.normalize("NFC").replace(/[\u2010\u2011]/g, "-");
}

/** The newest stories that have no photograph of their own, and whose letters can be drawn. */
export function headlineCards(edition: Edition): Map<Story, { url: string; card: HeadlineCard }> {
  const cards = new Map<Story, { url: string; card: HeadlineCard }>();
  const { drawing } = edition.recipe;
  if (drawing === "") return cards;
  for (const story of edition.stories.slice(0, newest)) {
    const { post, section, picture } = story;
    const [headline, name, site] = [post.title, section.name, edition.publication.site.title].map(simplify) as [
      string,
      string,
      string,
    ];
    if (picture !== null && isRaster(picture.url) && picture.width >= previewWidth) continue;
    if (![headline, name, site].every(isDrawable)) continue;
    const card: HeadlineCard = {
      headline,
      language: post.language,
      direction: direction(post.language),
      section: name,
      hue: section.link.value.hue,
      site,
    };
    cards.set(story, {
      url: `/media/headline-${digestOf(JSON.stringify([drawing, card])).slice(0, 16)}.png`,
      card,
    });
  }
  return cards;
}
