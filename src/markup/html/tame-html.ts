// Raw HTML in a body: parsed, held to the allowlist, and read again until browsers agree on it.
import type { Element, ElementContent, Root, RootContent } from "hast";
import { sanitize } from "hast-util-sanitize";
import { toHtml } from "hast-util-to-html";
import type { Body, Rendered } from "../body.ts";
import type { Place } from "../fragment.ts";
import type { Identifiers } from "../identifiers.ts";
import { stripControls } from "../slots.ts";
import { takeMarks } from "../source-marks.ts";
import { schema } from "./allowlist.ts";
import { reportDropped } from "./dropped.ts";
import { finishTree } from "./finish-tree.ts";
import { HtmlTooComplex, newlineEaters, parseHtml, readsAs } from "./html-tree.ts";
import { isPlainTree } from "./plain-tree.ts";
import { findLede, textOfTree } from "./tree-text.ts";

/** A region that would not come out the same with the rest of the body around it. */
export class NotApart extends Error {}

/**
 * Well-formed HTML with slot marks, and its text, of what was printed with source marks.
 * @param identifiers with the ids that stand ahead of the region
 * @param isWhole all of the body is one region
 * @throws HtmlTooComplex
 * @throws NotApart unless `isWhole`
 */
export function tameHtml(printed: string, body: Body, identifiers: Identifiers, isWhole: boolean): Rendered {
  const { html, placeAt } = takeMarks(printed);
  const tree = settle(html, body, isWhole, placeAt);
  const outline = { lede: findLede(tree), text: textOfTree(tree) };
  const headings = finishTree(tree, { body, identifiers, placeAt });
  return { html: toHtml(tree), headings, ...outline };
}

// Taking elements out can leave what a browser would read differently (a paragraph in a paragraph): read again until it stays.
function settle(html: string, body: Body, isWhole: boolean, placeAt: (offset: number) => Place): Root {
  const isTrusted = body.policy === "trusted";
  const parsed = parseHtml(isWhole ? html : html + endMark, true);
  if (!isWhole && !takeEnd(parsed)) throw new NotApart();
  let tree = isTrusted ? parsed : clean(parsed);
  if (!isTrusted) reportDropped(parsed, tree, body.findings, placeAt);
  // Only a character reference can still bring one in.
  if (html.includes("&#")) tree = withoutControls(tree);
  tidy(tree);
  if (!isTrusted && isPlainTree(tree)) return tree;
  if (!isWhole) throw new NotApart();
  for (let round = 0; round < 4; round++) {
    const printed = toHtml(tree);
    if (readsAs(printed, tree)) return tree;
    // Its elements have no offsets: those would be of the printed HTML.
    const reread = parseHtml(printed, false);
    tree = isTrusted ? reread : clean(reread);
    tidy(tree);
  }
  throw new HtmlTooComplex(
    "the HTML's elements overlap so that browsers would not agree on it; close each where it was opened",
  );
}

/** Text behind a region: what the region leaves open takes it in. */
const endMark = "\u0005";

/** False where the end is no longer where it was. */
function takeEnd(tree: Root): boolean {
  const last = tree.children.at(-1);
  if (last?.type !== "text" || !last.value.endsWith(endMark)) return false;
  last.value = last.value.slice(0, -endMark.length);
  return true;
}

function clean(tree: Root): Root {
  const cleaned = sanitize(tree, schema);
  return cleaned.type === "root" ? cleaned : { type: "root", children: [cleaned as RootContent] };
}

function withoutControls(tree: Root): Root {
  const strip = (_key: string, value: unknown) => (typeof value === "string" ? stripControls(value) : value);
  return JSON.parse(JSON.stringify(tree), strip) as Root;
}

/** Leaves out comments; keeps the line end that a browser would drop after `<pre>`. */
function tidy(parent: Root | Element): void {
  parent.children = parent.children.filter(({ type }) => type !== "comment" && type !== "doctype") as ElementContent[];
  for (const child of parent.children) {
    if (child.type !== "element") continue;
    tidy(child);
    if (child.content) tidy(child.content);
  }
  const [first] = parent.children;
  const dropsLineEnd = parent.type === "element" && newlineEaters.has(parent.tagName);
  if (dropsLineEnd && first?.type === "text" && first.value.startsWith("\n")) first.value = `\n${first.value}`;
}
