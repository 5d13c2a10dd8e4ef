// Readers of what a configuration may hold; all throw ConfigurationError. `where` is its place, as whoever wrote it knows it.
import { isObject } from "./json-values.ts";

/** What is wrong, where, and the cure. */
export class ConfigurationError extends Error {}

export function fail(where: string, cure: string): never {
  throw new ConfigurationError(`${where}: ${cure}`);
}

export const readObject = (value: unknown, where: string): Record<string, unknown> =>
  isObject(value) ? value : fail(where, "write an object");

/** An object with these keys and no others. */
export function readKeys(value: unknown, where: string, keys: readonly string[]): Record<string, unknown> {
  const object = readObject(value, where);
  const unknown = Object.keys(object).find((key) => !keys.includes(key));
  return unknown === undefined ? object : fail(where, `key "${unknown}" is unknown; it may have ${keys.join(", ")}`);
}

export const readText = (value: unknown, where: string): string =>
  typeof value === "string" && value.trim() !== "" ? value : fail(where, "write a text");

/** Of a list, or of one text with commas. */
export function readList(value: unknown, where: string): string[] {
  const list = [value].flat().flatMap((entry) => (typeof entry === "string" ? entry.split(",") : [entry]));
  if (!list.every((entry) => typeof entry === "string")) fail(where, "write a list of texts");
  return list.map((entry) => entry.trim()).filter((entry) => entry !== "");
}

export function refuseTwins(entries: readonly { id: string }[], where: string, what: string): void {
  const ids = entries.map(({ id }) => id);
  const twin = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twin !== undefined) fail(where, `the ${what} "${twin}" is named twice`);
}
