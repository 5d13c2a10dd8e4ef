// Draws the picture of a headline: section, headline and site, set like a page of the site.
import { cardSize, type HeadlineCard } from "../pages/articles/headline-card.ts";
import { type SetLine, setLine } from "./set-type.ts";

/** As src/styles/tokens.css has them, by day: `--hue-1` and on. */
const hues = ["#0b5394", "#7a5200", "#00695c", "#7b2d8b", "#b3261e", "#44610f"];
const paper = "#fff";
const ink = "#121212";
const rule = "#d9dadc";

const margin = 72;
const measure = cardSize.width - 2 * margin;
/** The headline stands between these heights. */
const top = 170;
const bottom = 500;
const sizes = [126, 115, 104, 92, 80, 70, 62, 54];
/** Scripts with marks above and below the letters need the room. */
const tallScripts = /[\p{Script=Arabic}\p{Script=Devanagari}]/u;

/** As PNG: a palette or more effort would halve the bytes, at three times the work. */
export async function drawHeadline(card: HeadlineCard): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  return sharp(Buffer.from(await layOutCard(card)))
    .png()
    .toBuffer();
}

/** The card as SVG, of outlines alone. */
export async function layOutCard({ headline, direction, section, hue, site }: HeadlineCard): Promise<string> {
  const colour = hues[hue - 1] ?? hues[0];
  const { lines, size, leading } = await fit(headline, direction);
  const place = ({ width, paths }: SetLine, baseline: number, fill: string): string =>
    `<g fill="${fill}" transform="translate(${Math.round(direction === "rtl" ? cardSize.width - margin - width : margin)} ${Math.round(baseline)})">${paths}</g>`;
  const block = (lines.length - 1) * leading;
  const first = top + (bottom - top - block) / 2 + size * 0.35;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${cardSize.width}" height="${cardSize.height}">`,
    `<rect width="100%" height="100%" fill="${paper}"/>`,
    `<rect width="100%" height="14" fill="${colour}"/>`,
    place(await cut(section, 38, direction), 108, colour ?? ink),
    ...lines.map((line, index) => place(line, first + index * leading, ink)),
    `<rect x="${margin}" y="530" width="${measure}" height="2" fill="${rule}"/>`,
    place(await cut(site, 40, direction), 588, ink),
    "</svg>",
  ].join("");
}

/** The largest size at which the headline fits, in lines of about the same length. */
async function fit(
  headline: string,
  direction: "ltr" | "rtl",
): Promise<{ lines: SetLine[]; size: number; leading: number }> {
  const words = headline.split(/\s+/).filter(Boolean);
  // Of words alone: what they gain or lose beside each other is less than the margin.
  const widths = await Promise.all(words.map(async (word) => (await setLine(word, 1, direction)).width));
  const { width: space } = await setLine("\u00a0", 1, direction);
  const isTall = tallScripts.test(headline);
  const smallest = sizes.at(-1) ?? 54;
  for (const size of sizes) {
    const leading = Math.round(size * (isTall ? 1.45 : 1.08));
    const most = Math.floor((bottom - top) / leading);
    const room = measure / size;
    const count = breakLines(widths, space, room).length;
    const fits = count <= most && widths.every((width) => width <= room);
    if (!fits && size !== smallest) continue;
    const breaks = breakLines(widths, space, balance(widths, space, room, count));
    const lines = breaks.map(([start, end]) => words.slice(start, end).join(" "));
    if (lines.length > most) lines.splice(most - 1, lines.length, lines.slice(most - 1).join(" "));
    return { lines: await Promise.all(lines.map((line) => cut(line, size, direction))), size, leading };
  }
  return { lines: [], size: smallest, leading: smallest };
}

/** First and last word (exclusive) of each line. */
function breakLines(widths: readonly number[], space: number, room: number): [start: number, end: number][] {
  const lines: [number, number][] = [];
  let start = 0;
  let filled = 0;
  for (const [index, width] of widths.entries()) {
    if (index > start && filled + space + width > room) {
      lines.push([start, index]);
      start = index;
      filled = width;
    } else filled += (index > start ? space : 0) + width;
  }
  if (widths.length > 0) lines.push([start, widths.length]);
  return lines;
}

/** The narrowest room that needs no more lines. */
function balance(widths: readonly number[], space: number, room: number, count: number): number {
  let low = Math.min(room, Math.max(0, ...widths));
  let high = room;
  for (let step = 0; step < 12; step++) {
    const middle = (low + high) / 2;
    if (breakLines(widths, space, middle).length <= count) high = middle;
    else low = middle;
  }
  return high;
}

/** One line, its end left out where it is too long. */
async function cut(text: string, size: number, direction: "ltr" | "rtl"): Promise<SetLine> {
  let line = await setLine(text, size, direction);
  const letters = [...text];
  while (line.width > measure && letters.length > 1) {
    letters.splice(-Math.max(1, Math.round(letters.length * (1 - measure / line.width))));
    line = await setLine(`${letters.join("").trimEnd()}…`, size, direction);
  }
  return line;
}
