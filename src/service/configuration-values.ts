// Readers of what a configuration may hold. `where` is its place, as whoever wrote it knows it.
import { isObject } from "./json-values.ts";

/** What is wrong, where, and the cure. */
export class ConfigurationError extends Error {}

/** @throws ConfigurationError */
export function fail(where: string, cure: string): never {
  throw new ConfigurationError(`${where}: ${cure}`);
}

/** An object with these keys and no others. @throws ConfigurationError */
export function readKeys<Key extends string>(
  value: unknown,
  where: string,
  keys: readonly Key[],
): Partial<Record<Key, unknown>> {
  const object = readObject(value, where);
  const unknown = Object.keys(object).find((key) => !(keys as readonly string[]).includes(key));
  if (unknown !== undefined) fail(where, `key "${unknown}" is unknown; it may have ${keys.join(", ")}`);
  return object as Partial<Record<Key, unknown>>;
}

/** @throws ConfigurationError */
export function readObject(value: unknown, where: string): Record<string, unknown> {
  return isObject(value) ? value : fail(where, "write an object");
}

/** @throws ConfigurationError */
export function readText(value: unknown, where: string): string {
  return typeof value === "string" && value.trim() !== "" ? value : fail(where, "write a text");
}

/** Of a list, or of one text with commas. @throws ConfigurationError */
export function readList(value: unknown, where: string): string[] {
  const list = [value].flat().flatMap((entry) => (typeof entry === "string" ? entry.split(",") : [entry]));
  if (!list.every((entry) => typeof entry === "string")) fail(where, "write a list of texts");
  return list.map((entry) => entry.trim()).filter((entry) => entry !== "");
}

/** @throws ConfigurationError where two have the same id. */
export function refuseTwins(entries: readonly { id: string }[], where: string, what: string): void {
  const ids = entries.map(({ id }) => id);
  const twin = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twin !== undefined) fail(where, `the ${what} "${twin}" is named twice`);
}
