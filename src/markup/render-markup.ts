// The room's door: a post's body becomes a Fragment.
import { hash } from "node:crypto";
import type { MarkdownIt } from "markdown-it";
import { type Body, makeEnv } from "./body.ts";
import { Findings } from "./findings.ts";
import type { Fragment, HtmlPolicy } from "./fragment.ts";
import { HtmlTooComplex } from "./html/html-tree.ts";
import { renderRegions } from "./html/render-regions.ts";
import { Identifiers } from "./identifiers.ts";
import { makeMarkdown } from "./markdown.ts";
import { Places } from "./places.ts";
import { countReading, shortenLede } from "./reading.ts";
import { controls, SlotMarks } from "./slots.ts";
import { expandTemplate } from "./templates/expand-template.ts";
import type { BodyText, Rendered } from "./token-text.ts";

export interface MarkupOptions {
  /** BCP 47. */
  language: string;
  html: HtmlPolicy;
  /** What a body that says `template: njk` may read; null or absent for the others. */
  template?: { site: object; model: object } | null;
}

// Not the target of a link, an autolink, a definition or an attribute.
const bareAddress = /(?<!\]\(|\]: |[<"'=\w])https?:\/\//i;

const nothing: Rendered = { html: "", text: { lede: "", headings: [], text: "" } };

let parser: MarkdownIt | undefined;

/**
 * Pure: equal arguments, equal fragment. Never throws for anything an author can write: faults are findings.
 * Lines and columns count from the body's first line.
 */
export function renderMarkup(body: string, options: MarkupOptions): Fragment {
  const findings = new Findings();
  let source = prepare(body, findings);
  let lineMap: number[] | null = null;
  if (options.template) {
    const expanded = expandTemplate(source, options.template, findings);
    if (expanded === null) return finishFragment([""], [], nothing.text, options.language, findings);
    source = expanded.text;
    lineMap = expanded.lineMap;
  }
  const shared: Body = {
    language: options.language,
    policy: options.html,
    places: new Places(source, lineMap),
    findings,
    identifiers: new Identifiers(),
    marks: new SlotMarks(),
    hasHtml: false,
  };
  const { html, text } = render(source, shared);
  const { parts, slots } = shared.marks.cut(html);
  return finishFragment(parts, slots, text, options.language, findings);
}

// One kind of line end; no byte order mark; no control characters, which serve as private marks further on.
function prepare(body: string, findings: Findings): string {
  const source = toLineFeeds(body.startsWith("\ufeff") ? body.slice(1) : body);
  const first = source.search(controls);
  if (first === -1) return source;
  const before = source.slice(0, first);
  const place = { line: before.split("\n").length, column: first - before.lastIndexOf("\n") };
  const code = (source.codePointAt(first) as number).toString(16).toUpperCase().padStart(4, "0");
  findings.add("warning", place, `control character U+${code} is left out; remove it`);
  return source.replace(controls, "");
}

function toLineFeeds(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

function render(source: string, body: Body): Rendered {
  const markdown = (parser ??= makeMarkdown());
  const env = makeEnv(body);
  // Looking for bare addresses costs half as much as parsing does; most bodies have none.
  markdown.set({ linkify: bareAddress.test(source) });
  try {
    const tokens = markdown.parse(source, env);
    return renderRegions(tokens, body, (some) => markdown.renderer.render(some, markdown.options, env));
  } catch (error) {
    body.findings.add("error", { line: 1, column: 1 }, explainFailure(error));
    return nothing;
  }
}

function explainFailure(error: unknown): string {
  if (error instanceof HtmlTooComplex) return error.message;
  // The parser descends into brackets by recursion, as deep as they are nested.
  if (error instanceof RangeError && /call stack/i.test(error.message))
    return "brackets or notes are nested too deeply to be read; take some out of one another";
  throw error;
}

function finishFragment(
  parts: string[],
  slots: Fragment["outline"]["slots"],
  text: BodyText,
  language: string,
  findings: Findings,
): Fragment {
  const digest = hash("sha256", JSON.stringify(parts), "hex").slice(0, 32);
  const outline = {
    digest,
    slots,
    headings: text.headings,
    lede: shortenLede(text.lede),
    ...countReading(text.text, language),
  };
  return { outline, parts, findings: findings.list() };
}
