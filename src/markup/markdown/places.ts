// Finds the line and column of what the Markdown parser only knows by block.
import type { Place } from "../fragment.ts";
import { findLines, lastUpTo } from "../lines.ts";

// Searching is a help for the author; beyond this many characters a body gets its blocks' lines alone.
const searchBudget = 20_000_000;

/** Positions in one body; `lineMap[i]` is the author's line (1-based) of the parsed text's line `i`, where they differ. */
export class Places {
  readonly #text: string;
  readonly #lineMap: number[] | null;
  readonly #lines: number[];
  #definitions: Map<string, number> | undefined;
  #budget = searchBudget;
  #blockStart = -1;
  #blockEnd = 0;
  #cursor = 0;

  constructor(text: string, lineMap: number[] | null) {
    this.#text = text;
    this.#lineMap = lineMap;
    this.#lines = findLines(text);
  }

  /** Where the parsed text's line `index` (0-based, as in a token's `map`) starts. */
  startOfLine(index: number): Place {
    if (this.#lineMap === null) return { line: index + 1, column: 1 };
    return { line: this.#lineMap[Math.min(index, this.#lineMap.length - 1)] ?? 1, column: 1 };
  }

  /** The parsed text's line `index` (0-based), "" beyond the end. */
  textOfLine(index: number): string {
    const start = this.#lines[index];
    return start === undefined ? "" : this.#text.slice(start, (this.#lines[index + 1] ?? this.#text.length + 1) - 1);
  }

  /** What follows is searched in these lines: `[first, afterLast]`, 0-based, as a token's `map`. */
  enterBlock(map: [number, number] | null): void {
    if (map === null) return;
    const start = this.#lines[map[0]] ?? this.#text.length;
    if (start === this.#blockStart) return;
    this.#blockStart = start;
    this.#blockEnd = this.#lines[map[1]] ?? this.#text.length;
    this.#cursor = start;
  }

  /** The next place of a link's or picture's target as written; the block's first line and column 1 when it is not found. */
  findTarget(target: string): Place {
    const inPlace = this.#next("](", target) ?? this.#next("](<", target) ?? this.#next("<", target, ">");
    if (inPlace) return inPlace;
    const definition = this.#definition(target);
    if (definition !== undefined) return this.#placeOf(definition);
    if (target === "") return this.#startOfBlock();
    const bare = this.#next("", target);
    if (bare) return bare;
    // A note written inside a sentence is parsed apart from its block.
    const anywhere = this.#search(this.#text, `](${target}`);
    return anywhere === -1 ? this.#startOfBlock() : this.#placeOf(anywhere + 2);
  }

  /** The next place of this very text in the block. */
  findText(text: string): Place {
    return this.#next("", text) ?? this.#startOfBlock();
  }

  /** The place of `text` at or behind another in its line, or that one when it is not there. */
  refine({ line, column }: Place, text: string): Place {
    if (this.#lineMap !== null || text === "") return { line, column };
    const found = this.#search(this.textOfLine(line - 1).slice(column - 1), text);
    return { line, column: column + Math.max(0, found) };
  }

  #next(before: string, text: string, after = ""): Place | undefined {
    const found = this.#search(this.#text.slice(this.#cursor, this.#blockEnd), before + text + after);
    if (found === -1) return undefined;
    const offset = this.#cursor + found + before.length;
    this.#cursor = offset + text.length;
    return this.#placeOf(offset);
  }

  #search(text: string, needle: string): number {
    if (this.#budget <= 0) return -1;
    const found = text.indexOf(needle);
    this.#budget -= found === -1 ? text.length : found;
    return found;
  }

  #definition(target: string): number | undefined {
    if (this.#definitions === undefined) {
      this.#definitions = new Map();
      for (const match of this.#text.matchAll(/^[ >]*\[[^\]\n]+\]:[ \t]*<?([^\s>]+)/gm)) {
        const written = match[1] as string;
        if (!this.#definitions.has(written))
          this.#definitions.set(written, match.index + match[0].length - written.length);
      }
    }
    return this.#definitions.get(target);
  }

  #startOfBlock(): Place {
    return { line: this.#placeOf(Math.max(0, this.#blockStart)).line, column: 1 };
  }

  #placeOf(offset: number): Place {
    const index = lastUpTo(this.#lines, offset);
    const place = this.startOfLine(index);
    // After expansion of a template columns are no longer the author's.
    return this.#lineMap === null ? { ...place, column: offset - (this.#lines[index] as number) + 1 } : place;
  }
}
