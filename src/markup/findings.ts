// Gathers the findings of one body: sorted, and few enough to be read.
import type { HtmlPolicy, MarkupFinding } from "./fragment.ts";

export interface Place {
  /** 1-based, in the body. */
  line: number;
  /** 1-based. */
  column: number;
}

const limit = 20;

export class Findings {
  readonly #all: MarkupFinding[] = [];
  readonly #seen = new Set<string>();

  add(severity: MarkupFinding["severity"], place: Place, message: string): void {
    const key = `${place.line}:${place.column}:${message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#all.push({ severity, line: place.line, column: place.column, message });
  }

  /** What the policy drops: a warning under `safe`, an error under `strict`. */
  addDropped(policy: HtmlPolicy, place: Place, message: string): void {
    this.add(policy === "strict" ? "error" : "warning", place, message);
  }

  /** By line; at most 20, errors before warnings where some must give way, the last one telling how many more there are. */
  list(): MarkupFinding[] {
    const byLine = (a: MarkupFinding, b: MarkupFinding) => a.line - b.line || a.column - b.column;
    if (this.#all.length <= limit) return this.#all.sort(byLine);
    const isError = (finding: MarkupFinding) => finding.severity === "error";
    const ranked = [...this.#all.filter(isError).sort(byLine), ...this.#all.filter((f) => !isError(f)).sort(byLine)];
    const kept = ranked.slice(0, limit - 1).sort(byLine);
    const rest = ranked.slice(limit - 1);
    const last = kept.at(-1) as MarkupFinding;
    kept.push({
      severity: rest.some(isError) ? "error" : "warning",
      line: last.line,
      column: last.column,
      message: `and ${rest.length} more in this post; mend these first`,
    });
    return kept;
  }
}
