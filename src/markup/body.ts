// What all that works on one body shares, and what it makes of it.
import type { Findings } from "./findings.ts";
import type { Heading, HtmlPolicy } from "./fragment.ts";
import type { Identifiers } from "./identifiers.ts";
import type { Places } from "./markdown/places.ts";
import type { SlotMarks } from "./slots.ts";

export interface Body {
  /** BCP 47. */
  language: string;
  policy: HtmlPolicy;
  places: Places;
  findings: Findings;
  /** Of what Markdown makes. */
  identifiers: Identifiers;
  marks: SlotMarks;
  /** Set while a region with raw HTML is printed: its links and pictures become slots after sanitizing. */
  hasHtml: boolean;
}

/** A body, or a piece of one. */
export interface Rendered {
  /** With the marks of slots. */
  html: string;
  /** Plain text of the first paragraph, as long as it is; "" where there is none. */
  lede: string;
  headings: Heading[];
  /** All that a reader sees, blocks parted by line ends. */
  text: string;
}

/** The body in the Markdown parser's `env`. */
export function bodyOf(env: unknown): Body {
  return (env as { body: Body }).body;
}
