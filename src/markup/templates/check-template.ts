// Refuses, before it is compiled, every template that could reach beyond its own values.
import { words } from "../words.ts";
import { filterNames } from "./environment.ts";
import type { TemplateNode } from "./nunjucks.ts";
import { TemplateFault } from "./runtime.ts";

// The compiler writes names into code as they are, and the lexer lets quotes and backticks be part of a name.
const properName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Members that lead from a value to the machine it runs on. */
const closedMembers = new Set(
  words("constructor __proto__ prototype __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__"),
);

const allowed = new Set(
  words(`
    Root NodeList Output TemplateData Symbol Literal Group Array Pair Dict LookupVal If InlineIf For Switch Case
    Macro Caller FunCall Filter KeywordArgs Set Capture CallExtension In Is Or And Not Compare CompareOperand
    Add Concat Sub Mul Div FloorDiv Mod Pow Neg Pos
  `),
);

/** Throws a `TemplateFault` with its line. Also sets a mark with the author's line behind each line end of the text. */
export function checkTemplate(root: TemplateNode): void {
  const pending = [{ node: root, isMarked: true }];
  for (let entry = pending.pop(); entry; entry = pending.pop()) {
    const { node, isMarked } = entry;
    checkNode(node);
    if (node.typename === "TemplateData" && isMarked) node.value = markLines(String(node.value), node.lineno);
    for (const child of childrenOf(node))
      pending.push({ node: child, isMarked: isMarked && node.typename !== "Capture" });
  }
}

function childrenOf(node: TemplateNode): TemplateNode[] {
  const isNode = (value: unknown): value is TemplateNode =>
    value !== null && typeof value === "object" && "fields" in value;
  return (node.children ?? node.fields.flatMap((field) => node[field])).filter(isNode);
}

function checkNode(node: TemplateNode): void {
  const { typename } = node;
  if (!allowed.has(typename)) {
    const tag = typename.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
    throw fault(node, `{% ${tag} %} is not allowed in a post; write its text into the post`);
  }
  for (const name of namesIn(node)) checkName(node, name);
  if (typename === "LookupVal") checkMember(node, (node.val as TemplateNode).value);
  if (typename === "Pair") checkMember(node, (node.key as TemplateNode).value);
  if (typename === "Literal" && node.value !== null && typeof node.value === "object")
    throw fault(node, "regular expressions are not allowed in a post; compare texts instead");
  if (typename === "FunCall" && !isSymbol(node.name))
    throw fault(node, "functions of values cannot be called in a post; use a filter");
  if (typename === "Filter") {
    const name = String((node.name as TemplateNode).value);
    if (!filterNames.has(name))
      throw fault(node, `filter "${name}" is not there for posts; known: ${[...filterNames].join(", ")}`);
  }
}

/** What the compiler writes into code as a name. */
function namesIn(node: TemplateNode): unknown[] {
  const { typename } = node;
  if (typename === "Symbol") return [node];
  if (typename === "Filter" || typename === "For") return listNames(node.name);
  if (typename === "Set") return listNames(node.targets);
  if (typename === "KeywordArgs") return listNames(node.children);
  if (typename === "Macro" || typename === "Caller") return listNames([node.name, node.args]);
  const right = node.right as TemplateNode;
  return typename === "Is" && right.value !== null ? [right.name ?? right] : [];
}

function listNames(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(listNames);
  const { typename, key, children } = value as TemplateNode;
  return children ? children.flatMap(listNames) : [typename === "Pair" ? key : value];
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
  return text
    .split("\n")
    .map((part, index) => (index === 0 ? part : `\u0005${firstLine + 1 + index}\u0005${part}`))
    .join("\n");
}

function fault(node: TemplateNode, message: string): TemplateFault {
  return new TemplateFault(message, node.lineno + 1);
}
