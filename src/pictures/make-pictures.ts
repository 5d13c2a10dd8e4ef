// What the build asks of pictures, implemented: nothing is loaded until a picture is new.

import type { HeadlineCard } from "../pages/articles/headline-card.ts";
import { decodePicture, encodePicture, encoderOptions } from "./encode-picture.ts";
import type { PictureMaker } from "./picture-maker.ts";

// With versions and options, by hand: to ask the packages would take longer than most builds have. A test holds them to package.json.

/** Names all that the bytes of a picture depend on besides its source. */
const encoder = `sharp 0.35.5, ${JSON.stringify(encoderOptions)}`;
/** The same of a drawing; its number is of `draw-headline.ts` and `set-type.ts`. */
const drawing =
  "drawing 2, sharp 0.35.5, newsreader 5.3.0, noto-naskh-arabic 5.3.0, noto-serif-devanagari 5.3.0, subset-font 2.9.0, harfbuzzjs 1.6.4, bidi-js 1.1.0";

/** As many at a time as Node has threads for what is not JavaScript. */
const atATime = 4;

export async function drawHeadlines(cards: readonly HeadlineCard[]): Promise<Uint8Array[]> {
  const { drawHeadline } = await import("./draw-headline.ts");
  const drawn: Uint8Array[] = [];
  for (let start = 0; start < cards.length; start += atATime)
    drawn.push(...(await Promise.all(cards.slice(start, start + atATime).map(drawHeadline))));
  return drawn;
}

export const pictureMaker: PictureMaker = {
  encoder,
  drawing,
  decode: decodePicture,
  encode: encodePicture,
  draw: drawHeadlines,
};
