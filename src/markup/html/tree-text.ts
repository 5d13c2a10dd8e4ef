// Plain text of an HTML tree: what a reader sees of it.
import type { Element, Nodes, Root } from "hast";
import { words } from "../words.ts";
import { inline } from "./plain-tree.ts";

const withinLine = new Set([...inline, "wbr", "font", "ruby"]);
const unseen = new Set(words("script style template noscript rp rt img"));
/** A paragraph in one of these is not the body's first. */
const apart = new Set(words("figure blockquote ul ol dl aside table details section footer nav address"));

/** Blocks are parted by line ends; footnote marks are left out. */
export function textOfTree(node: Nodes): string {
  if (node.type === "text") return node.value;
  if (node.type !== "element" && node.type !== "root") return "";
  if (node.type === "element" && isUnseen(node)) return "";
  const text = node.children.map(textOfTree).join("");
  return node.type === "root" || withinLine.has(node.tagName) ? text : `\n${text}\n`;
}

function isUnseen({ tagName, properties: { className } }: Element): boolean {
  const isNote = (name: string | number) => name === "footnote-ref" || name === "footnote-backref";
  return unseen.has(tagName) || (Array.isArray(className) && className.some(isNote));
}

/** Text of the first paragraph. */
export function findLede(parent: Root | Element): string {
  for (const child of parent.children) {
    if (child.type !== "element" || apart.has(child.tagName)) continue;
    const lede = child.tagName === "p" ? textOfTree(child).trim() : findLede(child);
    if (lede !== "") return lede;
  }
  return "";
}
