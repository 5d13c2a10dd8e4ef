// Finds a key path in the source of a TypeScript, JavaScript or JSON data file, by reading its literals' brackets alone.
import { type Position, positionAt } from "../front-matter/front-matter.ts";
import type { KeyPath } from "../readers/readers.ts";

interface Token {
  text: string;
  offset: number;
}

const tokens =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`|[\p{L}\p{N}_$.+-]+|[^\s]/gu;

/** The first literal in which the whole path is found; else the one that holds most of it; 1:1 where there is none. */
export function locateInScript(source: string, path: KeyPath, on: "key" | "value"): Position {
  const list = tokenise(source);
  let best = { depth: 0, offset: 0 };
  for (let at = 0; at < list.length && path.length > 0; at++) {
    if (list[at]?.text !== "{" && list[at]?.text !== "[") continue;
    const found = follow(list, at, path, on);
    if (found.depth > best.depth) best = found;
    if (best.depth === path.length) break;
  }
  return best.depth === 0 ? { line: 1, column: 1 } : positionAt(source, best.offset);
}

function tokenise(source: string): Token[] {
  const list: Token[] = [];
  for (const match of source.matchAll(tokens))
    if (!/^\/[/*]/.test(match[0])) list.push({ text: match[0], offset: match.index });
  return list;
}

/** From the bracket at `at`, as many keys of the path as there are. */
function follow(list: Token[], at: number, path: KeyPath, on: "key" | "value"): { depth: number; offset: number } {
  let depth = 0;
  let offset = list[at]?.offset ?? 0;
  for (const key of path) {
    const opening = list[at]?.text;
    const place = opening === "{" ? findKey(list, at, String(key)) : opening === "[" ? findItem(list, at, key) : -1;
    if (place === -1) break;
    depth++;
    // A shorthand property (`{ title }`) is its own value.
    const value = opening === "{" && list[place + 1]?.text === ":" ? place + 2 : place;
    offset = list[depth === path.length && on === "key" ? place : value]?.offset ?? offset;
    at = value;
  }
  return { depth, offset };
}

function findKey(list: Token[], opening: number, key: string): number {
  let isKeyNext = true;
  for (let at = opening + 1; at < list.length; at++) {
    const text = list[at]?.text ?? "";
    if (text === "}") return -1;
    if (isKeyNext && unquote(text) === key) return at;
    isKeyNext = text === ",";
    if (isOpening(text)) at = skip(list, at);
  }
  return -1;
}

function findItem(list: Token[], opening: number, key: string | number): number {
  let index = 0;
  let isItemNext = true;
  for (let at = opening + 1; at < list.length; at++) {
    const text = list[at]?.text ?? "";
    if (text === "]") return -1;
    if (isItemNext && (index === key || unquote(text) === key)) return at;
    isItemNext = text === ",";
    if (text === ",") index++;
    if (isOpening(text)) at = skip(list, at);
  }
  return -1;
}

/** @returns the place of the bracket that closes the one at `at` */
function skip(list: Token[], at: number): number {
  for (let depth = 0; at < list.length; at++) {
    const text = list[at]?.text ?? "";
    if (isOpening(text)) depth++;
    else if (/^[)\]}]$/.test(text) && --depth === 0) break;
  }
  return at;
}

function isOpening(text: string): boolean {
  return text === "{" || text === "[" || text === "(";
}

function unquote(text: string): string {
  return /^["'`]/.test(text) ? text.slice(1, -1) : text;
}
