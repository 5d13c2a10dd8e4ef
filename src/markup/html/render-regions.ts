// Renders a body region by region, so that the parser of HTML sees no more of it than it has to.
import type { Token } from "markdown-it";
import type { Body, Rendered } from "../body.ts";
import { Identifiers } from "../identifiers.ts";
import { printMarkdown } from "../markdown/markdown.ts";
import { readTokens } from "../markdown/token-text.ts";
import { cutRegions, type Region } from "./cut-regions.ts";
import { NotApart, tameHtml } from "./tame-html.ts";

/** The same as all of the body read at once: where regions would not give that, it is. Throws `HtmlTooComplex`. */
export function renderRegions(tokens: Token[], body: Body): Rendered {
  try {
    return join(cutRegions(tokens), body);
  } catch (error) {
    if (!(error instanceof NotApart)) throw error;
    return join([{ tokens, hasHtml: true }], body);
  }
}

function join(regions: readonly Region[], body: Body): Rendered {
  // All are printed before one is tamed: the order of findings in one place.
  const printed = regions.map(({ tokens, hasHtml }) => {
    body.hasHtml = hasHtml;
    return printMarkdown(tokens, body);
  });
  const identifiers = new Identifiers();
  const isWhole = regions.length === 1;
  const pieces = regions.map(({ tokens, hasHtml }, index): Rendered => {
    const html = printed[index] as string;
    if (hasHtml) return tameHtml(html, body, identifiers, isWhole);
    if (!isWhole) claimIds(html, identifiers);
    return { html, ...readTokens(tokens) };
  });
  return {
    html: pieces.map(({ html }) => html).join(""),
    lede: pieces.find(({ lede }) => lede !== "")?.lede ?? "",
    headings: pieces.flatMap(({ headings }) => headings),
    text: pieces.map(({ text }) => text).join("\n"),
  };
}

/** Throws `NotApart` where raw HTML has taken one. */
function claimIds(html: string, identifiers: Identifiers): void {
  for (const [, id = ""] of html.matchAll(/ id="([^"]*)"/g)) if (identifiers.claim(id) !== id) throw new NotApart();
}
