// What Markdown becomes: HTML with slots, and what the rest of the house needs to know of it.

/** A place in a body that only the edition can fill, since it depends on other files. */
export type Slot = LinkSlot | ImageSlot;

/** Both 1-based, counted from the start of the body (not of the file). */
export interface Place {
  line: number;
  column: number;
}

/** Stands where ` href="…"` will be; filled with that attribute (leading space included) or "" where there is no target. */
export interface LinkSlot extends Place {
  kind: "link";
  /** As the author wrote it, decoded: `../2026/other.md#part`, `/about/`, `report.pdf`. Never an absolute URL, never a bare `#fragment`. */
  target: string;
}

/** Stands where a whole `<img …>` element will be. */
export interface ImageSlot extends Place {
  kind: "image";
  /** As the author wrote it, decoded: a path beside the post, or from the site's folder when it starts with "/". */
  source: string;
  /** Plain text, not escaped. */
  alt: string;
}

export interface Heading {
  level: number;
  /** Unique in the body, keeps letters of every script. */
  id: string;
  /** Plain text. */
  text: string;
}

/** A finding in a body; `content` turns it into a `Problem` of the file. */
export interface MarkupFinding extends Place {
  severity: "error" | "warning";
  /** "what; cure", as CONTENT.md words errors. */
  message: string;
}

/** What is kept of a body in memory: everything but its HTML. */
export interface Outline {
  /** Hex digest of the HTML parts: equal digests, equal HTML. */
  digest: string;
  slots: Slot[];
  headings: Heading[];
  /** Plain text of the first paragraph, "" where there is none. */
  lede: string;
  /** Words outside the scripts counted by character. */
  words: number;
  /** Chinese, Japanese and Korean characters. */
  characters: number;
}

/** A body's HTML: `parts[0] slot[0] parts[1] … slot[n-1] parts[n]`. */
export interface Fragment {
  outline: Outline;
  /** One longer than `outline.slots`. */
  parts: string[];
  findings: MarkupFinding[];
}

/** Where the JSON of a body's parts lies in the cache: pack file, offset and length in bytes. */
export type FragmentPlace = [pack: string, offset: number, length: number];

/** How `site.html` treats raw HTML in bodies. */
export type HtmlPolicy = "safe" | "strict" | "trusted";
