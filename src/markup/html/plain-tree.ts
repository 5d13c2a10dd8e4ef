// Whether a tree is so plainly nested that printing and parsing it must give it back, which saves doing both.
import type { Element, Root } from "hast";

const words = (text: string): string[] => text.split(" ");

export const voids: ReadonlySet<string> = new Set(words("br hr img input wbr col"));
const headings = new Set(words("h1 h2 h3 h4 h5 h6"));
/** The parser closes an open paragraph ahead of these. */
const blocks = new Set([
  ...words(
    "address article aside blockquote center dd details div dl dt figcaption figure footer header hr li main nav ol p pre section summary table ul",
  ),
  ...headings,
]);
const inline = new Set(
  words(
    "a abbr b bdi bdo br cite code del dfn em i img input ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr",
  ),
);
/** Elements that the parser takes out of any other parent, or closes there. */
const parents: Record<string, ReadonlySet<string>> = {
  li: new Set(["ul", "ol"]),
  dd: new Set(["dl"]),
  dt: new Set(["dl"]),
  caption: new Set(["table"]),
  colgroup: new Set(["table"]),
  thead: new Set(["table"]),
  tbody: new Set(["table"]),
  tfoot: new Set(["table"]),
  col: new Set(["colgroup"]),
  tr: new Set(["thead", "tbody", "tfoot"]),
  td: new Set(["tr"]),
  th: new Set(["tr"]),
};
/** What else stands in these leaves the table. */
const tableParts: Record<string, ReadonlySet<string>> = {
  table: new Set(["caption", "colgroup", "thead", "tbody", "tfoot"]),
  colgroup: new Set(["col"]),
  thead: new Set(["tr"]),
  tbody: new Set(["tr"]),
  tfoot: new Set(["tr"]),
  tr: new Set(["td", "th"]),
};

/** Whether elements of this name can stand in a plain tree. */
export function isPlainName(name: string): boolean {
  return blocks.has(name) || inline.has(name) || Object.hasOwn(parents, name);
}

interface Open {
  paragraph: boolean;
  link: boolean;
  heading: boolean;
}

/**
 * True only where a browser makes this very tree (attributes aside) of its printed HTML: it has none of the nestings for which the
 * parser has rules of its own (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody). False says nothing.
 * Attribute names must be known ones, and text without control characters.
 */
export function isPlainTree(tree: Root): boolean {
  return arePlain(tree, "", { paragraph: false, link: false, heading: false });
}

function arePlain(parent: Root | Element, parentName: string, open: Open): boolean {
  const allowed = tableParts[parentName];
  for (const child of parent.children) {
    if (child.type === "text") {
      if (child.value.includes("\r") || (allowed !== undefined && /[^ \t\n]/.test(child.value))) return false;
    } else if (
      child.type !== "element" ||
      (allowed !== undefined && !allowed.has(child.tagName)) ||
      !isPlain(child, parentName, open)
    )
      return false;
  }
  return true;
}

function isPlain(element: Element, parentName: string, open: Open): boolean {
  const { tagName } = element;
  const isBlock = blocks.has(tagName);
  const wanted = parents[tagName];
  if (!isPlainName(tagName)) return false;
  if (wanted !== undefined && !wanted.has(parentName)) return false;
  if (isBlock && open.paragraph) return false;
  const isHeading = headings.has(tagName);
  if ((isHeading && open.heading) || (tagName === "a" && open.link)) return false;
  if (voids.has(tagName)) return element.children.length === 0;
  return arePlain(element, tagName, {
    paragraph: open.paragraph || tagName === "p",
    link: open.link || tagName === "a",
    heading: open.heading || isHeading,
  });
}
