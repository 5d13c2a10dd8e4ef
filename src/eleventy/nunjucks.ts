// One Nunjucks environment of two roots: the site's `_includes` first, then Broadsheet's.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import nunjucks from "nunjucks";
import type { FragmentReader } from "../build/fragment-store.ts";
import type { SiteView } from "../pages/site-view.ts";
import { feedValueFilters, makeFeedFilters } from "./feed-filters.ts";
import { makeFilters } from "./filters.ts";

/** The folders that hold templates, first match wins. */
export function templateRoots(siteFolder: string, packageFolder: string): string[] {
  const roots = [join(siteFolder, "_includes"), join(packageFolder, "_includes")];
  return [...new Set(roots)].filter((root) => existsSync(root));
}

/** Filters go to the environment itself: through Eleventy's configuration each call would be timed, at the cost of a call. */
export function makeNunjucks(roots: readonly string[], site: SiteView, fragments: FragmentReader): nunjucks.Environment {
  const environment = prepared.get(roots.join("\0")) ?? loadTemplates(roots);
  const filters = { ...makeFilters(site, fragments), ...feedValueFilters };
  for (const [name, filter] of Object.entries(filters)) environment.addFilter(name, filter as (...values: unknown[]) => unknown);
  for (const [name, filter] of Object.entries(makeFeedFilters(environment, site))) environment.addFilter(name, filter as (...values: unknown[]) => void, true);
  return environment;
}

const prepared = new Map<string, nunjucks.Environment>();

/** Compiles all templates ahead of the first page, before the site's data is known. */
export function prepareTemplates(roots: readonly string[]): void {
  const environment = loadTemplates(roots);
  for (const folder of ["layouts", "macros", "partials"]) {
    for (const root of roots) {
      if (!existsSync(join(root, folder))) continue;
      for (const name of readdirSync(join(root, folder))) if (name.endsWith(".njk")) environment.getTemplate(`${folder}/${name}`, true);
    }
  }
  prepared.set(roots.join("\0"), environment);
}

function loadTemplates(roots: readonly string[]): nunjucks.Environment {
  const loader = new nunjucks.FileSystemLoader([...roots], { noCache: false, watch: false });
  return new nunjucks.Environment(loader, { autoescape: true, throwOnUndefined: false });
}

/** Layout name (`article`) → source, the site's own copy first. */
export function readLayouts(roots: readonly string[]): Map<string, string> {
  const layouts = new Map<string, string>();
  for (const root of roots) {
    const folder = join(root, "layouts");
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder).sort()) {
      const layout = name.replace(/\.njk$/, "");
      if (layout !== name && !layouts.has(layout)) layouts.set(layout, readFileSync(join(folder, name), "utf8"));
    }
  }
  return layouts;
}
