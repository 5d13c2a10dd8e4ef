// Plain text of an HTML tree: what a reader sees of it.
import type { Element, Nodes, Root } from "hast";
import type { BodyText } from "../token-text.ts";

const inline = new Set([
  "a",
  "abbr",
  "b",
  "bdi",
  "bdo",
  "cite",
  "code",
  "del",
  "dfn",
  "em",
  "font",
  "i",
  "ins",
  "kbd",
  "label",
  "mark",
  "q",
  "rp",
  "rt",
  "ruby",
  "s",
  "samp",
  "small",
  "span",
  "strike",
  "strong",
  "sub",
  "sup",
  "time",
  "tt",
  "u",
  "var",
  "wbr",
]);
const unseen = new Set(["script", "style", "template", "noscript", "rp", "rt", "img"]);
/** A paragraph in one of these is not the body's first. */
const apart = new Set([
  "figure",
  "blockquote",
  "ul",
  "ol",
  "dl",
  "aside",
  "table",
  "details",
  "section",
  "footer",
  "nav",
  "address",
]);

/** Blocks are parted by line ends; footnote marks are left out. */
export function textOfTree(node: Nodes): string {
  const pieces: string[] = [];
  gather(node, pieces);
  return pieces.join("");
}

function gather(node: Nodes, pieces: string[]): void {
  if (node.type === "text") pieces.push(node.value);
  else if (node.type === "element") {
    if (unseen.has(node.tagName) || hasClass(node, "footnote-ref") || hasClass(node, "footnote-backref")) return;
    const edge = inline.has(node.tagName) ? "" : "\n";
    pieces.push(edge);
    for (const child of node.children) gather(child, pieces);
    pieces.push(edge);
  } else if (node.type === "root") for (const child of node.children) gather(child, pieces);
}

/** Text and lede; headings are added when they have their ids. */
export function readTree(root: Root): Omit<BodyText, "headings"> {
  return { lede: findLede(root), text: textOfTree(root) };
}

function findLede(parent: Root | Element): string {
  for (const child of parent.children) {
    if (child.type !== "element" || apart.has(child.tagName)) continue;
    const lede = child.tagName === "p" ? textOfTree(child).replace(/\s+/gu, " ").trim() : findLede(child);
    if (lede !== "") return lede;
  }
  return "";
}

function hasClass(element: Element, name: string): boolean {
  const classes = element.properties.className;
  return Array.isArray(classes) && classes.includes(name);
}
