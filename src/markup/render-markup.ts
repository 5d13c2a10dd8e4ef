// The room's door: a post's body becomes a Fragment.
import { hash } from "node:crypto";
import type { Body, Rendered } from "./body.ts";
import { Findings } from "./findings.ts";
import type { Fragment, HtmlPolicy } from "./fragment.ts";
import { HtmlTooComplex } from "./html/html-tree.ts";
import { renderRegions } from "./html/render-regions.ts";
import { Identifiers } from "./identifiers.ts";
import { parseMarkdown } from "./markdown/markdown.ts";
import { Places } from "./markdown/places.ts";
import { countReading, shortenLede } from "./reading.ts";
import { controls, SlotMarks } from "./slots.ts";
import { expandTemplate } from "./templates/expand-template.ts";

export interface MarkupOptions {
  /** BCP 47. */
  language: string;
  html: HtmlPolicy;
  /** What a body that says `template: njk` may read; null or absent for the others. */
  template?: { site: object; model: object } | null;
}

/**
 * Pure: equal arguments, equal fragment. Never throws for anything an author can write: faults are findings.
 * Lines and columns count from the body's first line.
 */
export function renderMarkup(source: string, { language, html: policy, template }: MarkupOptions): Fragment {
  const findings = new Findings(policy);
  const prepared = prepare(source, findings);
  const expanded = template ? expandTemplate(prepared, template, findings) : { markdown: prepared, lineMap: null };
  const body: Body = {
    language,
    policy,
    findings,
    places: new Places(expanded.markdown, expanded.lineMap),
    identifiers: new Identifiers(),
    marks: new SlotMarks(),
    hasHtml: false,
  };
  const { html, lede, headings, text } = render(expanded.markdown, body);
  const { parts, slots } = body.marks.cut(html);
  const digest = hash("sha256", JSON.stringify(parts), "hex").slice(0, 32);
  const outline = { digest, slots, headings, lede: shortenLede(lede), ...countReading(text, language) };
  return { outline, parts, findings: findings.list() };
}

// One kind of line end; no byte order mark; no control characters, which serve as private marks further on.
function prepare(body: string, findings: Findings): string {
  const text = body.startsWith("\ufeff") ? body.slice(1) : body;
  if (text.search(controls) === -1) return text;
  const source = text.replace(/\r\n?/g, "\n");
  const first = source.search(controls);
  if (first === -1) return source;
  const before = source.slice(0, first);
  const place = { line: before.split("\n").length, column: first - before.lastIndexOf("\n") };
  const code = source.charCodeAt(first).toString(16).toUpperCase().padStart(4, "0");
  findings.add("warning", place, `control character U+${code} is left out; remove it`);
  return source.replace(controls, "");
}

function render(markdown: string, body: Body): Rendered {
  try {
    return renderRegions(parseMarkdown(markdown, body), body);
  } catch (error) {
    body.findings.add("error", { line: 1, column: 1 }, explainFailure(error));
    return { html: "", lede: "", headings: [], text: "" };
  }
}

function explainFailure(error: unknown): string {
  if (error instanceof HtmlTooComplex) return error.message;
  // The parser descends into brackets by recursion, as deep as they are nested.
  if (error instanceof RangeError && /call stack/i.test(error.message))
    return "brackets or notes are nested too deeply to be read; take some out of one another";
  throw error;
}
