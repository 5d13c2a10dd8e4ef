// Turns key paths back into lines and columns. Only files with a problem are read for it, so that sound ones need no places kept.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isAlias, isMap, isNode, isScalar, isSeq, type Node } from "yaml";
import { locateInScript } from "../data/locate-in-script.ts";
import { decodeText, type Position, positionAt, splitFrontMatter } from "../front-matter/front-matter.ts";
import { readYaml } from "../front-matter/read-yaml.ts";
import type { KeyPath } from "./readers.ts";

/** Gives the place of a key path in a file of the site (`posts/…`, `_data/…`); 1:1 where it is not found. */
export type Locate = (file: string, path: KeyPath, on?: "key" | "value") => Position;

const start: Position = { line: 1, column: 1 };

/** A `Locate` that reads each file once. */
export function createLocate(siteFolder: string): Locate {
  const texts = new Map<string, string>();
  return (file, path, on = "value") => {
    let text = texts.get(file);
    if (text === undefined) texts.set(file, (text = readTextOrNothing(join(siteFolder, file))));
    if (file.endsWith(".md")) return locateInPost(text, path, on);
    return file.endsWith(".json") ? locateInYaml(text, readYaml(text).root, path, on) : locateInScript(text, path, on);
  };
}

export function locateInPost(text: string, path: KeyPath, on: "key" | "value"): Position {
  const split = splitFrontMatter(text);
  return "message" in split || path.length === 0
    ? start
    : locateInYaml(split.yaml, readYaml(split.yaml).root, path, on, split.yamlLine);
}

/** @param firstLine the line of the file on which `source` starts */
export function locateInYaml(
  source: string,
  root: Node | null,
  path: KeyPath,
  on: "key" | "value",
  firstLine = 1,
): Position {
  if (path.length === 0) return start;
  const anchors = new Map<string, Node>();
  let node: Node | null = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [depth, key] of path.entries()) {
    if (isAlias(node)) node = resolve(root, node.source, anchors);
    const isLast = depth === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (pair === undefined) break;
      const wanted: unknown =
        (isLast && on === "key") || !isNode(pair.value) || isEmpty(pair.value) ? pair.key : pair.value;
      offset = (isNode(wanted) ? wanted.range?.[0] : undefined) ?? offset;
      node = isNode(pair.value) ? pair.value : null;
    } else if (isSeq(node)) {
      const item: unknown =
        typeof key === "number"
          ? node.items[key]
          : node.items.find((candidate) => isScalar(candidate) && squeeze(candidate.value) === squeeze(key));
      if (!isNode(item)) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  return positionAt(source, offset, firstLine);
}

function isEmpty(node: Node): boolean {
  return isScalar(node) && node.value === null;
}

function squeeze(value: unknown): string {
  return String(value).normalize("NFC").replace(/\s+/g, " ").trim();
}

function resolve(root: Node | null, name: string, anchors: Map<string, Node>): Node | null {
  if (anchors.size === 0 && root !== null) collectAnchors(root, anchors);
  return anchors.get(name) ?? null;
}

function collectAnchors(node: unknown, anchors: Map<string, Node>): void {
  if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined)
    anchors.set(node.anchor, node as Node);
  if (isSeq(node)) for (const item of node.items) collectAnchors(item, anchors);
  if (isMap(node)) for (const pair of node.items) collectAnchors(pair.value, anchors);
}

function readTextOrNothing(path: string): string {
  try {
    return decodeText(readFileSync(path)).text;
  } catch {
    // The file went away since the problem was found; the problem keeps its words and loses its place.
    return "";
  }
}
