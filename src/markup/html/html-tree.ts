// Reads HTML into a tree as a browser does, within bounds that keep hostile input cheap.
import type { Element, Nodes, Root } from "hast";
import { fromParse5 } from "hast-util-from-parse5";
import { type DefaultTreeAdapterMap, defaultTreeAdapter, parseFragment, type TreeAdapter } from "parse5";
import { VFile } from "vfile";

type Parse5Node = DefaultTreeAdapterMap["node"];

const deepest = 150;
const mostElements = 30_000;

/** Elements after whose start tag a browser drops a line end. */
export const newlineEaters: ReadonlySet<string> = new Set(["pre", "listing", "textarea"]);

/** Says in words for the author what is too much. */
export class HtmlTooComplex extends Error {}

/** Parses a fragment of a body; nodes carry their offsets where `hasOffsets`, at some cost. Throws `HtmlTooComplex`. */
export function parseHtml(html: string, hasOffsets: boolean): Root {
  // Without a context element of its own the parser takes `<template>`: any content is allowed.
  const fragment = parseFragment(html, {
    sourceCodeLocationInfo: hasOffsets,
    scriptingEnabled: false,
    treeAdapter: makeBoundedAdapter(),
  });
  checkDepth(fragment);
  return fromParse5(fragment, hasOffsets ? { file: new VFile(html) } : {}) as Root;
}

/** Whether a browser makes this very tree (attributes aside) of its printed HTML. Throws `HtmlTooComplex`. */
export function readsAs(html: string, tree: Root): boolean {
  return describe(parseHtml(html, false), false) === describe(tree, true);
}

/** A tree in one string; text holds no control characters. `isPrinted`: with the line ends that a browser drops. */
function describe(node: Nodes, isPrinted: boolean): string {
  if (node.type === "text") return node.value;
  const isElement = node.type === "element";
  const name = isElement ? node.tagName : "";
  let inner = isElement && node.content ? describe(node.content, isPrinted) : "";
  if ("children" in node) for (const child of node.children) inner += describe(child, isPrinted);
  if (isPrinted && newlineEaters.has(name)) inner = inner.replace(/^\n/, "");
  return `\u0001${name}\u0002${inner}\u0003`;
}

// The parser's time grows with depth times length, so that the bound has to hold while it works.
function makeBoundedAdapter(): TreeAdapter<DefaultTreeAdapterMap> {
  let elements = 0;
  const checkParents = (parent: Parse5Node) => {
    let depth = 0;
    for (let node: Parse5Node | null = parent; node; node = defaultTreeAdapter.getParentNode(node)) depth += 1;
    if (depth > deepest) throw tooDeep();
  };
  return {
    ...defaultTreeAdapter,
    createElement(tagName, namespace, attributes) {
      elements += 1;
      if (elements > mostElements)
        throw new HtmlTooComplex(`the HTML has more than ${mostElements} elements; split the post`);
      return defaultTreeAdapter.createElement(tagName, namespace, attributes);
    },
    appendChild(parent, node) {
      checkParents(parent);
      defaultTreeAdapter.appendChild(parent, node);
    },
    insertBefore(parent, node, reference) {
      checkParents(parent);
      defaultTreeAdapter.insertBefore(parent, node, reference);
    },
    // Where an element ends is not asked.
    updateNodeSourceCodeLocation() {},
  };
}

function tooDeep(): HtmlTooComplex {
  return new HtmlTooComplex(
    `the HTML is nested more than ${deepest} deep; close its elements, or take some out of one another`,
  );
}

// Moved subtrees can end deeper than they were attached; what follows is recursive.
function checkDepth(root: Parse5Node): void {
  let level: Parse5Node[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest * 2) throw tooDeep();
    level = level.flatMap((node): Parse5Node[] => [
      ...("childNodes" in node ? node.childNodes : []),
      ...("content" in node ? [node.content] : []),
    ]);
  }
}

/** Where an element starts in the HTML it was read from; -1 where it does not stand there. */
export function offsetOf({ position }: Element): number {
  return position?.start.offset ?? -1;
}

/** Calls `visit` for every element, parents first; what is in an element for which it returns false is left out. */
export function visitElements(node: Nodes, visit: (element: Element) => unknown): void {
  if (node.type === "element") {
    if (visit(node) === false) return;
    if (node.content) visitElements(node.content, visit);
  }
  if ("children" in node) for (const child of node.children) visitElements(child, visit);
}
