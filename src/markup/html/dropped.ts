// Tells the author what the allowlist took out, by comparing the tree before and after.
import type { Properties, Root } from "hast";
import type { Findings } from "../findings.ts";
import type { Place } from "../fragment.ts";
import { schema } from "./allowlist.ts";
import { offsetOf, visitElements } from "./html-tree.ts";

const cure = 'remove it, or set html to "trusted" in _data/site';

/** Adds a finding for each element and attribute of `before` that is not in `after`. */
export function reportDropped(before: Root, after: Root, findings: Findings, placeAt: (offset: number) => Place): void {
  const kept = new Map<number, Properties>();
  visitElements(after, (element) => {
    kept.set(offsetOf(element), element.properties);
  });
  visitElements(before, (element) => {
    const { tagName, properties } = element;
    const offset = offsetOf(element);
    // Without an offset the parser implied it, as `<tbody>`.
    if (offset === -1) return true;
    const drop = (what: string) => findings.addDropped(placeAt(offset), `${what} is not allowed in a post; ${cure}`);
    const keptProperties = kept.get(offset);
    if (keptProperties === undefined) {
      drop(`<${tagName}>`);
      return !schema.strip?.includes(tagName);
    }
    for (const [name, value] of Object.entries(properties))
      if (!isKept(value, keptProperties[name])) drop(`${describe(name, value)} of <${tagName}>`);
    return true;
  });
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
