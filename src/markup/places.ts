// Finds the line and column of what the Markdown parser only knows by block.
import type { Place } from "./findings.ts";

// Searching is a help for the author; beyond this many characters a body gets its blocks' lines alone.
const searchBudget = 20_000_000;

/** Positions in one body; `lineMap[i]` is the author's line (1-based) of the parsed text's line `i`, where they differ. */
export class Places {
  readonly #text: string;
  readonly #lineMap: number[] | null;
  readonly #starts: number[] = [0];
  #definitions: Map<string, number> | null = null;
  #budget = searchBudget;
  #blockStart = -1;
  #blockEnd = 0;
  #cursor = 0;

  constructor(text: string, lineMap: number[] | null) {
    this.#text = text;
    this.#lineMap = lineMap;
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
  }

  /** The author's line of the parsed text's line `index` (0-based). */
  lineAt(index: number): number {
    if (this.#lineMap === null) return index + 1;
    return this.#lineMap[Math.min(index, this.#lineMap.length - 1)] ?? 1;
  }

  /** The parsed text's line `index` (0-based), "" beyond the end. */
  textOfLine(index: number): string {
    const start = this.#starts[index];
    return start === undefined ? "" : this.#text.slice(start, (this.#starts[index + 1] ?? this.#text.length + 1) - 1);
  }

  /** What follows is searched in these lines: `[first, afterLast]`, 0-based, as a token's `map`. */
  enterBlock(map: [number, number] | null): void {
    if (map === null) return;
    const start = this.#starts[map[0]] ?? this.#text.length;
    if (start === this.#blockStart) return;
    this.#blockStart = start;
    this.#blockEnd = this.#starts[map[1]] ?? this.#text.length;
    this.#cursor = start;
  }

  /** The next place of a link's or picture's target as written; the block's first line and column 1 when it is not found. */
  findTarget(target: string): Place {
    const block = this.#text.slice(this.#cursor, this.#blockEnd);
    for (const [before, after] of [
      ["](", ""],
      ["](<", ""],
      ["<", ">"],
    ] as const) {
      const found = this.#search(block, before + target + after);
      if (found !== -1) return this.#advance(this.#cursor + found + before.length, target.length);
    }
    const definition = this.#definition(target);
    if (definition !== undefined) return this.#placeOf(definition);
    if (target === "") return this.#blockPlace();
    const found = this.#search(block, target);
    if (found !== -1) return this.#advance(this.#cursor + found, target.length);
    // A note written inside a sentence is parsed apart from its block.
    const anywhere = this.#search(this.#text, `](${target}`);
    return anywhere === -1 ? this.#blockPlace() : this.#placeOf(anywhere + 2);
  }

  /** The next place of this very text in the block. */
  findText(text: string): Place {
    const found = this.#search(this.#text.slice(this.#cursor, this.#blockEnd), text);
    return found === -1 ? this.#blockPlace() : this.#advance(this.#cursor + found, text.length);
  }

  /** The column of `text` at or behind a place in its line, or the place's own when it is not there. */
  columnOn(place: Place, text: string): number {
    if (this.#lineMap !== null || text === "") return place.column;
    const found = this.#search(this.textOfLine(place.line - 1).slice(place.column - 1), text);
    return found === -1 ? place.column : place.column + found;
  }

  #search(text: string, needle: string): number {
    if (this.#budget <= 0) return -1;
    const found = text.indexOf(needle);
    this.#budget -= found === -1 ? text.length : found;
    return found;
  }

  #definition(target: string): number | undefined {
    if (this.#definitions === null) {
      this.#definitions = new Map();
      for (const match of this.#text.matchAll(/^[ >]*\[[^\]\n]+\]:[ \t]*<?([^\s>]+)/gm)) {
        const written = match[1] as string;
        if (!this.#definitions.has(written))
          this.#definitions.set(written, match.index + match[0].length - written.length);
      }
    }
    return this.#definitions.get(target);
  }

  #advance(offset: number, length: number): Place {
    this.#cursor = offset + length;
    return this.#placeOf(offset);
  }

  #blockPlace(): Place {
    return { line: this.#placeOf(Math.max(0, this.#blockStart)).line, column: 1 };
  }

  #placeOf(offset: number): Place {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    // After expansion of a template columns are no longer the author's.
    const column = this.#lineMap === null ? offset - (this.#starts[low] as number) + 1 : 1;
    return { line: this.lineAt(low), column };
  }
}
