// What the Markdown parser's rules share while they work on one body.
import type { Findings } from "./findings.ts";
import type { HtmlPolicy } from "./fragment.ts";
import type { Identifiers } from "./identifiers.ts";
import type { Places } from "./places.ts";
import type { SlotMarks } from "./slots.ts";

export interface Body {
  /** BCP 47. */
  language: string;
  policy: HtmlPolicy;
  places: Places;
  findings: Findings;
  identifiers: Identifiers;
  marks: SlotMarks;
  /** Set while a region with raw HTML is printed: its links and pictures become slots after sanitizing. */
  hasHtml: boolean;
}

/** The parser's `env` for a body. */
export function makeEnv(body: Body): object {
  return { body };
}

export function bodyOf(env: unknown): Body {
  return (env as { body: Body }).body;
}
