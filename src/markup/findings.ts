// Gathers the findings of one body: sorted, and few enough to be read.
import type { HtmlPolicy, MarkupFinding, Place } from "./fragment.ts";

const limit = 20;

export class Findings {
  readonly #all: MarkupFinding[] = [];
  readonly #seen = new Set<string>();
  readonly #policy: HtmlPolicy;

  constructor(policy: HtmlPolicy) {
    this.#policy = policy;
  }

  add(severity: MarkupFinding["severity"], { line, column }: Place, message: string): void {
    const key = `${line}:${column}:${message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#all.push({ severity, line, column, message });
  }

  /** What the policy drops: a warning under `safe`, an error under `strict`. */
  addDropped(place: Place, message: string): void {
    this.add(this.#policy === "strict" ? "error" : "warning", place, message);
  }

  /** By line; at most 20, errors before warnings where some must give way, the last one telling how many more there are. */
  list(): MarkupFinding[] {
    const byPlace = (a: MarkupFinding, b: MarkupFinding) => a.line - b.line || a.column - b.column;
    const all = this.#all.toSorted(byPlace);
    if (all.length <= limit) return all;
    const errors = all.filter((one) => one.severity === "error");
    const warnings = all.filter((one) => one.severity === "warning");
    const kept = [...errors, ...warnings].slice(0, limit - 1).sort(byPlace);
    const { line, column } = kept.at(-1) as MarkupFinding;
    const severity = errors.length > kept.length ? "error" : "warning";
    kept.push({
      severity,
      line,
      column,
      message: `and ${all.length - kept.length} more in this post; mend these first`,
    });
    return kept;
  }
}
