// Whether a tree is so plainly nested that printing and parsing it must give it back, which saves doing both.
import type { Element, Root } from "hast";
import { words } from "../words.ts";

export const voids: ReadonlySet<string> = new Set(words("br hr img input wbr col"));
const headings = new Set(words("h1 h2 h3 h4 h5 h6"));
/** The parser closes an open paragraph ahead of these. */
const blocks = new Set([
  ...headings,
  ...words(`
    address article aside blockquote center dd details div dl dt figcaption figure footer header hr li main nav ol p pre
    section summary table ul
  `),
]);
/** Void elements apart. */
export const inline: ReadonlySet<string> = new Set(
  words(`
    a abbr b bdi bdo cite code del dfn em i ins kbd label mark q s samp small span strike strong sub sup time tt u var
  `),
);
/** Elements that the parser takes out of any other parent, or closes there. */
const parents = new Map([
  ["li", ["ul", "ol"]],
  ["dd", ["dl"]],
  ["dt", ["dl"]],
  ["caption", ["table"]],
  ["colgroup", ["table"]],
  ["col", ["colgroup"]],
  ["thead", ["table"]],
  ["tbody", ["table"]],
  ["tfoot", ["table"]],
  ["tr", ["thead", "tbody", "tfoot"]],
  ["td", ["tr"]],
  ["th", ["tr"]],
]);
/** Of these, all but the elements above and white space leaves the table. */
const tableParts = new Set(words("table colgroup thead tbody tfoot tr"));

/** Whether elements of this name can stand in a plain tree. */
export function isPlainName(name: string): boolean {
  return blocks.has(name) || inline.has(name) || voids.has(name) || parents.has(name);
}

/** What an element stands in. */
interface Open {
  parent: string;
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
  return arePlain(tree, { parent: "", paragraph: false, link: false, heading: false });
}

function arePlain({ children }: Root | Element, open: Open): boolean {
  return children.every((child) => {
    if (child.type === "element") return isPlain(child, open);
    if (child.type !== "text" || child.value.includes("\r")) return false;
    return !tableParts.has(open.parent) || /^[ \t\n]*$/.test(child.value);
  });
}

function isPlain(element: Element, open: Open): boolean {
  const { tagName } = element;
  const allowed = parents.get(tagName);
  if (!isPlainName(tagName)) return false;
  if (allowed ? !allowed.includes(open.parent) : tableParts.has(open.parent)) return false;
  const isHeading = headings.has(tagName);
  if ((open.paragraph && blocks.has(tagName)) || (open.heading && isHeading) || (open.link && tagName === "a"))
    return false;
  if (voids.has(tagName)) return element.children.length === 0;
  return arePlain(element, {
    parent: tagName,
    paragraph: open.paragraph || tagName === "p",
    link: open.link || tagName === "a",
    heading: open.heading || isHeading,
  });
}
