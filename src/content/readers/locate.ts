// Turns key paths back into lines and columns. Only files with a problem are read for it, so that sound ones need no places kept.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Alias, Document, isAlias, isMap, isNode, isScalar, isSeq, type Node } from "yaml";
import { decodeText, type Position, positionAt, splitFrontMatter } from "../front-matter/front-matter.ts";
import { readYaml } from "../front-matter/read-yaml.ts";
import { locateInScript } from "./locate-in-script.ts";
import type { KeyPath } from "./readers.ts";

/** Gives the place of a key path in a file of the site (`posts/…`, `_data/…`); 1:1 where it is not found. */
export type Locate = (file: string, path: KeyPath, on?: "key" | "value") => Position;

const start: Position = { line: 1, column: 1 };

export function createLocate(siteFolder: string): Locate {
  return (file, path, on = "value") => {
    const text = readTextOrNothing(join(siteFolder, file));
    if (file.endsWith(".md")) return locateInPost(text, path, on);
    return file.endsWith(".json") ? locateInYaml(text, readYaml(text).root, path, on) : locateInScript(text, path, on);
  };
}

export function locateInPost(text: string, path: KeyPath, on: "key" | "value"): Position {
  const split = splitFrontMatter(text);
  return "message" in split ? start : locateInYaml(split.yaml, readYaml(split.yaml).root, path, on, split.yamlLine);
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
  let node = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [depth, key] of path.entries()) {
    const entry = enter(isAlias(node) ? resolve(node, root) : node, key);
    if (entry === null) break;
    node = entry.value;
    const isWanted = on === "key" && depth === path.length - 1;
    offset = (isWanted ? entry.key : node).range?.[0] ?? offset;
  }
  return positionAt(source, offset, firstLine);
}

/** What a group or list holds under `key`; what is empty, or an item of a list, is its own key. */
function enter(group: Node | null, key: string | number): { key: Node; value: Node } | null {
  if (isSeq(group)) {
    const isMeant = (item: unknown): boolean => isScalar(item) && squeeze(item.value) === squeeze(key);
    const item = typeof key === "number" ? group.items[key] : group.items.find(isMeant);
    return isNode(item) ? { key: item, value: item } : null;
  }
  const pair = isMap(group) && group.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
  if (!pair || !isNode(pair.key)) return null;
  const { key: name, value } = pair;
  const isFilled = isNode(value) && !(isScalar(value) && value.value === null);
  return { key: name, value: isFilled ? value : name };
}

function squeeze(value: unknown): string {
  return String(value).normalize("NFC").replace(/\s+/g, " ").trim();
}

function resolve(alias: Alias, root: Node | null): Node | null {
  const document = new Document<Node>(null);
  document.contents = root;
  return alias.resolve(document) ?? null;
}

function readTextOrNothing(path: string): string {
  try {
    return decodeText(readFileSync(path)).text;
  } catch {
    // The file went away since the problem was found; the problem keeps its words and loses its place.
    return "";
  }
}
