// Copies what a data file exports as plain data, and refuses what is none.
import type { KeyPath } from "./readers.ts";

export interface ValueFault {
  path: KeyPath;
  /** "what; cure". */
  message: string;
}

const deepest = 32;
const mostValues = 1_000_000;

/** Objects without a class, lists, texts, finite numbers, booleans, null; keys whose value is undefined are left out. */
export function toPlain(value: unknown): { plain: unknown; faults: ValueFault[] } {
  const faults: ValueFault[] = [];
  const path: (string | number)[] = [];
  let values = 0;
  const refuse = (message: string): undefined =>
    void (faults.length < 100 && faults.push({ path: [...path], message }));
  const copy = (part: unknown): unknown => {
    if (++values > mostValues)
      return values === mostValues + 1
        ? refuse(`there are more than ${mostValues.toLocaleString("en")} values; keep data files small`)
        : undefined;
    if (part === null || typeof part === "string" || typeof part === "boolean" || part === undefined) return part;
    if (typeof part === "number")
      return Number.isFinite(part) ? part : refuse(`the value is ${part}; write a finite number`);
    if (typeof part !== "object") return refuse(`the value is a ${typeof part}; data files hold plain values only`);
    if (path.length >= deepest)
      return refuse(`the values are nested more than ${deepest} deep, or in a circle; make them flatter`);
    const inside = (key: string | number, item: unknown): unknown => {
      path.push(key);
      const result = copy(item);
      path.pop();
      return result;
    };
    if (Array.isArray(part)) return Array.from(part, (item, index) => inside(index, item ?? null));
    const prototype: unknown = Object.getPrototypeOf(part);
    // Objects of the bundle share this process's Object.
    if (prototype !== Object.prototype && prototype !== null)
      return refuse(
        part instanceof Date
          ? "the value is a Date; write it as a text, such as 2026-01-31T14:20"
          : "the value belongs to a class; data files hold plain values only",
      );
    const record: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(part)) {
      const result = inside(key, item);
      if (result !== undefined)
        Object.defineProperty(record, key, { value: result, enumerable: true, writable: true, configurable: true });
    }
    return record;
  };
  const plain = copy(value);
  return { plain, faults };
}

/** Whether `JSON.parse` has dropped nothing: it keeps the last of two equal keys and says nothing of the first. Depth is bounded as well. */
export function isJsonSound(text: string, value: unknown): boolean {
  let written = 0;
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (match[1] !== undefined) written++;
  let kept = 0;
  const count = (part: unknown, depth: number): boolean => {
    if (typeof part !== "object" || part === null) return true;
    if (depth >= deepest) return false;
    const items = Object.values(part);
    if (!Array.isArray(part)) kept += items.length;
    return items.every((item) => count(item, depth + 1));
  };
  return count(value, 0) && kept === written;
}
