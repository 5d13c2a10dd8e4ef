// Private marks in rendered HTML that tell where in the source a piece came from; a help for line numbers, never for trust.
import type { Place } from "./fragment.ts";
import { findLines, lastUpTo } from "./lines.ts";

const anyMark = /\u0004(\d+):(\d+):([01])\u0004/g;

/** `isHtml`: the author's own HTML follows, line by line as in the source. */
export function sourceMark({ line, column }: Place, isHtml: boolean): string {
  return `\u0004${line}:${column}:${isHtml ? 1 : 0}\u0004`;
}

/** The HTML without its marks, and a way to ask for the place of what stands at an offset of it. */
export function takeMarks(marked: string): { html: string; placeAt: (offset: number) => Place } {
  const offsets: number[] = [];
  const marks: (Place & { isHtml: boolean })[] = [];
  let taken = 0;
  const html = marked.replace(anyMark, (mark, line: string, column: string, isHtml: string, at: number) => {
    offsets.push(at - taken);
    marks.push({ line: Number(line), column: Number(column), isHtml: isHtml === "1" });
    taken += mark.length;
    return "";
  });
  const lines = findLines(html);
  const placeAt = (offset: number): Place => {
    const index = lastUpTo(offsets, offset);
    const start = offsets[index];
    const mark = marks[index];
    if (start === undefined || mark === undefined) return { line: 1, column: 1 };
    const below = mark.isHtml ? lastUpTo(lines, offset) - lastUpTo(lines, start) : 0;
    return { line: mark.line + below, column: below === 0 ? mark.column : 1 };
  };
  return { html, placeAt };
}
