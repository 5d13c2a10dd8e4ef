// Gives parsed blocks their final shape: figures, task lists, headings and tables.
import type { StateCore } from "markdown-it";
import Token from "markdown-it/lib/token.mjs";
import { bodyOf } from "../body.ts";
import { type Identifiers, makeHeadingId } from "../identifiers.ts";
import { attributeOf, textOf } from "./token-text.ts";

/** A core rule, to run last but one. */
export function shapeBlocks(state: StateCore): void {
  const { identifiers } = bodyOf(state.env);
  const lists: Token[] = [];
  for (const [index, token] of state.tokens.entries()) {
    const { type } = token;
    const previous = state.tokens[index - 1];
    const inline = state.tokens[index + 1];
    const close = state.tokens[index + 2];
    if (type.endsWith("_list_open")) lists.push(token);
    else if (type.endsWith("_list_close")) lists.pop();
    else if (type === "td_open" || type === "th_open") alignCell(token);
    else if (type === "heading_open") shapeHeading(token, inline, close, identifiers);
    else if (type === "table_open") token.meta = { label: labelTable(state.tokens, index) };
    else if (type === "paragraph_open" && inline?.type === "inline" && close) {
      if (!token.hidden && holdsPictureOnly(inline)) shapeFigure(token, inline, close);
      else if (previous?.type === "list_item_open") shapeTask(previous, inline, lists.at(-1));
    }
  }
}

function shapeHeading(
  open: Token,
  inline: Token | undefined,
  close: Token | undefined,
  identifiers: Identifiers,
): void {
  // The page has its own h1: the headline.
  if (open.tag === "h1") {
    open.tag = "h2";
    if (close) close.tag = "h2";
  }
  const id = makeHeadingId(textOf(inline?.children));
  if (id !== "") open.attrSet("id", identifiers.claim(id));
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
    if (token.type === "inline") cells.push(textOf(token.children).trim());
  }
  return cells
    .filter((cell) => cell !== "")
    .join(", ")
    .slice(0, 200);
}

/** A picture alone, or alone in a link. */
function holdsPictureOnly({ children }: Token): boolean {
  const [first, second] = children ?? [];
  if (children?.length === 1) return first?.type === "image";
  return children?.length === 3 && first?.type === "link_open" && second?.type === "image";
}

/** The picture's title becomes the caption: the text of the closing token. */
function shapeFigure(open: Token, inline: Token, close: Token): void {
  const image = inline.children?.find((child) => child.type === "image") as Token;
  open.type = "figure_open";
  close.type = "figure_close";
  open.tag = close.tag = "figure";
  close.content = attributeOf(image, "title");
}

function shapeTask(item: Token, inline: Token, list: Token | undefined): void {
  const children = inline.children ?? [];
  const [first] = children;
  const box = first?.type === "text" ? /^\[([ xX])\][ \t]/.exec(first.content) : null;
  if (!first || box === null) return;
  first.content = first.content.slice(box[0].length);
  const open = new Token("task_open", "label", 1);
  open.meta = { isDone: box[1] !== " " };
  children.unshift(open);
  children.push(new Token("task_close", "label", -1));
  item.attrSet("class", "task-list-item");
  list?.attrSet("class", "contains-task-list");
}
