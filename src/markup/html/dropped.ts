// Tells the author what the allowlist took out, by comparing the tree before and after.
import type { Element, Properties, Root } from "hast";
import type { Body } from "../body.ts";
import type { Place } from "../findings.ts";
import { schema } from "./allowlist.ts";
import { visitElements } from "./html-tree.ts";

const cure = 'remove it, or set html to "trusted" in _data/site';
const stripped = new Set(schema.strip);

/** Adds a finding for each element and attribute of `before` that is not in `after`. */
export function reportDropped(before: Root, after: Root, body: Body, place: (element: Element) => Place): void {
  const kept = new Map<number, Properties>();
  visitElements(after, (element) => {
    const offset = offsetOf(element);
    if (offset !== -1) kept.set(offset, element.properties);
  });
  visitElements(before, (element) => {
    const offset = offsetOf(element);
    // Without an offset the parser implied it, as `<tbody>`.
    if (offset === -1) return true;
    const properties = kept.get(offset);
    if (properties === undefined) {
      body.findings.addDropped(body.policy, place(element), `<${element.tagName}> is not allowed in a post; ${cure}`);
      return !stripped.has(element.tagName);
    }
    for (const [name, value] of Object.entries(element.properties)) {
      if (isKept(value, properties[name])) continue;
      body.findings.addDropped(
        body.policy,
        place(element),
        `${describe(name, value)} of <${element.tagName}> is not allowed in a post; ${cure}`,
      );
    }
    return true;
  });
}

function offsetOf(element: Element): number {
  return element.position?.start.offset ?? -1;
}

function isKept(before: Properties[string], after: Properties[string]): boolean {
  if (Array.isArray(before)) return before.length === 0 || (Array.isArray(after) && after.length === before.length);
  return after !== undefined && after !== null;
}

function describe(property: string, value: Properties[string]): string {
  const name = property === "className" ? "class" : property.replace(/^(aria|data)(?=[A-Z])/, "$1-").toLowerCase();
  if (name !== "href" && name !== "src" && name !== "cite") return `the attribute ${name.slice(0, 60)}`;
  const text = String(value);
  return `${name} "${text.length > 60 ? `${text.slice(0, 59)}…` : text}"`;
}
