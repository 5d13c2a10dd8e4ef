// Nunjucks with its inner parts, which the published types leave out.
import { createRequire } from "node:module";

export interface TemplateNode {
  typename: string;
  /** 0-based. */
  lineno: number;
  fields: string[];
  children?: TemplateNode[];
  [field: string]: unknown;
}

export type Filter = (...values: never[]) => unknown;

export interface Environment {
  extensionsList: unknown[];
  filters: Record<string, Filter>;
  tests: Record<string, unknown>;
  addExtension(name: string, extension: object): void;
}

/** A compiled template; calls `done` before it returns. */
export type RootFunction = (
  environment: Environment,
  context: object,
  frame: object,
  runtime: object,
  done: (error: unknown, result?: string) => void,
) => void;

interface Nunjucks {
  parser: { parse(source: string, extensions: unknown[], options: object): TemplateNode };
  compiler: {
    Compiler: new (name: string, throwOnUndefined: boolean) => { compile(tree: TemplateNode): void; getCode(): string };
  };
  Environment: new (loaders: null, options: object) => Environment;
  runtime: {
    Frame: new () => { topLevel: boolean; lookup(name: string): unknown };
    SafeString: new (text: string) => object;
  };
}

const require = createRequire(import.meta.url);
let loaded: Nunjucks | undefined;

/** Loaded by the first body that asks for it; most sites have none. */
export function loadNunjucks(): Nunjucks {
  loaded ??= require("nunjucks") as Nunjucks;
  return loaded;
}

/** Text that is printed as it is. */
export function isSafe(value: unknown): boolean {
  return value instanceof loadNunjucks().runtime.SafeString;
}
