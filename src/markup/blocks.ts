// Gives parsed blocks their final shape: figures, task lists, headings and tables.
import type { StateCore, Token } from "markdown-it";
import { bodyOf } from "./body.ts";
import { makeHeadingId } from "./identifiers.ts";
import { attributeOf, textOf } from "./token-text.ts";

/** A core rule, to run last but one. */
export function shapeBlocks(state: StateCore): void {
  const out: Token[] = [];
  const tokens = state.tokens;
  const lists: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    out.push(token);
    if (token.type === "inline") continue;
    if (token.type === "td_open" || token.type === "th_open") alignCell(token);
    const inline = tokens[index + 1];
    if (token.type.endsWith("_list_open")) lists.push(token);
    else if (token.type.endsWith("_list_close")) lists.pop();
    else if (token.type === "heading_open") shapeHeading(state, token, inline, tokens[index + 2]);
    else if (token.type === "table_open") token.meta = { label: labelTable(tokens, index) };
    else if (token.type === "paragraph_open" && inline?.type === "inline") {
      if (isPicture(inline) && !token.hidden) {
        shapeFigure(state, out, inline, tokens[index + 2] as Token);
        index += 2;
      } else if (tokens[index - 1]?.type === "list_item_open") {
        shapeTask(state, tokens[index - 1] as Token, inline, lists.at(-1));
      }
    }
  }
  state.tokens = out;
}

function shapeHeading(state: StateCore, open: Token, inline: Token | undefined, close: Token | undefined): void {
  // The page has its own h1: the headline.
  if (open.tag === "h1") {
    open.tag = "h2";
    if (close) close.tag = "h2";
  }
  const id = makeHeadingId(textOf(inline?.children ?? []));
  if (id !== "") open.attrSet("id", bodyOf(state.env).identifiers.claim(id));
}

// A class: pages forbid inline styles, and so does the allowlist.
function alignCell(cell: Token): void {
  const side = /^text-align:(\w+)$/.exec(attributeOf(cell, "style"))?.[1];
  if (side !== undefined) cell.attrs = [["class", `align-${side}`]];
}

function labelTable(tokens: Token[], start: number): string {
  const cells: string[] = [];
  for (let index = start; index < tokens.length && tokens[index]?.type !== "thead_close"; index++) {
    const token = tokens[index] as Token;
    if (token.type === "inline") cells.push(textOf(token.children ?? []).trim());
  }
  return cells
    .filter((cell) => cell !== "")
    .join(", ")
    .slice(0, 200);
}

/** A picture alone, or alone in a link. */
function isPicture(inline: Token): boolean {
  const children = inline.children ?? [];
  if (children.length === 1) return children[0]?.type === "image";
  return children.length === 3 && children[0]?.type === "link_open" && children[1]?.type === "image";
}

function shapeFigure(state: StateCore, out: Token[], inline: Token, close: Token): void {
  const open = out.at(-1) as Token;
  const image = inline.children?.find((child) => child.type === "image") as Token;
  const caption = attributeOf(image, "title");
  open.type = "figure_open";
  close.type = "figure_close";
  open.tag = close.tag = "figure";
  out.push(inline);
  if (caption !== "") {
    const captionOpen = new state.Token("figcaption_open", "figcaption", 1);
    const captionText = new state.Token("inline", "", 0);
    const text = new state.Token("text", "", 0);
    text.content = caption;
    captionText.children = [text];
    captionText.level = open.level + 1;
    out.push(captionOpen, captionText, new state.Token("figcaption_close", "figcaption", -1));
  }
  out.push(close);
}

function shapeTask(state: StateCore, item: Token, inline: Token, list: Token | undefined): void {
  const children = inline.children as Token[];
  const first = children[0];
  const box = first?.type === "text" ? /^\[([ xX])\][ \t]/.exec(first.content) : null;
  if (!first || box === null) return;
  first.content = first.content.slice(box[0].length);
  const open = new state.Token("task_open", "label", 1);
  open.meta = { isDone: box[1] !== " " };
  children.unshift(open);
  children.push(new state.Token("task_close", "label", -1));
  item.attrSet("class", "task-list-item");
  list?.attrSet("class", "contains-task-list");
}
