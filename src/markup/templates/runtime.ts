// What compiled templates call: own data members only, values escaped, work bounded.
import { isSafe, loadNunjucks } from "./nunjucks.ts";

/** Characters of a body after Nunjucks. */
export const mostOutput = 2_000_000;
const mostSteps = 500_000;
const longestRange = 10_000;

/** A fault of the author's, in words for the author; `line` is 1-based, 0 where it is not known. */
export class TemplateFault extends Error {
  readonly line: number;

  constructor(message: string, line = 0) {
    super(message);
    this.line = line;
  }
}

/** Counts what a template does; throws a `TemplateFault` when it is too much. */
type Spend = (steps: number) => void;

function makeSpend(): Spend {
  let left = mostSteps;
  return (steps) => {
    left -= Math.max(1, steps);
    if (!(left >= 0)) throw new TemplateFault("the template runs too long; use fewer or shorter loops");
  };
}

/** The engine's runtime for one run over `values`, the only ones there are. */
export function makeGuardedRuntime(values: Record<string, unknown>): object {
  const spend = makeSpend();
  const range = makeRange(spend);
  return {
    ...loadNunjucks().runtime,
    memberLookup(value: unknown, member: unknown): unknown {
      spend(1);
      return readMember(value, member);
    },
    contextOrFrameLookup(_context: object, frame: { lookup(name: string): unknown }, name: string): unknown {
      spend(1);
      const local = frame.lookup(name);
      if (local !== undefined) return local;
      if (Object.hasOwn(values, name)) return values[name];
      return name === "range" ? range : undefined;
    },
    callWrap(callee: unknown, name: string, self: unknown, given: unknown[]): unknown {
      spend(10);
      if (typeof callee !== "function")
        throw new TemplateFault(`"${name}" cannot be called; only macros of the post and range() can`);
      return callee.apply(self, given);
    },
    fromIterator(value: unknown): unknown {
      const isList = Array.isArray(value) || typeof value === "string";
      spend(isList ? value.length : Object.keys(Object(value)).length);
      return value instanceof Map || value instanceof Set ? [...value] : value;
    },
    suppressValue(value: unknown): string {
      spend(1);
      const text = print(value);
      checkLength(text);
      spend(text.length / 100);
      return isSafe(value) ? text : escapeForMarkdown(text);
    },
    ensureDefined(value: unknown, line: number, _column: number): unknown {
      if (value === undefined || value === null)
        throw new TemplateFault("a value printed here is not there; check its name", line + 1);
      return value;
    },
    inOperator(key: unknown, value: unknown): boolean {
      if (Array.isArray(value)) return value.includes(key);
      if (typeof value === "string") return value.includes(String(key));
      return value !== null && typeof value === "object" && Object.hasOwn(value, String(key));
    },
    handleError: placeError,
  };
}

function print(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "function") throw new TemplateFault("a macro cannot be printed; call it with ()");
  if (typeof value === "object" && !isSafe(value) && !Array.isArray(value))
    throw new TemplateFault("a whole record cannot be printed; print one of its members");
  return String(value);
}

/** `line`, of the last call, is 0-based; a fault that knows its line keeps it. */
function placeError(error: unknown, line: number): unknown {
  if (error instanceof RangeError) return error;
  if (!(error instanceof TemplateFault))
    return new TemplateFault(
      `template: ${String((error as Error).message ?? error).slice(0, 300)}; correct it`,
      line + 1,
    );
  return error.line > 0 ? error : new TemplateFault(error.message, line + 1);
}

/** A value's own data: never a method, nor what it inherits. */
function readMember(value: unknown, member: unknown): unknown {
  if (value === undefined || value === null || (typeof member !== "string" && typeof member !== "number"))
    return undefined;
  if (typeof value === "string")
    return member === "length" || Number.isInteger(Number(member)) ? (value[member as number] ?? undefined) : undefined;
  if (typeof value !== "object" || member === "__proto__" || member === "__keywords" || !Object.hasOwn(value, member))
    return undefined;
  const found = (value as Record<string | number, unknown>)[member];
  return typeof found === "function" ? undefined : found;
}

export function checkLength(text: string): void {
  if (text.length > mostOutput)
    throw new TemplateFault(`the template makes more than ${mostOutput / 1_000_000} MB of text; make it shorter`);
}

/** Text as it is, neither Markdown nor HTML: character references hold in both, in attributes and in link targets. */
export function escapeForMarkdown(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f\s]+/g, " ")
    .replace(/[\\`*_{}[\]<>()#+\-!|~&:^"'=%$@]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/^( *\d+)\./, "$1&#46;");
}

function makeRange(spend: Spend): (start: unknown, stop?: unknown, step?: unknown) => number[] {
  return (...values) => {
    const numbers = values.filter((value) => typeof value !== "object").map(Number);
    const [start, stop, step] = numbers.length < 2 ? [0, numbers[0], 1] : [numbers[0], numbers[1], numbers[2] ?? 1];
    const length = Math.ceil(((stop ?? Number.NaN) - (start ?? 0)) / (step ?? 1));
    if (!Number.isFinite(length))
      throw new TemplateFault("range() takes numbers: range(stop) or range(start, stop, step)");
    if (length > longestRange)
      throw new TemplateFault(`range() makes at most ${longestRange.toLocaleString("en")} numbers; use a shorter one`);
    spend(Math.max(0, length));
    return Array.from({ length: Math.max(0, length) }, (_, index) => (start ?? 0) + index * (step ?? 1));
  };
}
