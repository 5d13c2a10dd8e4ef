// Reads HTML into a tree as a browser does, within bounds that keep hostile input cheap.
import type { Element, Nodes, Root } from "hast";
import { fromParse5 } from "hast-util-from-parse5";
import { type DefaultTreeAdapterMap, defaultTreeAdapter, html as names, parseFragment, type TreeAdapter } from "parse5";
import { VFile } from "vfile";

type Parse5Node = DefaultTreeAdapterMap["node"];

const deepest = 150;
/** Elements after whose start tag a browser drops a line end. */
export const newlineEaters: ReadonlySet<string> = new Set(["pre", "listing", "textarea"]);
const mostElements = 30_000;

/** Says in words for the author what is too much. */
export class HtmlTooComplex extends Error {}

/** Parses a fragment of a body; nodes carry their offsets where `hasOffsets`, at some cost. Throws `HtmlTooComplex`. */
export function parseHtml(html: string, hasOffsets: boolean): Root {
  const fragment = parse(html, hasOffsets);
  checkDepth(fragment);
  return fromParse5(fragment, hasOffsets ? { file: new VFile(html) } : {}) as Root;
}

/** Whether a browser makes this very tree (attributes aside) of its printed HTML. Throws `HtmlTooComplex`. */
export function readsAs(html: string, tree: Root): boolean {
  const fragment = parse(html, false);
  checkDepth(fragment);
  return describeParsed(fragment) === describeTree(tree);
}

function parse(html: string, hasOffsets: boolean): DefaultTreeAdapterMap["documentFragment"] {
  // Without a context element of its own the parser takes `<template>`: any content is allowed.
  const foreignTemplates: DefaultTreeAdapterMap["element"][] = [];
  const fragment = parseFragment(html, {
    sourceCodeLocationInfo: hasOffsets,
    scriptingEnabled: false,
    treeAdapter: makeBoundedAdapter(foreignTemplates),
  });
  for (const template of foreignTemplates) giveContent(template);
  return fragment;
}

// A `<template>` of SVG or MathML has children, as any element there, but the tree's makers and printers look for content alone.
function giveContent(template: DefaultTreeAdapterMap["element"]): void {
  const content = defaultTreeAdapter.createDocumentFragment();
  content.childNodes = template.childNodes;
  template.childNodes = [];
  Object.assign(template, { content });
}

// Both describe a tree in one string; text holds no control characters.
function describeParsed(node: Parse5Node): string {
  if (node.nodeName === "#text") return (node as DefaultTreeAdapterMap["textNode"]).value;
  let inner = "content" in node ? describeParsed(node.content) : "";
  if ("childNodes" in node) for (const child of node.childNodes) inner += describeParsed(child);
  return `\u0001${"tagName" in node ? node.tagName : ""}\u0002${inner}\u0003`;
}

function describeTree(node: Nodes): string {
  if (node.type === "text") return node.value;
  let inner = node.type === "element" && node.content ? describeTree(node.content) : "";
  if ("children" in node) for (const child of node.children) inner += describeTree(child);
  const name = node.type === "element" ? node.tagName : "";
  if (newlineEaters.has(name)) inner = inner.replace(/^\n/, "");
  return `\u0001${name}\u0002${inner}\u0003`;
}

// The parser's time grows with depth times length, so that the bound has to hold while it works.
function makeBoundedAdapter(foreignTemplates: DefaultTreeAdapterMap["element"][]): TreeAdapter<DefaultTreeAdapterMap> {
  let elements = 0;
  const checkParents = (parent: Parse5Node) => {
    let depth = 0;
    for (let node: Parse5Node | null | undefined = parent; node; node = defaultTreeAdapter.getParentNode(node))
      depth += 1;
    if (depth > deepest) throw tooDeep();
  };
  return {
    ...defaultTreeAdapter,
    createElement(tagName, namespace, attributes) {
      elements += 1;
      if (elements > mostElements)
        throw new HtmlTooComplex(`the HTML has more than ${mostElements} elements; split the post`);
      const element = defaultTreeAdapter.createElement(tagName, namespace, attributes);
      if (tagName === "template" && namespace !== names.NS.HTML) foreignTemplates.push(element);
      return element;
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
    level = level.flatMap((node) => {
      const children: Parse5Node[] = "childNodes" in node ? [...node.childNodes] : [];
      if ("content" in node) children.push(node.content);
      return children;
    });
  }
}

/** Calls `visit` for every element, parents first; what is in an element for which it returns false is left out. */
export function visitElements(node: Nodes, visit: (element: Element) => unknown): void {
  if (node.type === "element") {
    if (visit(node) === false) return;
    if (node.content) visitElements(node.content, visit);
  }
  if ("children" in node) for (const child of node.children) visitElements(child, visit);
}
