// Three things that Nunjucks does again for every page and every call of a macro, done once: together more than half of the time of its templates.
import nunjucks from "nunjucks";

type Variables = Record<string, unknown>;

interface Frame {
  variables: Variables;
  resolve(name: string, forWrite: boolean): Frame | undefined;
  set(name: string, value: unknown, resolveUp?: boolean): void;
}

type Macro = (...values: unknown[]) => unknown;
type Callback = (error: Error | null, exported: Record<string, Macro> | null) => void;

interface Template {
  getExported(context: object | Callback, frame?: object, callback?: Callback): void;
}

let isDone = false;

/** For all environments of this process; what templates print stays the same. Once is enough, and more does no harm. */
export function quickenNunjucks(): void {
  if (isDone) return;
  isDone = true;
  quickenFrames((nunjucks.runtime as unknown as { Frame: { prototype: Frame } }).Frame.prototype);
  quickenImports((nunjucks.Template as unknown as { prototype: Template }).prototype);
}

/** Every argument and variable is set by its name, which may have dots (`loop.index`), and is taken apart each time. */
function quickenFrames(prototype: Frame): void {
  const pathOf = new Map<string, string[]>();
  prototype.set = function (name, value, resolveUp = false) {
    let path = pathOf.get(name);
    if (path === undefined) pathOf.set(name, (path = name.split(".")));
    const owner = resolveUp ? (this.resolve(path[0] as string, true) ?? this) : this;
    const last = path.length - 1;
    let { variables } = owner;
    for (let at = 0; at < last; at++) variables = (variables[path[at] as string] ||= {}) as Variables;
    variables[path[last] as string] = value;
  };
}

/** An imported file is run for its macros at each import. Without a context, which no import here passes on, they are the same every time. */
function quickenImports(prototype: Template): void {
  const exportedBy = new WeakMap<Template, Record<string, Macro>>();
  const getExported = prototype.getExported;
  prototype.getExported = function (context, frame, callback) {
    if (typeof context !== "function") return getExported.call(this, context, frame, callback);
    const known = exportedBy.get(this);
    if (known !== undefined) return context(null, known);
    getExported.call(this, (error, exported) => {
      if (exported !== null) {
        if (typeof exported.card === "function") exported.card = rememberCalls(exported.card);
        exportedBy.set(this, exported);
      }
      context(error, exported);
    });
  };
}

/** The card of a story stands on a dozen pages, and is one object on all of them. A macro knows nothing but its arguments. */
function rememberCalls(macro: Macro): Macro {
  const known = new WeakMap<object, Map<string, unknown>>();
  return function (this: unknown, story, ...others) {
    // In a list JSON has no undefined.
    if (typeof story !== "object" || story === null || others.includes(undefined))
      return macro.call(this, story, ...others);
    let results = known.get(story);
    if (results === undefined) known.set(story, (results = new Map()));
    const call = JSON.stringify(others);
    if (!results.has(call)) results.set(call, macro.call(this, story, ...others));
    return results.get(call);
  };
}
