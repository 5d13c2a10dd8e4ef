// The Nunjucks environment: compiled templates, and Broadsheet's filters.
import nunjucks from "nunjucks";
import type { SiteView } from "../pages/site-view.ts";
import type { PrintedFiles } from "../publish/printed.ts";
import { environmentOptions, type Templates } from "./compile-templates.ts";
import { feedValueFilters, makeFeedFilters } from "./feed-filters.ts";
import { makeFilters } from "./filters.ts";
import { quickenNunjucks } from "./quicken-nunjucks.ts";

/** Filters go to the environment itself: through Eleventy's configuration each call would be timed, at the cost of a call. */
export function makeNunjucks(
  { roots, compiled }: Templates,
  site: SiteView,
  printed: PrintedFiles,
): nunjucks.Environment {
  quickenNunjucks();
  // What was not compiled has a mistake, and the second loader tells it.
  const loaders = [
    new nunjucks.PrecompiledLoader(compiled as never),
    new nunjucks.FileSystemLoader([...roots], { noCache: false, watch: false }),
  ];
  const environment = new nunjucks.Environment(loaders, environmentOptions);
  const filters = { ...makeFilters(site, printed), ...feedValueFilters, bytes: (url: string) => printed.size(url) };
  for (const [name, filter] of Object.entries(filters))
    environment.addFilter(name, filter as (...values: unknown[]) => unknown);
  for (const [name, filter] of Object.entries(makeFeedFilters(environment, site, printed)))
    environment.addFilter(name, filter as (...values: unknown[]) => void, true);
  return environment;
}
