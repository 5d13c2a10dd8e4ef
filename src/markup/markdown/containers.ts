// `::: pullquote`, `::: note` and `::: embed`: blocks that Markdown has no sign for.
import type { StateCore } from "markdown-it";
import { unescapeAll } from "markdown-it/lib/common/utils.mjs";
import Token from "markdown-it/lib/token.mjs";
import { type Body, bodyOf } from "../body.ts";
import { classifyTarget } from "../targets.ts";
import { words } from "../words.ts";

/** The name under which the container plugin registers them all, so that an unknown one is seen too. */
export const containerName = "block";

/** Each with what authors of other systems write. */
const known = new Map([
  ["pullquote", words("quote blockquote pull")],
  ["note", words("info tip warning caution danger important aside callout box")],
  ["embed", words("card link video youtube tweet iframe")],
]);

interface Block {
  name: string;
  /** What stands behind the name. */
  rest: string;
  /** First line and the one after the last, 0-based. */
  map: [number, number];
  /** Where its content starts in the output. */
  contentAt: number;
}

/** A core rule, to run after `block`: turns container tokens into elements of HTML and reports faults. */
export function rewriteContainers(state: StateCore): void {
  const body = bodyOf(state.env);
  const out: Token[] = [];
  const open: Block[] = [];
  for (const token of state.tokens) {
    if (token.type === `container_${containerName}_open`) open.push(openBlock(token, out, body));
    else if (token.type === `container_${containerName}_close`) closeBlock(open.pop() as Block, out);
    else {
      if (token.type === "inline" && token.content.includes(":::")) reportStray(token, body);
      out.push(token);
    }
  }
  state.tokens = out;
}

function openBlock({ info, map: lines }: Token, out: Token[], { places, findings }: Body): Block {
  const [, name = "", rest = ""] = /^\s*(\S+)\s*(.*?)\s*$/s.exec(info) ?? [];
  const map = lines ?? [0, 0];
  const place = places.startOfLine(map[0]);
  if (!/^[\s>]*:{3,}\s*$/.test(places.textOfLine(map[1])))
    findings.add("error", place, `block "${name}" is not closed; end it with a line of ":::"`);
  if (name === "pullquote") out.push(makeTag("figure", 1, name), makeTag("blockquote", 1));
  else if (name === "note") {
    out.push(makeTag("aside", 1, name));
    if (rest !== "") out.push(...makeCaption("p", rest, map, "note-title"));
  } else if (name === "embed") {
    const [, url = "", title = ""] = /^<?([^\s>]*)>?\s*(.*)$/s.exec(rest) ?? [];
    if (classifyTarget(url) === "empty")
      findings.add(
        "error",
        place,
        'block "embed" names no address; write ::: embed https://example.org/story The title',
      );
    out.push(makeTag("figure", 1, name), makeLink(url, title, map));
  } else findings.add("error", place, `block "${name}" is unknown; ${suggest(name.toLowerCase())}`);
  return { name, rest, map, contentAt: out.length };
}

function closeBlock({ name, rest, map, contentAt }: Block, out: Token[]): void {
  if (name === "pullquote") {
    out.push(makeTag("blockquote", -1));
    if (rest !== "") out.push(...makeCaption("figcaption", rest, map));
    out.push(makeTag("figure", -1));
  } else if (name === "note") out.push(makeTag("aside", -1));
  else if (name === "embed") {
    if (out.length > contentAt) {
      out.splice(contentAt, 0, makeTag("figcaption", 1));
      out.push(makeTag("figcaption", -1));
    }
    out.push(makeTag("figure", -1));
  }
}

function makeTag(tag: string, nesting: 1 | -1, className = ""): Token {
  const token = new Token(nesting === 1 ? "container_open" : "container_close", tag, nesting);
  token.block = true;
  if (className !== "") token.attrs = [["class", className]];
  return token;
}

/** Of the Markdown in the block's first line. */
function makeCaption(tag: string, content: string, [first]: Block["map"], className = ""): Token[] {
  const inline = new Token("inline", "", 0);
  inline.content = content;
  inline.children = [];
  inline.map = [first, first + 1];
  return [makeTag(tag, 1, className), inline, makeTag(tag, -1)];
}

function makeLink(url: string, title: string, map: Block["map"]): Token {
  const open = new Token("link_open", "a", 1);
  open.attrs = [["href", unescapeAll(url)]];
  const text = new Token("text", "", 0);
  text.content = title === "" ? url.replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, "") : unescapeAll(title);
  const inline = new Token("inline", "", 0);
  inline.children = [open, text, new Token("link_close", "a", -1)];
  inline.map = map;
  return inline;
}

function reportStray(token: Token, { places, findings }: Body): void {
  token.content.split("\n").forEach((line, index) => {
    if (!/^\s*:{3,}\s*$/.test(line)) return;
    findings.add(
      "error",
      places.startOfLine((token.map?.[0] ?? 0) + index),
      '":::" closes no block; remove it, or give an outer block one colon more than the blocks in it',
    );
  });
}

function suggest(written: string): string {
  const names = [...known.keys()];
  const meant = names.find((name) => known.get(name)?.includes(written)) ?? names.find((name) => isNear(name, written));
  const list = names.join(", ");
  return meant === undefined ? `known: ${list}` : `did you mean "${meant}"? (${list})`;
}

// One edit apart, or one the beginning of the other.
function isNear(word: string, written: string): boolean {
  if (written.length > 2 && (word.startsWith(written) || written.startsWith(word))) return true;
  if (Math.abs(word.length - written.length) > 1) return false;
  let start = 0;
  while (start < word.length && word[start] === written[start]) start += 1;
  let end = 0;
  while (end < Math.min(word.length, written.length) - start && word.at(-1 - end) === written.at(-1 - end)) end += 1;
  return Math.max(word.length, written.length) - start - end <= 2;
}
