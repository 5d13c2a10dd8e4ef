// Reads YAML (and JSON, which is YAML) of unknown authors: plain values, every fault with its place, bounded work.
import { Composer, isAlias, isMap, isScalar, isSeq, Lexer, type Node, Parser, Schema } from "yaml";
import { quote } from "../problems.ts";

export interface YamlFault {
  /** UTF-16 units from the start of the source. */
  offset: number;
  message: string;
}

export interface Yaml {
  /** Undefined where there are faults. */
  value: unknown;
  /** For `locate`; null where the source is empty or too deep to read. */
  root: Node | null;
  faults: YamlFault[];
}

const deepest = 32;
/** Values that aliases may stand for, in one file. */
const mostAliased = 1_000;
// One schema for all: building it costs as much as reading a short front matter.
const schema = new Schema({ schema: "core" });
const options = { version: "1.2", schema, uniqueKeys: false, stringKeys: true, strict: true } as const;

const cures: Record<string, string> = {
  BLOCK_AS_IMPLICIT_KEY: 'a text with ": " in it stands in quotes',
  TAB_AS_INDENT: "indent with spaces, not with tabs",
  BAD_INDENT: "give keys of one group the same indentation",
  MULTILINE_IMPLICIT_KEY: "keep a key and its colon on one line, and long texts in quotes",
  BAD_SCALAR_START: "put the text in quotes",
  BAD_DQ_ESCAPE: "write the backslash twice, or the text in single quotes",
  MISSING_CHAR: "add what is missing, or put the text in quotes",
  BLOCK_IN_FLOW: "close the bracket, or put the text in quotes",
  MULTIPLE_DOCS: 'remove the line "..."',
  TAG_RESOLVE_FAILED: "remove the tag, or put the text in quotes",
  NON_STRING_KEY: "write the key as a text",
};

/** YAML 1.2, core schema. Custom tags, repeated keys, deep nesting and piles of aliases are faults. Throws nothing. */
export function readYaml(source: string): Yaml {
  const faults: YamlFault[] = [];
  const root = compose(source, faults);
  const value =
    root === null || faults.length > 0
      ? faults.length > 0
        ? undefined
        : null
      : new Conversion(faults).convert(root, 0, false);
  return { value: faults.length > 0 ? undefined : value, root, faults };
}

function compose(source: string, faults: YamlFault[]): Node | null {
  const parser = new Parser();
  const composer = new Composer(options);
  const tokens = [];
  for (const lexeme of new Lexer().lex(source)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    // The composer recurses: depth is refused before it runs. A nested value takes up to two places of this stack.
    if (parser.stack.length > 2 * deepest) {
      faults.push({
        offset: parser.offset,
        message: `the keys are nested more than ${deepest} deep; make them flatter`,
      });
      return null;
    }
  }
  for (const token of parser.end()) tokens.push(token);
  let root: Node | null = null;
  let documents = 0;
  for (const document of composer.compose(tokens, true, source.length)) {
    if (documents === 0) root = document.contents;
    for (const fault of [...document.errors, ...document.warnings]) {
      const what = (fault.message.split("\n")[0] ?? "").replace(/[.:;]+$/, "");
      faults.push({
        offset: Math.max(0, fault.pos[0]),
        message: `YAML: ${quoteLong(what)}; ${cures[fault.code] ?? "correct the YAML here"}`,
      });
    }
    if (++documents === 2)
      faults.push({
        offset: document.range[0],
        message: 'the YAML ends before this place; remove the line "..." or "---"',
      });
  }
  return root;
}

function quoteLong(text: string): string {
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

/** Nodes to plain values: aliases are copied out within a budget, so that what is stored later stays small. */
class Conversion {
  faults: YamlFault[];
  anchors = new Map<string, Node>();
  aliased = 0;

  constructor(faults: YamlFault[]) {
    this.faults = faults;
  }

  convert(node: unknown, depth: number, isAliased: boolean): unknown {
    if (node === null || node === undefined) return null;
    if (isAliased && ++this.aliased > mostAliased)
      return this.refuse(node, `aliases (*name) stand for more than ${mostAliased} values; write the values out`);
    if (depth > deepest) return this.refuse(node, `the keys are nested more than ${deepest} deep; make them flatter`);
    if (isAlias(node)) {
      const target = this.anchors.get(node.source);
      return target === undefined
        ? this.refuse(
            node,
            `alias *${node.source.slice(0, 60)} has no anchor before it; write &${node.source.slice(0, 60)} first, or put the text in quotes`,
          )
        : this.convert(target, depth + 1, true);
    }
    if (!isScalar(node) && !isSeq(node) && !isMap(node)) return null;
    if (node.tag !== undefined)
      return this.refuse(node, `the tag ${quote(node.tag)} is not read; remove it, or put the text in quotes`);
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node as Node);
    if (isScalar(node)) return node.value;
    if (isSeq(node)) {
      const items: unknown[] = [];
      for (const item of node.items) {
        if (this.isSpent()) break;
        items.push(this.convert(item, depth + 1, isAliased));
      }
      return items;
    }
    const record: Record<string, unknown> = {};
    for (const { key, value } of node.items) {
      if (this.isSpent()) break;
      if (!isScalar(key) || typeof key.value !== "string")
        this.refuse(key ?? node, "a key is not a text; write it in quotes");
      else if (key.value === "__proto__") this.refuse(key, 'the key "__proto__" is not read; remove it');
      else if (Object.hasOwn(record, key.value)) this.refuse(key, `key ${quote(key.value)} is there twice; keep one`);
      else record[key.value] = this.convert(value, depth + 1, isAliased);
    }
    return record;
  }

  isSpent(): boolean {
    return this.aliased > mostAliased || this.faults.length >= 100;
  }

  refuse(node: unknown, message: string): undefined {
    const range = isScalar(node) || isSeq(node) || isMap(node) || isAlias(node) ? node.range : undefined;
    this.faults.push({ offset: range?.[0] ?? 0, message });
    return undefined;
  }
}
