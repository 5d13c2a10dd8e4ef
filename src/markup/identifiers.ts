// Ids of headings and of raw HTML: readable, unique in the body, and never one of the page's own.
import { words } from "./words.ts";

/** Ids that a site's own templates are likely to use; a body's get a number behind them. Broadsheet's templates start theirs with `site:`. */
const pageIds = words(`
  top main content header footer nav menu masthead sections search title headline standfirst byline body
  comments comment related corrections most-read views weather series tags share ai
`);

/** Lower case, letters, marks and digits of every script joined by hyphens; "" where there are none. */
export function makeHeadingId(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^\p{L}\p{N}\p{M}_]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 100)
    .replace(/[\ud800-\udbff]$/, "");
}

export class Identifiers {
  readonly #taken = new Set(pageIds);
  // Where to go on counting, so that a thousand equal headings cost a thousand steps.
  readonly #next = new Map<string, number>();

  /** `wanted`, or `wanted-2`, `wanted-3` … */
  claim(wanted: string): string {
    const base = wanted.startsWith("site:") ? `in-${wanted}` : wanted;
    let id = base;
    let number = this.#next.get(base) ?? 2;
    while (this.#taken.has(id)) {
      id = `${base}-${number}`;
      number += 1;
    }
    this.#next.set(base, number);
    this.#taken.add(id);
    return id;
  }
}
