// Reads a Nunjucks template's syntax tree, and tells which names, filters and texts it uses that it has no right to.
import { createRequire } from "node:module";

/** Nunjucks' tree, whose parser has no types. Every node names its own fields. */
interface SyntaxNode {
  typename: string;
  fields: string[];
  lineno: number;
  [field: string]: unknown;
}

const { parser } = createRequire(import.meta.url)("nunjucks") as { parser: { parse: (source: string) => SyntaxNode } };

export interface TemplateRules {
  /** What every template may read. */
  names: readonly string[];
  filters: ReadonlySet<string>;
  /** The interface's texts, by key. */
  texts: Readonly<Record<string, unknown>>;
  /** Filters whose output is HTML already. */
  htmlFilters: ReadonlySet<string>;
}

type Complain = (node: SyntaxNode, message: string) => void;

/** `line: what is wrong`, one for each fault. Throws on what is no template. */
export function scanTemplate(source: string, rules: TemplateRules): string[] {
  const faults: string[] = [];
  const complain: Complain = (node, message) => faults.push(`${node.lineno + 1}: ${message}`);
  // A macro may call one that stands below it.
  visit(parser.parse(source), new Set([...rules.names, ...macrosOf(source)]), rules, complain);
  return faults;
}

/** Names of the macros that a template offers. */
export function macrosOf(source: string): string[] {
  return childrenOf(parser.parse(source)).flatMap((node) => (node.typename === "Macro" ? [nameOf(node.name)] : []));
}

/** Other templates that a template names, with the macros it takes from them. */
export function usesOf(source: string): { template: string; macros: string[] }[] {
  const uses: { template: string; macros: string[] }[] = [];
  walk(parser.parse(source), (node) => {
    if (["FromImport", "Import", "Include", "Extends"].includes(node.typename)) {
      uses.push({
        template: String(asNode(node.template)?.value ?? ""),
        macros: node.typename === "FromImport" ? pairsOf(node).map((pair) => pair.key) : [],
      });
    }
  });
  return uses;
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === "object" && value !== null && "typename" in value;
const asNode = (value: unknown): SyntaxNode | null => (isNode(value) ? value : null);
const nameOf = (value: unknown): string => String(asNode(value)?.value ?? "");

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  return node.fields.flatMap((field) => [node[field]].flat()).filter(isNode);
}

function walk(node: SyntaxNode, see: (node: SyntaxNode) => void): void {
  see(node);
  for (const child of childrenOf(node)) walk(child, see);
}

/** `import a, b as c`: keys are the macros, values the names they get here. */
function pairsOf(node: SyntaxNode): { key: string; value: string }[] {
  return childrenOf(node.names as SyntaxNode).map((entry) =>
    entry.typename === "Pair"
      ? { key: nameOf(entry.key), value: nameOf(entry.value) }
      : { key: nameOf(entry), value: nameOf(entry) },
  );
}

/** `scope` grows as the template sets names; loops, macros and blocks have scopes of their own. */
function visit(node: SyntaxNode, scope: Set<string>, rules: TemplateRules, complain: Complain): void {
  const into = (value: unknown, inner = scope): void => {
    if (isNode(value)) visit(value, inner, rules, complain);
  };
  switch (node.typename) {
    case "Symbol":
      if (!scope.has(nameOf(node))) complain(node, `the name "${nameOf(node)}" is unknown`);
      return;
    case "FromImport":
      for (const { value } of pairsOf(node)) scope.add(value);
      return;
    case "Import":
      scope.add(nameOf(node.target));
      return;
    case "Include":
    case "Extends":
      into(node.template);
      return;
    case "Set":
      into(node.value);
      into(node.body);
      for (const target of node.targets as SyntaxNode[]) scope.add(nameOf(target));
      return;
    case "For":
    case "AsyncEach":
    case "AsyncAll": {
      into(node.arr);
      const inner = new Set([...scope, "loop"]);
      const loopName = node.name as SyntaxNode;
      for (const variable of loopName.typename === "Array" ? childrenOf(loopName) : [loopName])
        inner.add(nameOf(variable));
      into(node.body, inner);
      into(node.else_);
      return;
    }
    case "Block":
      into(node.body, new Set(scope));
      return;
    case "Macro":
      visitMacro(node, scope, rules, complain);
      return;
    case "Filter":
      visitFilter(node, scope, rules, complain);
      return;
    case "KeywordArgs":
      for (const pair of childrenOf(node)) into(pair.value);
      return;
    case "Pair":
      into(node.value);
      return;
    default:
      for (const child of childrenOf(node)) into(child);
  }
}

/** A macro sees its arguments and the template's imports alone: the page's data is undefined there, and nobody would say so. */
function visitMacro(node: SyntaxNode, scope: Set<string>, rules: TemplateRules, complain: Complain): void {
  const inner = new Set([...scope].filter((name) => !rules.names.includes(name)));
  for (const argument of childrenOf(node.args as SyntaxNode)) {
    if (argument.typename !== "KeywordArgs") inner.add(nameOf(argument));
    else {
      for (const pair of childrenOf(argument)) {
        visit(pair.value as SyntaxNode, scope, rules, complain);
        inner.add(nameOf(pair.key));
      }
    }
  }
  visit(node.body as SyntaxNode, inner, rules, complain);
}

function visitFilter(node: SyntaxNode, scope: Set<string>, rules: TemplateRules, complain: Complain): void {
  const name = nameOf(node.name);
  const [input, ...rest] = childrenOf(node.args as SyntaxNode);
  if (!rules.filters.has(name)) complain(node, `the filter "${name}" is unknown`);
  if (name === "safe" && !(input?.typename === "Filter" && rules.htmlFilters.has(nameOf(input.name))))
    complain(node, `"safe" stands only directly after ${[...rules.htmlFilters].join(", ")}`);
  if ((name === "phrase" || name === "pluralAttributes") && input !== undefined) checkText(input, rules, complain);
  for (const child of [input, ...rest]) if (child !== undefined) visit(child, scope, rules, complain);
}

/** Literal keys are texts; `"ai-" ~ level` begins one. */
function checkText(node: SyntaxNode, rules: TemplateRules, complain: Complain): void {
  if (node.typename === "Literal" && !Object.hasOwn(rules.texts, String(node.value)))
    complain(node, `no text is called "${String(node.value)}"`);
  else if (node.typename === "InlineIf" || node.typename === "Or")
    for (const branch of [node.body, node.else_, node.left, node.right])
      if (isNode(branch)) checkText(branch, rules, complain);
  if (node.typename === "Group") for (const child of childrenOf(node)) checkText(child, rules, complain);
  if (node.typename === "Concat" && asNode(node.left)?.typename === "Literal") {
    const start = nameOf(node.left);
    if (!Object.keys(rules.texts).some((key) => key.startsWith(start)))
      complain(node, `no text begins with "${start}"`);
  }
}
