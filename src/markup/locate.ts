// Finds where in the source each link, picture and piece of raw HTML stands.
import type { StateCore, Token } from "markdown-it";
import { type Body, bodyOf } from "./body.ts";
import type { Place } from "./findings.ts";
import { classifyTarget } from "./targets.ts";
import { attributeOf } from "./token-text.ts";

/** A core rule, to run last: sets `meta.place` of tokens that may need one. */
export function locateTokens(state: StateCore): void {
  const body = bodyOf(state.env);
  for (const token of state.tokens) {
    body.places.enterBlock(token.map);
    if (token.type === "html_block") {
      token.meta = { place: { line: body.places.lineAt(token.map?.[0] ?? 0), column: 1 }, index: token.map?.[0] ?? 0 };
    } else if (token.type === "inline") {
      for (const child of token.children ?? []) locateInline(child, body);
    }
    if (token.level >= nestingLimit(state) - 1) reportDepth(body, token);
  }
}

/** The place of a token that `locateTokens` has seen. */
export function placeOf(token: Token): Place {
  return (token.meta?.place as Place | undefined) ?? { line: 1, column: 1 };
}

function locateInline(token: Token, body: Body): void {
  if (token.type === "link_open" || token.type === "image") {
    const target = attributeOf(token, token.type === "image" ? "src" : "href");
    // An address on the web needs no place: nothing is ever reported of it.
    if (token.type === "link_open" && classifyTarget(target) === "external") return;
    token.meta = { ...token.meta, place: body.places.findTarget(target) };
  } else if (token.type === "html_inline") {
    token.meta = { place: body.places.findText(token.content) };
  }
}

/** The parser stops there; its types leave the option out. */
function nestingLimit(state: StateCore): number {
  return (state.md.options as { maxNesting?: number }).maxNesting ?? 100;
}

function reportDepth(body: Body, token: Token): void {
  const place = { line: body.places.lineAt(token.map?.[0] ?? 0), column: 1 };
  body.findings.add(
    "error",
    place,
    "this is nested too deeply to be read; take some lists, quotes or blocks out of one another",
  );
}
