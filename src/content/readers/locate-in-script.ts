// Finds a key path in the source of a TypeScript, JavaScript or JSON data file, by reading its literals' brackets alone.
import { type Position, positionAt } from "../front-matter/front-matter.ts";
import type { KeyPath } from "./readers.ts";

const token =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`|[\p{L}\p{N}_$.+-]+|[^\s]/gu;

/** The first literal in which the whole path is found; else the one that holds most of it; 1:1 where there is none. */
export function locateInScript(source: string, path: KeyPath, on: "key" | "value"): Position {
  const tokens = [...source.matchAll(token)].filter(([text]) => !/^\/[/*]/.test(text));
  let best = { depth: 0, offset: 0 };
  for (let at = 0; at < tokens.length && best.depth < path.length; at++) {
    const found = follow(tokens, at, path, on);
    if (found.depth > best.depth) best = found;
  }
  return positionAt(source, best.offset);
}

/** From the token at `at`, as many keys of the path as there are. */
function follow(
  tokens: RegExpExecArray[],
  at: number,
  path: KeyPath,
  on: "key" | "value",
): { depth: number; offset: number } {
  let depth = 0;
  let offset = 0;
  for (const key of path) {
    const name = findEntry(tokens, at, key);
    if (name === -1) break;
    // An item of a list, and a shorthand property (`{ title }`), is its own value.
    at = tokens[name + 1]?.[0] === ":" ? name + 2 : name;
    depth++;
    offset = tokens[depth === path.length && on === "key" ? name : at]?.index ?? offset;
  }
  return { depth, offset };
}

/** The token with which an entry of the group or list that opens at `opening` starts; -1 where there is none. */
function findEntry(tokens: RegExpExecArray[], opening: number, key: string | number): number {
  const isList = tokens[opening]?.[0] === "[";
  if (!isList && tokens[opening]?.[0] !== "{") return -1;
  let index = 0;
  let depth = 1;
  let isStart = true;
  for (let at = opening + 1; at < tokens.length && depth > 0; at++) {
    const text = tokens[at]?.[0] ?? "";
    if (/^[)\]}]$/.test(text)) depth--;
    else if (isStart && (typeof key === "number" ? isList && index === key : unquote(text) === key)) return at;
    else if (/^[([{]$/.test(text)) depth++;
    isStart = depth === 1 && text === ",";
    if (isStart) index++;
  }
  return -1;
}

function unquote(text: string): string {
  return /^["'`]/.test(text) ? text.slice(1, -1) : text;
}
