// Raw HTML in a body: parsed, held to the allowlist, and its links and pictures made slots.
import type { Element, ElementContent, Root, RootContent } from "hast";
import { sanitize } from "hast-util-sanitize";
import { toHtml } from "hast-util-to-html";
import type { Body } from "../body.ts";
import type { Place } from "../findings.ts";
import type { Heading } from "../fragment.ts";
import { type Identifiers, makeHeadingId } from "../identifiers.ts";
import { explainImage } from "../markdown.ts";
import { stripControls } from "../slots.ts";
import { takeMarks } from "../source-marks.ts";
import { classifyTarget, decodeTarget, schemeOf } from "../targets.ts";
import type { Rendered } from "../token-text.ts";
import { schema } from "./allowlist.ts";
import { reportDropped } from "./dropped.ts";
import { HtmlTooComplex, newlineEaters, parseHtml, readsAs } from "./html-tree.ts";
import { isPlainTree } from "./plain-tree.ts";
import { readTree, textOfTree } from "./tree-text.ts";

/** What all regions of a body share. */
export interface Taming {
  body: Body;
  /** With the ids that stand ahead of the region. */
  identifiers: Identifiers;
  /** All of the body is one region. */
  isWhole: boolean;
}

/** A region that would not come out the same with the rest of the body around it. */
export class NotApart extends Error {}

/**
 * Well-formed HTML with slot marks, and its text, of what the Markdown parser rendered with source marks.
 * @throws HtmlTooComplex
 * @throws NotApart unless `isWhole`
 */
export function tameHtml(rendered: string, taming: Taming): Rendered {
  const { html, placeAt } = takeMarks(rendered);
  const place = (element: Element): Place => placeAt(element.position?.start.offset ?? -1);
  const tree = settle(html, taming, place);
  const text = readTree(tree);
  const headings: Heading[] = [];
  finish(tree, { ...taming, place, headings });
  return { html: toHtml(tree), text: { ...text, headings } };
}

// Taking elements out can leave what a browser would read differently (a paragraph in a paragraph): read again until it stays.
function settle(html: string, { body, isWhole }: Taming, place: (element: Element) => Place): Root {
  const parsed = parseHtml(isWhole ? html : html + endMark, true);
  if (!isWhole && !takeEnd(parsed)) throw new NotApart();
  // Only a character reference can still bring a control character in.
  const isClean = !html.includes("&#");
  let tree = parsed;
  if (body.policy !== "trusted") {
    tree = clean(parsed);
    reportDropped(parsed, tree, body, place);
  }
  tidy(tree, isClean);
  if (body.policy !== "trusted" && isPlainTree(tree)) return tree;
  if (!isWhole) throw new NotApart();
  for (let round = 0; round < 4; round++) {
    const printed = toHtml(tree);
    if (readsAs(printed, tree)) return tree;
    // Its elements have no offsets: those would be of the printed HTML.
    const reread = parseHtml(printed, false);
    tree = body.policy === "trusted" ? reread : clean(reread);
    tidy(tree, true);
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

/** Leaves out comments and control characters; keeps the line end that a browser would drop after `<pre>`. */
function tidy(parent: Root | Element, isClean: boolean): void {
  const children = parent.children.filter(
    (child) => child.type !== "comment" && child.type !== "doctype",
  ) as ElementContent[];
  parent.children = children;
  for (const child of children) {
    if (child.type === "text" && !isClean) child.value = stripControls(child.value);
    if (child.type === "element") {
      if (!isClean) tidyProperties(child);
      tidy(child, isClean);
      if (child.content) tidy(child.content, isClean);
    }
  }
  const first = children[0];
  if (
    parent.type === "element" &&
    newlineEaters.has(parent.tagName) &&
    first?.type === "text" &&
    first.value.startsWith("\n")
  ) {
    first.value = `\n${first.value}`;
  }
}

function tidyProperties({ properties }: Element): void {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "string") properties[name] = stripControls(value);
    else if (Array.isArray(value))
      properties[name] = value.map((item) => (typeof item === "string" ? stripControls(item) : item));
  }
}

interface Finish extends Taming {
  place: (element: Element) => Place;
  headings: Heading[];
}

/** Links and pictures to slots, ids unique, headings below the page's own. */
function finish(parent: Root | Element, context: Finish): void {
  parent.children = parent.children.map((child) => {
    if (child.type !== "element") return child;
    if (child.tagName === "img") return finishImage(child, context);
    finishElement(child, context);
    finish(child, context);
    if (child.content) finish(child.content, context);
    return child;
  }) as ElementContent[];
}

function finishElement(element: Element, { body, place, headings, identifiers }: Finish): void {
  const { properties } = element;
  if (typeof properties.id === "string") {
    const id = properties.id.trim().replace(/\s+/g, "-");
    if (id === "") delete properties.id;
    else properties.id = identifiers.claim(id);
  }
  if (/^h[1-6]$/.test(element.tagName)) {
    if (element.tagName === "h1") element.tagName = "h2";
    const text = textOfTree(element).replace(/\s+/gu, " ").trim();
    if (properties.id === undefined && makeHeadingId(text) !== "")
      properties.id = identifiers.claim(makeHeadingId(text));
    if (text !== "") headings.push({ level: Number(element.tagName.slice(1)), id: String(properties.id ?? ""), text });
  }
  if (element.tagName === "a" && typeof properties.href === "string") {
    const target = properties.href;
    const kind = classifyTarget(target, body.policy === "trusted");
    if (kind === "local")
      properties.href = body.marks.markLink({
        kind: "link",
        target: decodeTarget(target),
        ...find(body, place(element), target),
      });
    else if (kind === "empty") {
      delete properties.href;
      body.findings.addDropped(body.policy, place(element), "a link leads nowhere; write its target into href");
    }
  }
}

function finishImage(image: Element, { body, place }: Finish): ElementContent {
  const source = typeof image.properties.src === "string" ? image.properties.src : "";
  const alt = typeof image.properties.alt === "string" ? image.properties.alt : "";
  const kind = classifyTarget(source);
  if (kind === "local") {
    const slot = { kind: "image" as const, source: decodeTarget(source), alt, ...find(body, place(image), source) };
    return { type: "text", value: body.marks.markImage(slot) };
  }
  if (body.policy === "trusted" && (kind !== "forbidden" || schemeOf(source) === "data")) return image;
  body.findings.add("error", place(image), explainImage(source));
  return { type: "text", value: alt };
}

// Of raw HTML only the element's place is known; its target stands on that line or a later one.
function find(body: Body, place: Place, target: string): Place {
  const column = body.places.columnOn(place, target);
  return { line: place.line, column };
}
