// Plain text of parsed Markdown, and the outline made of it.
import type { Token } from "markdown-it";
import type { Heading } from "./fragment.ts";

/** What is known of a body's text before it is counted. */
export interface BodyText {
  /** Uncut. */
  lede: string;
  headings: Heading[];
  /** All that a reader sees, blocks parted by line ends. */
  text: string;
}

export interface Rendered {
  /** With the marks of slots. */
  html: string;
  text: BodyText;
}

/** An attribute's value, "" where there is none. */
export function attributeOf(token: Token, name: string): string {
  return String(token.attrGet(name) ?? "");
}

/** Text of inline tokens; pictures, raw HTML and footnote marks left out. */
export function textOf(tokens: readonly Token[]): string {
  let text = "";
  for (const token of tokens) {
    if (token.type === "text" || token.type === "code_inline" || token.type === "text_special") text += token.content;
    else if (token.type === "softbreak" || token.type === "hardbreak") text += " ";
  }
  return text;
}

/** Alternative text of a picture: the parser's own makes nothing of escaped characters. */
export function altOf(tokens: readonly Token[]): string {
  return tokens.map((token) => (token.type === "image" ? altOf(token.children ?? []) : textOf([token]))).join("");
}

export function readTokens(tokens: readonly Token[]): BodyText {
  const headings: Heading[] = [];
  const texts: string[] = [];
  let lede = "";
  let isInFootnotes = false;
  tokens.forEach((token, index) => {
    if (token.type === "footnote_block_open") isInFootnotes = true;
    else if (token.type === "fence" || token.type === "code_block") texts.push(token.content);
    else if (token.type === "inline") {
      const text = textOf(token.children ?? []);
      texts.push(text);
      const parent = tokens[index - 1] as Token | undefined;
      if (parent?.type === "heading_open") {
        headings.push({ level: Number(parent.tag.slice(1)), id: attributeOf(parent, "id"), text: collapse(text) });
      } else if (lede === "" && parent?.type === "paragraph_open" && parent.level === 0 && !isInFootnotes) {
        lede = collapse(text);
      }
    }
  });
  return { lede, headings: headings.filter((heading) => heading.text !== ""), text: texts.join("\n") };
}

function collapse(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
