// `::: pullquote`, `::: note` and `::: embed`: blocks that Markdown has no sign for.
import type { StateCore, Token } from "markdown-it";
import { type Body, bodyOf } from "./body.ts";
import type { Place } from "./findings.ts";
import { classifyTarget } from "./targets.ts";

/** The name under which the container plugin registers them all, so that an unknown one is seen too. */
export const containerName = "block";

const known = ["pullquote", "note", "embed"];

// What authors of other systems write.
const aliases = new Map(
  Object.entries({
    quote: "pullquote",
    blockquote: "pullquote",
    pull: "pullquote",
    info: "note",
    tip: "note",
    warning: "note",
    caution: "note",
    danger: "note",
    important: "note",
    aside: "note",
    callout: "note",
    box: "note",
    card: "embed",
    link: "embed",
    video: "embed",
    youtube: "embed",
    tweet: "embed",
    iframe: "embed",
  }),
);

interface Opened {
  name: string;
  /** The attribution of a pull quote. */
  rest: string;
  map: [number, number] | null;
  /** Where an embed's own content starts in the output. */
  contentAt: number;
}

/** A core rule, to run after `block`: turns container tokens into elements of HTML and reports faults. */
export function rewriteContainers(state: StateCore): void {
  const body = bodyOf(state.env);
  const rewriter = new Rewriter(state, body);
  for (const token of state.tokens) rewriter.take(token);
  state.tokens = rewriter.out;
}

class Rewriter {
  readonly out: Token[] = [];
  readonly #opened: Opened[] = [];
  readonly #state: StateCore;
  readonly #body: Body;

  constructor(state: StateCore, body: Body) {
    this.#state = state;
    this.#body = body;
  }

  take(token: Token): void {
    if (token.type === `container_${containerName}_open`) this.#open(token);
    else if (token.type === `container_${containerName}_close`) this.#close();
    else {
      if (token.type === "inline" && token.content.includes(":::")) this.#reportStray(token);
      this.out.push(token);
    }
  }

  #open(token: Token): void {
    const [, name = "", rest = ""] = /^\s*(\S+)\s*(.*?)\s*$/s.exec(token.info) ?? [];
    const map = token.map ?? [0, 0];
    const place = { line: this.#body.places.lineAt(map[0]), column: 1 };
    if (!/^[\s>]*:{3,}\s*$/.test(this.#body.places.textOfLine(map[1]))) {
      this.#body.findings.add("error", place, `block "${name}" is not closed; end it with a line of ":::"`);
    }
    if (name === "pullquote") {
      this.#tag("figure", 1, "pullquote");
      this.#tag("blockquote", 1);
    } else if (name === "note") {
      this.#tag("aside", 1, "note");
      if (rest !== "") this.#caption("p", rest, token.map, "note-title");
    } else if (name === "embed") {
      this.#openEmbed(rest, place, token.map);
    } else {
      const meant = aliases.get(name.toLowerCase()) ?? known.find((one) => isNear(one, name.toLowerCase()));
      const cure =
        meant === undefined ? `known: ${known.join(", ")}` : `did you mean "${meant}"? (${known.join(", ")})`;
      this.#body.findings.add("error", place, `block "${name}" is unknown; ${cure}`);
    }
    this.#opened.push({ name, rest, map: token.map, contentAt: this.out.length });
  }

  #close(): void {
    const { name, rest, map, contentAt } = this.#opened.pop() as Opened;
    if (name === "pullquote") {
      this.#tag("blockquote", -1);
      if (rest !== "") this.#caption("figcaption", rest, map);
      this.#tag("figure", -1);
    } else if (name === "note") {
      this.#tag("aside", -1);
    } else if (name === "embed") {
      if (this.out.length > contentAt) {
        this.out.splice(contentAt, 0, this.#make("figcaption", 1));
        this.#tag("figcaption", -1);
      }
      this.#tag("figure", -1);
    }
  }

  #openEmbed(rest: string, place: Place, map: [number, number] | null): void {
    const [, url = "", title = ""] = /^<?([^\s>]*)>?\s*(.*)$/s.exec(rest) ?? [];
    const kind = classifyTarget(url);
    if (kind === "empty")
      this.#body.findings.add(
        "error",
        place,
        'block "embed" names no address; write ::: embed https://example.org/story The title',
      );
    this.#tag("figure", 1, "embed");
    const inline = new this.#state.Token("inline", "", 0);
    inline.map = map;
    const open = new this.#state.Token("link_open", "a", 1);
    open.attrs = [["href", this.#state.md.utils.unescapeAll(url)]];
    const text = new this.#state.Token("text", "", 0);
    text.content =
      title === ""
        ? url.replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, "")
        : this.#state.md.utils.unescapeAll(title);
    inline.children = [open, text, new this.#state.Token("link_close", "a", -1)];
    this.out.push(inline);
  }

  #caption(tag: string, content: string, map: [number, number] | null, className = ""): void {
    this.#tag(tag, 1, className);
    const inline = new this.#state.Token("inline", "", 0);
    inline.content = content;
    inline.children = [];
    inline.map = map === null ? null : [map[0], map[0] + 1];
    this.out.push(inline);
    this.#tag(tag, -1);
  }

  #tag(tag: string, nesting: 1 | -1, className = ""): void {
    this.out.push(this.#make(tag, nesting, className));
  }

  #make(tag: string, nesting: 1 | -1, className = ""): Token {
    const token = new this.#state.Token(nesting === 1 ? "container_open" : "container_close", tag, nesting);
    token.block = true;
    if (className !== "") token.attrs = [["class", className]];
    return token;
  }

  #reportStray(token: Token): void {
    token.content.split("\n").forEach((line, index) => {
      if (!/^\s*:{3,}\s*$/.test(line)) return;
      const place = { line: this.#body.places.lineAt((token.map?.[0] ?? 0) + index), column: 1 };
      this.#body.findings.add(
        "error",
        place,
        '":::" closes no block; remove it, or give an outer block one colon more than the blocks in it',
      );
    });
  }
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
