// Cuts a body into regions with raw HTML, each up to where its elements are closed again, and what Markdown alone made between them.
import type { Token } from "markdown-it";
import { attributeOf } from "../markdown/token-text.ts";
import { linkSchemes } from "../targets.ts";
import { words } from "../words.ts";
import { isPlainName, voids } from "./plain-tree.ts";

/** Top-level blocks in a row. */
export interface Region {
  tokens: Token[];
  /** It has to be read as a browser reads it. */
  hasHtml: boolean;
}

/** One region of all where raw HTML is written so that only its parser can tell what is open when. */
export function cutRegions(tokens: Token[]): Region[] {
  if (rawHtml(tokens).length === 0) return [{ tokens, hasHtml: false }];
  const whole = [{ tokens, hasHtml: true }];
  if (tokens.some(holdsOddLink)) return whole;
  const regions: Region[] = [];
  const open: string[] = [];
  for (const block of cutBlocks(tokens)) {
    const pieces = rawHtml(block);
    const hasHtml = open.length > 0 || pieces.length > 0;
    if (!pieces.every((html) => follow(html, open))) return whole;
    const last = regions.at(-1);
    if (last?.hasHtml === hasHtml) for (const token of block) last.tokens.push(token);
    else regions.push({ tokens: block, hasHtml });
  }
  return open.length === 0 ? regions : whole;
}

function* cutBlocks(tokens: readonly Token[]): Generator<Token[]> {
  let start = 0;
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    depth += token.nesting;
    if (depth > 0) continue;
    yield tokens.slice(start, index + 1);
    start = index + 1;
  }
}

/** The author's own HTML, piece by piece. */
function rawHtml(tokens: readonly Token[]): string[] {
  const pieces: string[] = [];
  for (const { type, content, children } of tokens) {
    if (type === "html_block") pieces.push(content);
    for (const child of children ?? []) if (child.type === "html_inline") pieces.push(child.content);
  }
  return pieces;
}

/** Links that Markdown prints, though a browser (links in links) or the allowlist (schemes in other letters) would not have them. */
function holdsOddLink({ children }: Token): boolean {
  let isInLink = false;
  for (const child of children ?? []) {
    if (child.type === "link_close") isInLink = false;
    else if (child.type === "footnote_ref" && isInLink) return true;
    else if (child.type === "link_open") {
      if (isInLink || hasOddScheme(attributeOf(child, "href"))) return true;
      isInLink = true;
    }
  }
  return false;
}

// The allowlist takes all before a colon for a scheme, and knows schemes in small letters alone.
function hasOddScheme(target: string): boolean {
  const [, scheme] = /^([^/?#:]*):/.exec(target) ?? [];
  return scheme !== undefined && !linkSchemes.includes(scheme);
}

const attribute = /[ \t\n]+[^ \t\n"'<>/=]+(?:[ \t\n]*=[ \t\n]*(?:"[^"]*"|'[^']*'|[^ \t\n"'=<>`]+))?/;
const tag = new RegExp(`<(?<end>/?)(?<name>[a-z][a-z0-9]*)(?:${attribute.source})*[ \\t\\n]*/?>`);
const comment = /<!--(?!-?>)(?:(?!--!?>)[\s\S])*-->/;
/** Text, a comment or a tag, as nobody could read them otherwise: https://html.spec.whatwg.org/multipage/syntax.html#elements-2 */
const piece = new RegExp(`[^<]+|${comment.source}|${tag.source}`, "giy");

/** Dropped with their content, which is text whatever it looks like. */
const opaque = new Set(["script", "style", "iframe"]);
const tableParts = new Set(words("caption colgroup col thead tbody tfoot tr td th"));

/** Keeps the names of the elements that are open; false where they are not plain, or not plainly nested. */
function follow(html: string, open: string[]): boolean {
  let end = 0;
  for (const { 0: text, groups = {} } of html.matchAll(piece)) {
    end += text.length;
    const name = groups.name?.toLowerCase();
    if (name === undefined) continue;
    if (groups.end === "/") {
      if (open.pop() !== name) return false;
      continue;
    }
    if (!isPlainName(name) && !opaque.has(name)) return false;
    const parent = open.at(-1) ?? "";
    if (tableParts.has(name) && parent !== "table" && !tableParts.has(parent)) return false;
    if (!voids.has(name)) open.push(name);
  }
  return end === html.length;
}
