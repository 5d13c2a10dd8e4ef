// Small typed readers from which the schemas are composed: a value of unknown shape in, a typed value or a finding out.
import { quote } from "../problems.ts";
import { suggest } from "./nearest.ts";

/** Keys and 0-based list positions from the top of a file: `["corrections", 1, "text"]`. A text where a list is stands for the item with that text. */
export type KeyPath = readonly (string | number)[];

type Part = "key" | "value";
type Severity = "error" | "warning";

/** What a reader found, before its place is turned into a line and a column. */
export interface Finding {
  path: KeyPath;
  on: Part;
  severity: Severity;
  /** "what; cure". */
  message: string;
}

/** Carried through one file's readers: where they are, and what they found. */
export interface Reading {
  /** Grows and shrinks while readers descend. */
  path: (string | number)[];
  /** IANA name: the zone of instants without offset. */
  timezone: string;
  /** That relative paths start from, itself relative to the site's folder; null where only "/…" may be written. */
  folder: string | null;
  findings: Finding[];
}

/** Gives the typed value, or undefined after it has reported why there is none. */
export type Reader<T> = (value: unknown, reading: Reading) => T | undefined;

/** One key of a record. `fallback` stands for an absent key, and for a refused value so that reading goes on. */
export interface Field<T> {
  read: Reader<T>;
  fallback: T;
  /** How to write the key, for an error when it is missing; "" for optional keys. */
  cure: string;
}

export type Fields<T> = { [K in keyof T]-?: Field<T[K]> };
/** What a reader gives: types follow from readers, so that nothing is declared twice. */
export type ReadBy<R> = R extends Reader<infer T> ? T : never;
/** A table with a field for every key that authors may write, as `Written` describes it to their editors: `{ … } satisfies KeysOf<Site>`. */
export type KeysOf<Written> = { [K in keyof Written]-?: Field<unknown> };

export function startReading(timezone: string, folder: string | null): Reading {
  return { path: [], timezone, folder, findings: [] };
}

export function report(reading: Reading, message: string, on: Part = "value", severity: Severity = "error"): undefined {
  reading.findings.push({ path: [...reading.path], on, severity, message });
}

/** For findings that only show once several values are read. */
export function reportAt(reading: Reading, path: KeyPath, message: string, severity: Severity = "error"): void {
  reading.findings.push({ path: [...reading.path, ...path], on: "value", severity, message });
}

/** Reports an error that starts with the place's name: `title` + "is empty; write a text". */
export function refuse(reading: Reading, what: string): undefined {
  return report(reading, `${nameOf(reading)} ${what}`);
}

/** Reports what is wrong with a text, and shows it. */
export function refuseText(reading: Reading, text: string, what: string): undefined {
  return refuse(reading, `${quote(text)} ${what}`);
}

/** Runs `read` one key further down. */
export function descend<T>(reading: Reading, key: string | number, read: () => T): T {
  reading.path.push(key);
  try {
    return read();
  } finally {
    reading.path.pop();
  }
}

/** `feeds.site.entries`: what a message calls the place. */
export function nameOf(reading: Reading): string {
  const names = reading.path.filter((key) => typeof key === "string");
  return names.map((name) => (/^[\w-]{1,40}$/.test(name) ? name : quote(name))).join(".") || "the file";
}

export function typeName(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a group of keys";
  return typeof value === "boolean" ? "true or false" : typeof value === "string" ? "a text" : `a ${typeof value}`;
}

/** Of both, the second form is for a fallback that the reader itself never gives. */
export function required<T>(read: Reader<T>, fallback: NoInfer<T>, cure: string): Field<T>;
export function required<T>(read: Reader<T>, fallback: "", cure: string): Field<T | "">;
export function required<T>(read: Reader<T>, fallback: T, cure: string): Field<T> {
  return { read, fallback, cure };
}

export function optional<T>(read: Reader<T>, fallback: NoInfer<T>): Field<T>;
export function optional<T, F extends "" | null>(read: Reader<T>, fallback: F): Field<T | F>;
export function optional<T>(read: Reader<T>, fallback: T): Field<T> {
  return { read, fallback, cure: "" };
}

