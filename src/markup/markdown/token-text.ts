// Plain text of parsed Markdown, and the outline made of it.
import type { Token } from "markdown-it";
import type { Rendered } from "../body.ts";
import type { Heading } from "../fragment.ts";
import { collapseSpace } from "../reading.ts";

/** An attribute's value, "" where there is none. */
export function attributeOf(token: Token, name: string): string {
  return String(token.attrGet(name) ?? "");
}

/** Text of inline tokens; raw HTML and footnote marks left out, and pictures unless their alternative text is wanted. */
export function textOf(tokens: readonly Token[] | null | undefined, withPictures = false): string {
  let text = "";
  for (const { type, content, children } of tokens ?? []) {
    if (type === "text" || type === "code_inline" || type === "text_special") text += content;
    else if (type === "softbreak" || type === "hardbreak") text += " ";
    else if (type === "image" && withPictures) text += textOf(children, true);
  }
  return text;
}

export function readTokens(tokens: readonly Token[]): Omit<Rendered, "html"> {
  const headings: Heading[] = [];
  const texts: string[] = [];
  let lede = "";
  let isInFootnotes = false;
  for (const [index, { type, content, children }] of tokens.entries()) {
    if (type === "footnote_block_open") isInFootnotes = true;
    else if (type === "fence" || type === "code_block" || type === "figure_close") texts.push(content);
    else if (type === "inline") {
      const text = textOf(children);
      texts.push(text);
      const parent = tokens[index - 1];
      if (parent?.type === "heading_open") {
        headings.push({ level: Number(parent.tag.slice(1)), id: attributeOf(parent, "id"), text: collapseSpace(text) });
      } else if (lede === "" && parent?.type === "paragraph_open" && parent.level === 0 && !isInFootnotes) {
        lede = text.trim();
      }
    }
  }
  return { lede, headings: headings.filter((heading) => heading.text !== ""), text: texts.join("\n") };
}
