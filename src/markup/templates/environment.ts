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
    if (name === "replace" && !(isText(plain[1]) && isText(plain[2])))
      throw new TemplateFault("the filter replace takes two texts");
    if (foretellLength(name, plain) > mostOutput)
      throw new TemplateFault(`the filter ${name} makes too much text; make it shorter`);
    const result = filter.apply(this, plain as never[]);
    if (typeof result === "string" || isSafe(result)) checkLength(String(result));
    return result;
  };
}

function isText(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number";
}

/** Characters that a filter adds, at most. */
function foretellLength(name: string, [first, second, third]: unknown[]): number {
  if (name === "join") return Array.isArray(first) ? first.length * String(second ?? "").length : 0;
  if (name !== "replace") return 0;
  const old = String(second);
  const times = old === "" ? String(first).length + 1 : String(first).split(old).length;
  return times * String(third).length;
}
