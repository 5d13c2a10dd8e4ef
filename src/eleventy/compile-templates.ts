// Compiles all Nunjucks templates to one script, which can be kept: reading them anew takes a cold process half a second.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import nunjucks from "nunjucks";
import { asynchronousFilters } from "./feed-filters.ts";
import { TemplateError } from "./template-error.ts";

/** Where templates come from. */
export interface Templates {
  /** Folders, first match wins. */
  roots: readonly string[];
  /** Name (`layouts/article.njk`) → what Nunjucks made of it; one with a mistake is missing. */
  compiled: Readonly<Record<string, object>>;
  /** Names of those that pages can have. */
  layouts: readonly string[];
}

export const environmentOptions = { autoescape: true, throwOnUndefined: false };

/** Nunjucks' compiler, which its types leave out. */
interface Compiler {
  /** The body of a function that returns a template's root and blocks. @throws nunjucks.lib.TemplateError */
  compile(
    source: string,
    asynchronousFilters: readonly string[],
    extensions: readonly never[],
    name: string,
    options: object,
  ): string;
}

/** The folders that hold templates: the site's own first, then Broadsheet's. */
export function templateRoots(siteFolder: string, packageFolder: string): string[] {
  const roots = [join(siteFolder, "_includes"), join(packageFolder, "_includes")];
  return [...new Set(roots)].filter((root) => existsSync(root));
}

/**
 * The script is an expression for `Templates.compiled`. A template with a mistake is left out: whoever uses it reads it again, and tells.
 * @throws TemplateError where one has front matter, which Eleventy's users know from layouts
 */
export function compileTemplates(roots: readonly string[]): string {
  const { compile } = (nunjucks as unknown as { compiler: Compiler }).compiler;
  const entries: string[] = [];
  for (const [name, file] of listTemplates(roots)) {
    const source = readFileSync(file, "utf8");
    if (/^---\r?\n/.test(source))
      throw new TemplateError(
        `_includes/${name}`,
        1,
        1,
        'a template has no front matter; take it out, and write {% extends "layouts/base.njk" %} for its layout',
      );
    try {
      entries.push(
        `${JSON.stringify(name)}: (() => {\n${compile(source, asynchronousFilters, [], name, environmentOptions)}\n})()`,
      );
    } catch (error) {
      if ((error as Error).name !== "Template render error") throw error;
    }
  }
  return `({\n${entries.join(",\n")}\n})`;
}

function listTemplates(roots: readonly string[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const root of roots) {
    for (const path of readdirSync(root, { recursive: true, encoding: "utf8" })) {
      const name = path.replaceAll("\\", "/");
      if (name.endsWith(".njk") && !files.has(name)) files.set(name, join(root, path));
    }
  }
  return files;
}

/** `script`: what `compileTemplates` made of these roots, or does now. */
export function readTemplates(
  roots: readonly string[],
  script = new Script(compileTemplates(roots), { filename: "templates.js" }),
): Templates {
  const layouts = [...listTemplates(roots).keys()].filter((name) => name.startsWith("layouts/"));
  return { roots, layouts, compiled: script.runInThisContext() as Templates["compiled"] };
}
