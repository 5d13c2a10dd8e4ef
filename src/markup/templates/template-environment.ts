// The Nunjucks environment of a post: filters that only make text, the shortcodes, no loader.

import { stripControls } from "../slots.ts";
import { makeShortcodes } from "./shortcodes.ts";
import { checkLength, TemplateFault } from "./template-runtime.ts";
import type { NunjucksModule } from "./template-types.ts";

// Pure, in linear time, and not reading members by name.
export const filterNames: ReadonlySet<string> = new Set([
  "abs",
  "capitalize",
  "d",
  "default",
  "e",
  "escape",
  "first",
  "float",
  "int",
  "join",
  "last",
  "length",
  "list",
  "lower",
  "replace",
  "reverse",
  "round",
  "safe",
  "string",
  "title",
  "trim",
  "truncate",
  "upper",
  "urlencode",
  "wordcount",
]);

type Environment = InstanceType<NunjucksModule["Environment"]>;
let environment: Environment | undefined;

/** Made once: it holds no state of a post. */
export function makeEnvironment(engine: NunjucksModule): Environment {
  if (environment) return environment;
  const made = new engine.Environment(null, { autoescape: false, throwOnUndefined: true });
  const known = made.filters;
  made.filters = Object.create(null) as Environment["filters"];
  for (const name of filterNames) {
    const filter = known[name];
    if (filter) made.filters[name] = guard(filter, name, engine);
  }
  made.tests = Object.assign(Object.create(null), made.tests);
  made.globals = Object.create(null) as Environment["globals"];
  for (const [name, shortcode] of makeShortcodes(engine)) made.addExtension(name, shortcode);
  environment = made;
  return made;
}

type Filter = (...values: never[]) => unknown;

function guard(filter: Filter, name: string, engine: NunjucksModule): Filter {
  const isSafe = (value: unknown) => value instanceof engine.runtime.SafeString;
  return function guarded(this: unknown, ...values: unknown[]): unknown {
    // No value may bring private marks, and those in a macro's text would be upset by letters being changed.
    const plain = values.map((value) =>
      typeof value === "string" || isSafe(value) ? stripControls(String(value).replace(/\u0005\d+\u0005/g, "")) : value,
    );
    for (const value of plain) if (typeof value === "string") checkLength(value);
    if (name === "replace") checkReplacement(plain);
    if (name === "join") checkJoin(plain);
    const result = filter.apply(this, plain as never[]);
    if (typeof result === "string" || isSafe(result)) checkLength(String(result));
    return result;
  };
}

function checkReplacement([text, old, fresh]: unknown[]): void {
  const isPlain = (value: unknown) => typeof value === "string" || typeof value === "number";
  if (!isPlain(old) || !isPlain(fresh)) throw new TemplateFault("the filter replace takes two texts");
  const times = String(old) === "" ? String(text).length + 1 : String(text).split(String(old)).length;
  if (times * String(fresh).length > 2_000_000)
    throw new TemplateFault("the filter replace makes too much text; make it shorter");
}

function checkJoin([list, between]: unknown[]): void {
  if (Array.isArray(list) && list.length * String(between ?? "").length > 2_000_000)
    throw new TemplateFault("the filter join makes too much text; make it shorter");
}