/** A record that may be left out: each of its keys is then what it is where it is left out itself. */
export function group<T>(fields: Fields<T>, subject = ""): Field<T> {
  return optional(record(fields, subject), readFields({}, fields, startReading("UTC", null)) as NoInfer<T>);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads the known keys of a record; `onUnknown` judges the others (by default an error with the nearest known key). */
export function readFields<T>(
  record: Record<string, unknown>,
  fields: Fields<T>,
  reading: Reading,
  onUnknown: (key: string, reading: Reading) => void = (key) =>
    report(reading, `key ${quote(key)} is unknown; ${suggest(key, Object.keys(fields)) || "remove it"}`, "key"),
): T {
  const result: Partial<T> = {};
  for (const key in fields) {
    const value = Object.hasOwn(record, key) ? record[key] : undefined;
    result[key] = descend(reading, key, () => readField(value, fields[key], reading));
  }
  for (const key of Object.keys(record))
    if (!Object.hasOwn(fields, key)) descend(reading, key, () => onUnknown(key, reading));
  return result as T;
}

function readField<T>(value: unknown, { read, fallback, cure }: Field<T>, reading: Reading): T {
  if (value !== undefined && value !== null) return read(value, reading) ?? fallback;
  const message = `${nameOf(reading)} is ${value === null ? "empty" : "missing"}; ${cure}`;
  // An empty key has a place of its own, a missing one that of its group.
  if (cure !== "" && value === null) report(reading, message, "key");
  else if (cure !== "")
    reading.findings.push({ path: reading.path.slice(0, -1), on: "value", severity: "error", message });
  return fallback;
}

/** @param subject what messages call the record; by default its place */
export function record<T>(fields: Fields<T>, subject = ""): Reader<T> {
  const cure = `write a group of keys (${Object.keys(fields).join(", ")})`;
  return (value, reading) =>
    isRecord(value)
      ? readFields(value, fields, reading)
      : report(reading, `${subject || nameOf(reading)} is ${typeName(value)}; ${cure}`);
}

/** Goes on with what `read` gives: judges it, or makes more of it. */
export function refine<A, B>(read: Reader<A>, next: (value: A, reading: Reading) => B | undefined): Reader<B> {
  return (value, reading) => {
    const given = read(value, reading);
    return given === undefined ? undefined : next(given, reading);
  };
}

/** A list; where `read` reads texts, a single text stands for a list of one. Refused items are left out. */
export function list<T>(read: Reader<T>, acceptsSingle: boolean): Reader<T[]> {
  return (value, reading) => {
    if (Array.isArray(value))
      return value
        .map((item: unknown, index) => descend(reading, index, () => read(item, reading)))
        .filter((item) => item !== undefined);
    if (!acceptsSingle || isRecord(value)) return refuse(reading, `is ${typeName(value)}; write a list`);
    const item = read(value, reading);
    return item === undefined ? undefined : [item];
  };
}

/** A list of which no two items have the same `key`. */
export function distinct<T extends object>(read: Reader<T[]>, key: keyof T & string, what: string): Reader<T[]> {
  return refine(read, (items, reading) => {
    const known = new Set<unknown>();
    for (const [index, { [key]: value }] of items.entries()) {
      if (value !== "" && known.has(value))
        reportAt(reading, [index, key], `two ${what} have the ${key} ${JSON.stringify(value)}; change one`);
      known.add(value);
    }
    return items;
  });
}

/** A record whose keys authors choose; `readKey` judges each. */
export function dictionary<T>(
  readKey: (key: string, reading: Reading) => string | undefined,
  read: Reader<T>,
): Reader<Record<string, T>> {
  return (value, reading) => {
    if (!isRecord(value)) return refuse(reading, `is ${typeName(value)}; write a group of keys`);
    const result: Record<string, T> = {};
    for (const [key, item] of Object.entries(value)) {
      const before = reading.findings.length;
      const name = descend(reading, key, () => readKey(key, reading));
      for (const finding of reading.findings.slice(before)) finding.on = "key";
      const given = descend(reading, key, () => read(item, reading));
      if (name !== undefined && given !== undefined) result[name] = given;
    }
    return result;
  };
}

export function oneOf<T extends string>(...choices: readonly T[]): Reader<T> {
  return (value, reading) =>
    choices.find((choice) => choice === value) ??
    refuse(reading, `is ${describe(value)}; ${suggest(value, choices) || `write ${choices.join(" or ")}`}`);
}

export const flag: Reader<boolean> = (value, reading) =>
  typeof value === "boolean" ? value : refuse(reading, `is ${describe(value)}; write true or false, without quotes`);

export function numberWithin(least: number, most: number, isWhole: boolean): Reader<number> {
  const cure = `write a ${isWhole ? "whole " : ""}number from ${least} to ${most}`;
  return (value, reading) => {
    if (typeof value !== "number") return refuse(reading, `is ${typeName(value)}; ${cure}`);
    const isFit = value >= least && value <= most && (!isWhole || Number.isInteger(value));
    return isFit ? value : refuse(reading, `is ${value}; ${cure}`);
  };
}

function describe(value: unknown): string {
  return typeof value === "string" ? quote(value) : typeName(value);
}
