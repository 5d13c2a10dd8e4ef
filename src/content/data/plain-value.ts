// Copies what a data file exports as plain data, and refuses what is none.
import { descend, type Reading, report } from "../readers/readers.ts";

const deepest = 32;
const mostValues = 1_000_000;
const mostFindings = 100;

/** Objects without a class, lists, texts, finite numbers, booleans, null; keys whose value is undefined are left out. */
export function copyPlain(value: unknown, reading: Reading): unknown {
  let values = 0;
  const refuse = (message: string): undefined =>
    reading.findings.length < mostFindings ? report(reading, message) : undefined;
  const copy = (part: unknown): unknown => {
    values++;
    if (values === mostValues + 1)
      refuse(`there are more than ${mostValues.toLocaleString("en")} values; keep data files small`);
    if (values > mostValues) return undefined;
    if (part === null || typeof part === "string" || typeof part === "boolean" || part === undefined) return part;
    if (typeof part === "number")
      return Number.isFinite(part) ? part : refuse(`the value is ${part}; write a finite number`);
    if (typeof part !== "object") return refuse(`the value is a ${typeof part}; data files hold plain values only`);
    if (reading.path.length >= deepest)
      return refuse(`the values are nested more than ${deepest} deep, or in a circle; make them flatter`);
    const copyAt = (key: string | number, item: unknown): unknown => descend(reading, key, () => copy(item));
    if (Array.isArray(part)) return Array.from(part, (item, index) => copyAt(index, item ?? null));
    if (part instanceof Date) return refuse("the value is a Date; write it as a text, such as 2026-01-31T14:20");
    const prototype: unknown = Object.getPrototypeOf(part);
    // Objects of the bundle share this process's Object.
    if (prototype !== Object.prototype && prototype !== null)
      return refuse("the value belongs to a class; data files hold plain values only");
    const entries = Object.entries(part).map(([key, item]) => [key, copyAt(key, item)]);
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  };
  return copy(value);
}
