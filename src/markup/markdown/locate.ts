// Finds where in the source each link, picture and piece of raw HTML stands.
import type { StateCore, Token } from "markdown-it";
import { bodyOf } from "../body.ts";
import type { Place } from "../fragment.ts";
import { classifyTarget } from "../targets.ts";
import type { Places } from "./places.ts";
import { attributeOf } from "./token-text.ts";

const tooDeep = "this is nested too deeply to be read; take some lists, quotes or blocks out of one another";

/** A core rule, to run last: sets `meta.place` of tokens that may need one. */
export function locateTokens(state: StateCore): void {
  const { places, findings } = bodyOf(state.env);
  // The parser stops there; its types leave the option out.
  const { maxNesting = 100 } = state.md.options as { maxNesting?: number };
  for (const token of state.tokens) {
    places.enterBlock(token.map);
    const isTooDeep = token.level >= maxNesting - 1;
    if (token.type === "inline") for (const child of token.children ?? []) locateInline(child, places);
    if (token.type !== "html_block" && !isTooDeep) continue;
    const place = places.startOfLine(token.map?.[0] ?? 0);
    token.meta = { ...token.meta, place };
    if (isTooDeep) findings.add("error", place, tooDeep);
  }
}

/** The place of a token that `locateTokens` has seen. */
export function placeOf(token: Token): Place {
  return (token.meta?.place as Place | undefined) ?? { line: 1, column: 1 };
}

function locateInline(token: Token, places: Places): void {
  if (token.type === "html_inline") token.meta = { place: places.findText(token.content) };
  else if (token.type === "image") token.meta = { place: places.findTarget(attributeOf(token, "src")) };
  else if (token.type === "link_open") {
    const target = attributeOf(token, "href");
    // An address on the web needs no place: nothing is ever reported of it.
    if (classifyTarget(target) !== "external") token.meta = { place: places.findTarget(target) };
  }
}
