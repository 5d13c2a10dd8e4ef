// The Nunjucks environment of a post: filters that only make text, the shortcodes, no loader.
import { stripControls } from "../slots.ts";
import { words } from "../words.ts";
import { type Environment, type Filter, isSafe, loadNunjucks } from "./nunjucks.ts";
import { checkLength, mostOutput, TemplateFault } from "./runtime.ts";
import { makeShortcodes } from "./shortcodes.ts";

// Pure, in linear time, and not reading members by name.
export const filterNames: ReadonlySet<string> = new Set(
  words(`
    abs capitalize d default e escape first float int join last length list lower replace reverse round safe string
    title trim truncate upper urlencode wordcount
  `),
);

let environment: Environment | undefined;

/** Made once: it holds no state of a post. */
export function makeEnvironment(): Environment {
  if (environment) return environment;
  const made = new (loadNunjucks().Environment)(null, { autoescape: false, throwOnUndefined: true });
  const filters = Object.entries(made.filters).filter(([name]) => filterNames.has(name));
  made.filters = makeBare(filters.map(([name, filter]) => [name, guard(filter, name)]));
  made.tests = makeBare(Object.entries(made.tests));
  made.globals = makeBare([]);
  for (const [name, shortcode] of makeShortcodes()) made.addExtension(name, shortcode);
  environment = made;
  return made;
}

/** Without what every object has: templates ask for members by name. */
function makeBare<T>(entries: [string, T][]): Record<string, T> {
  return Object.assign(Object.create(null), Object.fromEntries(entries));
}

function guard(filter: Filter, name: string): Filter {
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
  if (times * String(fresh).length > mostOutput)
    throw new TemplateFault("the filter replace makes too much text; make it shorter");
}

function checkJoin([list, between]: unknown[]): void {
  if (Array.isArray(list) && list.length * String(between ?? "").length > mostOutput)
    throw new TemplateFault("the filter join makes too much text; make it shorter");
}
