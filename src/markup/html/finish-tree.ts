// Gives a settled tree its final shape: links and pictures become slots, ids unique, headings stay below the page's own.
import type { Element, ElementContent, Root } from "hast";
import type { Body } from "../body.ts";
import type { Heading, Place } from "../fragment.ts";
import { type Identifiers, makeHeadingId } from "../identifiers.ts";
import { collapseSpace } from "../reading.ts";
import { classifyTarget, explainImage, schemeOf } from "../targets.ts";
import { offsetOf } from "./html-tree.ts";
import { textOfTree } from "./tree-text.ts";

export interface Finish {
  body: Body;
  /** With the ids that stand ahead of the tree. */
  identifiers: Identifiers;
  placeAt(offset: number): Place;
}

/** Changes the tree; returns its headings. */
export function finishTree(tree: Root, finish: Finish): Heading[] {
  const headings: Heading[] = [];
  finishChildren(tree, finish, headings);
  return headings;
}

function finishChildren(parent: Root | Element, finish: Finish, headings: Heading[]): void {
  parent.children = parent.children.map((child) => {
    if (child.type !== "element") return child;
    if (child.tagName === "img") return finishImage(child, finish);
    finishId(child, finish);
    if (/^h[1-6]$/.test(child.tagName)) finishHeading(child, finish, headings);
    if (child.tagName === "a") finishLink(child, finish);
    finishChildren(child, finish, headings);
    if (child.content) finishChildren(child.content, finish, headings);
    return child;
  }) as ElementContent[];
}

function finishId({ properties }: Element, { identifiers }: Finish): void {
  if (typeof properties.id !== "string") return;
  const id = properties.id.trim().replace(/\s+/g, "-");
  if (id === "") delete properties.id;
  else properties.id = identifiers.claim(id);
}

function finishHeading(element: Element, { identifiers }: Finish, headings: Heading[]): void {
  const { properties } = element;
  if (element.tagName === "h1") element.tagName = "h2";
  const text = collapseSpace(textOfTree(element));
  const id = makeHeadingId(text);
  if (properties.id === undefined && id !== "") properties.id = identifiers.claim(id);
  if (text !== "") headings.push({ level: Number(element.tagName.slice(1)), id: String(properties.id ?? ""), text });
}

function finishLink(element: Element, { body, placeAt }: Finish): void {
  const target = element.properties.href;
  if (typeof target !== "string") return;
  const kind = classifyTarget(target, body.policy === "trusted");
  const place = placeAt(offsetOf(element));
  if (kind === "local") element.properties.href = body.marks.markLink(target, body.places.refine(place, target));
  else if (kind === "empty") {
    delete element.properties.href;
    body.findings.addDropped(place, "a link leads nowhere; write its target into href");
  }
}

function finishImage(image: Element, { body, placeAt }: Finish): ElementContent {
  const { src, alt } = image.properties;
  const source = typeof src === "string" ? src : "";
  const words = typeof alt === "string" ? alt : "";
  const kind = classifyTarget(source);
  const place = placeAt(offsetOf(image));
  if (kind === "local") {
    return { type: "text", value: body.marks.markImage(source, words, body.places.refine(place, source)) };
  }
  if (body.policy === "trusted" && (kind !== "forbidden" || schemeOf(source) === "data")) return image;
  body.findings.add("error", place, explainImage(source));
  return { type: "text", value: words };
}
