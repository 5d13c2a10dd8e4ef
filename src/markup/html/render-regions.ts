// Renders a body region by region, so that the parser of HTML sees no more of it than it has to.
import type { Token } from "markdown-it";
import type { Body } from "../body.ts";
import { Identifiers } from "../identifiers.ts";
import { type Rendered, readTokens } from "../token-text.ts";
import { cutRegions, type Region } from "./html-regions.ts";
import { NotApart, tameHtml } from "./raw-html.ts";

/** The same as all of the body read at once: where regions would not give that, it is. Throws `HtmlTooComplex`. */
export function renderRegions(tokens: Token[], body: Body, print: (tokens: Token[]) => string): Rendered {
  try {
    return join(cutRegions(tokens), body, print);
  } catch (error) {
    if (!(error instanceof NotApart)) throw error;
    return join([{ tokens, hasHtml: true }], body, print);
  }
}

function join(regions: readonly Region[], body: Body, print: (tokens: Token[]) => string): Rendered {
  // All are printed before one is tamed: the order of findings in one place.
  const printed = regions.map(({ tokens, hasHtml }) => {
    body.hasHtml = hasHtml;
    return print(tokens);
  });
  const taming = { body, identifiers: new Identifiers(), isWhole: regions.length === 1 };
  const pieces = regions.map(({ tokens, hasHtml }, index): Rendered => {
    const html = printed[index] as string;
    if (hasHtml) return tameHtml(html, taming);
    if (!taming.isWhole) claimIds(html, taming.identifiers);
    return { html, text: readTokens(tokens) };
  });
  return {
    html: pieces.map(({ html }) => html).join(""),
    text: {
      lede: pieces.find(({ text }) => text.lede !== "")?.text.lede ?? "",
      headings: pieces.flatMap(({ text }) => text.headings),
      text: pieces.map(({ text }) => text.text).join("\n"),
    },
  };
}

/** Throws `NotApart` where raw HTML has taken one. */
function claimIds(html: string, identifiers: Identifiers): void {
  for (const [, id = ""] of html.matchAll(/ id="([^"]*)"/g)) if (identifiers.claim(id) !== id) throw new NotApart();
}
