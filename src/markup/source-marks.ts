// Private marks in rendered HTML that tell where in the source a piece came from; a help for line numbers, never for trust.
import type { Place } from "./findings.ts";

const sign = "\u0004";
const anyMark = /\u0004(\d+):(\d+):([01])\u0004/g;

/** `isHtml`: the author's own HTML follows, line by line as in the source. */
export function sourceMark(place: Place, isHtml: boolean): string {
  return `${sign}${place.line}:${place.column}:${isHtml ? 1 : 0}${sign}`;
}

interface Mark extends Place {
  offset: number;
  isHtml: boolean;
}

/** The HTML without its marks, and a way to ask for the place of what stands at an offset of it. */
export function takeMarks(marked: string): { html: string; placeAt: (offset: number) => Place } {
  const marks: Mark[] = [];
  let html = "";
  let end = 0;
  for (const match of marked.matchAll(anyMark)) {
    html += marked.slice(end, match.index);
    end = match.index + match[0].length;
    marks.push({ offset: html.length, line: Number(match[1]), column: Number(match[2]), isHtml: match[3] === "1" });
  }
  html += marked.slice(end);
  const lineEnds: number[] = [];
  for (let at = html.indexOf("\n"); at !== -1; at = html.indexOf("\n", at + 1)) lineEnds.push(at);
  return { html, placeAt: (offset) => findPlace(marks, lineEnds, offset) };
}

/** How many of the sorted numbers are below `limit`. */
function countBelow(numbers: number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function findPlace(marks: Mark[], lineEnds: number[], offset: number): Place {
  let low = -1;
  let high = marks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((marks[middle] as Mark).offset <= offset) low = middle;
    else high = middle - 1;
  }
  const mark = marks[low];
  if (mark === undefined) return { line: 1, column: 1 };
  if (mark.offset === offset || !mark.isHtml) return { line: mark.line, column: mark.column };
  const lines = countBelow(lineEnds, offset) - countBelow(lineEnds, mark.offset);
  return { line: mark.line + lines, column: lines === 0 ? mark.column : 1 };
}
