// Small typed readers from which the schemas are composed: a value of unknown shape in, a typed value or a finding out.

import { quote } from "../problems.ts";
import { suggest } from "./nearest.ts";

/** Keys and 0-based list positions from the top of a file: `["corrections", 1, "text"]`. A text where a list is stands for the item with that text. */
export type KeyPath = readonly (string | number)[];

/** What a reader found, before its place is turned into a line and a column. */
export interface Finding {
  path: KeyPath;
  on: "key" | "value";
  severity: "error" | "warning";
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

export function startReading(timezone: string, folder: string | null): Reading {
  return { path: [], timezone, folder, findings: [] };
}

export function report(
  reading: Reading,
  message: string,
  on: Finding["on"] = "value",
  severity: Finding["severity"] = "error",
): undefined {
  reading.findings.push({ path: [...reading.path], on, severity, message });
}

/** For findings that only show once several values are read. */
export function reportAt(
  reading: Reading,
  path: KeyPath,
  message: string,
  severity: Finding["severity"] = "error",
): void {
  reading.findings.push({ path: [...reading.path, ...path], on: "value", severity, message });
}

/** Runs `read` one key further down. */
export function descend<T>(reading: Reading, key: string | number, read: () => T): T {
  reading.path.push(key);
  const result = read();
  reading.path.pop();
  return result;
}

/** `feeds.site.entries`: what a message calls the place. */
export function nameOf(reading: Reading): string {
  const names = reading.path.filter((key) => typeof key === "string");
  return names.length === 0
    ? "the file"
    : names.map((name) => (/^[\w-]{1,40}$/.test(name) ? name : quote(name))).join(".");
}

export function typeName(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a group of keys";
  return typeof value === "boolean" ? "true or false" : typeof value === "string" ? "a text" : `a ${typeof value}`;
}

export function required<T>(read: Reader<T>, fallback: T, cure: string): Field<T> {
  return { read, fallback, cure };
}

export function optional<T>(read: Reader<T>, fallback: T): Field<T> {
  return { read, fallback, cure: "" };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads the known keys of a record; `onUnknown` judges the others (by default an error with the nearest known key). */
export function readFields<T>(
  record: Record<string, unknown>,
  fields: Fields<T>,
  reading: Reading,
  onUnknown: (key: string, reading: Reading) => void = refuseUnknown(Object.keys(fields)),
): T {
  const result: Partial<T> = {};
  for (const key in fields) {
    const field = fields[key];
    const value = Object.hasOwn(record, key) ? record[key] : undefined;
    if (value === undefined || value === null) {
      if (field.cure !== "") reportLack(reading, key, value === undefined, field.cure);
      result[key] = field.fallback;
      continue;
    }
    reading.path.push(key);
    const read = field.read(value, reading);
    reading.path.pop();
    result[key] = read === undefined ? field.fallback : read;
  }
  for (const key of Object.keys(record))
    if (!Object.hasOwn(fields, key)) descend(reading, key, () => onUnknown(key, reading));
  return result as T;
}

/** An empty key has a place of its own; a missing one has that of the group. */
function reportLack(reading: Reading, key: string, isMissing: boolean, cure: string): void {
  const path = [...reading.path];
  descend(reading, key, () =>
    reading.findings.push({
      path: isMissing ? path : [...path, key],
      on: isMissing ? "value" : "key",
      severity: "error",
      message: `${nameOf(reading)} is ${isMissing ? "missing" : "empty"}; ${cure}`,
    }),
  );
}

/** @returns a judge of unknown keys that names the nearest of `known`. */
export function refuseUnknown(known: string[]): (key: string, reading: Reading) => void {
  return (key, reading) =>
    report(reading, `key ${quote(key)} is unknown; ${suggest(key, known) || "remove it"}`, "key");
}

export function record<T>(fields: Fields<T>): Reader<T> {
  return (value, reading) =>
    isRecord(value)
      ? readFields(value, fields, reading)
      : report(
          reading,
          `${nameOf(reading)} is ${typeName(value)}; write a group of keys (${Object.keys(fields).join(", ")})`,
        );
}

/** A list; where `read` reads texts, a single text stands for a list of one. Refused items are left out. */
export function list<T>(read: Reader<T>, acceptsSingle: boolean): Reader<T[]> {
  return (value, reading) => {
    if (acceptsSingle && !Array.isArray(value) && !isRecord(value)) {
      const item = read(value, reading);
      return item === undefined ? undefined : [item];
    }
    if (!Array.isArray(value)) return report(reading, `${nameOf(reading)} is ${typeName(value)}; write a list`);
    const items: T[] = [];
    for (let i = 0; i < value.length; i++) {
      reading.path.push(i);
      const item = read(value[i], reading);
      reading.path.pop();
      if (item !== undefined) items.push(item);
    }
    return items;
  };
}

/** A record whose keys authors choose; `readKey` judges each. */
export function dictionary<T>(readKey: Reader<string>, read: Reader<T>): Reader<Record<string, T>> {
  return (value, reading) => {
    if (!isRecord(value)) return report(reading, `${nameOf(reading)} is ${typeName(value)}; write a group of keys`);
    const result: Record<string, T> = {};
    for (const key of Object.keys(value)) {
      descend(reading, key, () => {
        const before = reading.findings.length;
        const name = readKey(key, reading);
        for (const finding of reading.findings.slice(before)) finding.on = "key";
        const item = read(value[key], reading);
        if (name !== undefined && item !== undefined) result[name] = item;
      });
    }
    return result;
  };
}

export function oneOf<T extends string>(...choices: readonly T[]): Reader<T> {
  return (value, reading) => {
    const choice = choices.find((candidate) => candidate === value);
    if (choice !== undefined) return choice;
    const shown = typeof value === "string" ? quote(value) : typeName(value);
    return report(
      reading,
      `${nameOf(reading)} is ${shown}; ${suggest(value, choices) || `write ${choices.join(" or ")}`}`,
    );
  };
}

export const flag: Reader<boolean> = (value, reading) =>
  typeof value === "boolean"
    ? value
    : report(
        reading,
        `${nameOf(reading)} is ${typeof value === "string" ? quote(value) : typeName(value)}; write true or false, without quotes`,
      );

export function numberWithin(least: number, most: number, isWhole: boolean): Reader<number> {
  return (value, reading) => {
    const isFit = typeof value === "number" && value >= least && value <= most && (!isWhole || Number.isInteger(value));
    return isFit
      ? value
      : report(
          reading,
          `${nameOf(reading)} is ${typeof value === "number" ? value : typeName(value)}; write a ${isWhole ? "whole " : ""}number from ${least} to ${most}`,
        );
  };
}
