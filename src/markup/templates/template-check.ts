// Refuses, before it is compiled, every template that could reach beyond its own values.
import { TemplateFault } from "./template-runtime.ts";
import type { NunjucksModule, TemplateNode } from "./template-types.ts";

// The compiler writes names into code as they are, and the lexer lets quotes and backticks be part of a name.
const properName = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Members that lead from a value to the machine it runs on. */
export const closedMembers = new Set([
  "constructor",
  "__proto__",
  "prototype",
  "__defineGetter__",
  "__defineSetter__",
  "__lookupGetter__",
  "__lookupSetter__",
]);

const allowed = new Set([
  "Root",
  "NodeList",
  "Output",
  "TemplateData",
  "Symbol",
  "Literal",
  "Group",
  "Array",
  "Pair",
  "Dict",
  "LookupVal",
  "If",
  "InlineIf",
  "For",
  "Macro",
  "Caller",
  "FunCall",
  "Filter",
  "KeywordArgs",
  "Set",
  "Capture",
  "Switch",
  "Case",
  "In",
  "Is",
  "Or",
  "And",
  "Not",
  "Add",
  "Concat",
  "Sub",
  "Mul",
  "Div",
  "FloorDiv",
  "Mod",
  "Pow",
  "Neg",
  "Pos",
  "Compare",
  "CompareOperand",
  "CallExtension",
]);

/** Throws a `TemplateFault` with its line. Also sets a mark with the author's line behind each line end of the text. */
export function checkTemplate(root: TemplateNode, nodes: NunjucksModule["nodes"], filters: ReadonlySet<string>): void {
  const names = new Map<unknown, string>();
  for (const name of allowed) names.set(nodes[name], name);
  const pending: { node: TemplateNode; isMarked: boolean }[] = [{ node: root, isMarked: true }];
  for (let entry = pending.pop(); entry; entry = pending.pop()) {
    const { node } = entry;
    const kind = names.get(Object.getPrototypeOf(node).constructor) ?? "";
    if (kind === "")
      throw fault(node, `{% ${describeTag(node)} %} is not allowed in a post; write its text into the post`);
    checkNode(node, kind);
    if (kind === "Filter") checkFilter(node, filters);
    const isMarked = entry.isMarked && kind !== "Capture";
    if (kind === "TemplateData" && isMarked) node.value = markLines(String(node.value), node.lineno);
    for (const child of childrenOf(node)) pending.push({ node: child, isMarked });
  }
}

function childrenOf(node: TemplateNode): TemplateNode[] {
  const found: TemplateNode[] = [];
  const add = (value: unknown) => {
    if (Array.isArray(value)) value.forEach(add);
    else if (value !== null && typeof value === "object" && "fields" in value) found.push(value as TemplateNode);
  };
  if (Array.isArray(node.children)) add(node.children);
  else for (const field of node.fields) add(node[field]);
  return found;
}

function checkNode(node: TemplateNode, kind: string): void {
  switch (kind) {
    case "Symbol":
      checkName(node, node);
      break;
    case "Literal":
      if (node.value !== null && typeof node.value === "object")
        throw fault(node, "regular expressions are not allowed in a post; compare texts instead");
      break;
    case "LookupVal":
      checkMember(node, (node.val as TemplateNode).value);
      break;
    case "FunCall":
      if (!isSymbol(node.name)) throw fault(node, "functions of values cannot be called in a post; use a filter");
      break;
    case "Filter":
      checkName(node, node.name);
      break;
    case "Is": {
      const right = node.right as TemplateNode;
      if (right.value !== null) checkName(node, right.name ?? right);
      break;
    }
    case "For":
    case "Set":
      for (const name of namesOf(kind === "For" ? node.name : node.targets)) checkName(node, name);
      break;
    case "Macro":
    case "Caller":
      checkName(node, node.name);
      for (const argument of (node.args as TemplateNode).children ?? []) {
        if (Array.isArray(argument.children)) for (const pair of argument.children) checkName(node, pair.key);
        else checkName(node, argument);
      }
      break;
    case "Pair":
      checkMember(node, (node.key as TemplateNode).value);
      break;
    case "KeywordArgs":
      for (const pair of node.children ?? []) checkName(node, pair.key);
      break;
  }
}

function checkFilter(node: TemplateNode, filters: ReadonlySet<string>): void {
  const name = String((node.name as TemplateNode).value);
  if (!filters.has(name))
    throw fault(node, `filter "${name}" is not there for posts; known: ${[...filters].join(", ")}`);
}

function namesOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  const children = (value as TemplateNode).children;
  return Array.isArray(children) ? children : [value];
}

function isSymbol(value: unknown): value is TemplateNode {
  return value !== null && typeof value === "object" && (value as TemplateNode).typename === "Symbol";
}

function checkName(node: TemplateNode, name: unknown): void {
  const text = isSymbol(name) ? name.value : undefined;
  if (typeof text !== "string" || !properName.test(text))
    throw fault(node, `"${String(text ?? "").slice(0, 40)}" is no name; use letters, digits and "_"`);
  checkMember(node, text);
}

function checkMember(node: TemplateNode, name: unknown): void {
  if (typeof name === "string" && closedMembers.has(name))
    throw fault(node, `"${name}" cannot be read in a post; remove it`);
}

function markLines(text: string, firstLine: number): string {
  let line = firstLine + 1;
  return text.replace(/\n/g, () => {
    line += 1;
    return `\n\u0005${line}\u0005`;
  });
}

function describeTag(node: TemplateNode): string {
  return node.typename.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

function fault(node: TemplateNode, message: string): TemplateFault {
  return new TemplateFault(message, node.lineno + 1);
}
