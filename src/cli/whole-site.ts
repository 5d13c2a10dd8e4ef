// Everything Eleventy needs for a one-off build of a site: what `.eleventy.ts` hands it.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Asset, assembleSite } from "../build/assets.ts";
import { loadBundles } from "../build/bundle-assets.ts";
import { type FragmentReader, fragmentFolder, PackReader } from "../build/fragment-store.ts";
import { loadEdition } from "../build/load-edition.ts";
import { formatProblem, hasErrors } from "../content/problems.ts";
import { walkPosts } from "../content/walk-posts.ts";
import { bodiesOf } from "../pages/bodies.ts";
import type { Page } from "../pages/models.ts";
import { planPages } from "../pages/plan-pages.ts";
import type { Globals } from "../pages/site-view.ts";
import { runParseJob } from "./jobs.ts";
import { currentMinute } from "./options.ts";

export interface WholeSite {
  globals: Globals;
  pages: Page[];
  assets: Asset[];
  fragments: FragmentReader;
}

/** Reads the site anew. Folders are absolute. @throws Error with one line for each problem. */
export async function loadWholeSite(siteFolder: string, packageFolder: string): Promise<WholeSite> {
  const cacheFolder = join(siteFolder, ".cache", "eleventy");
  rmSync(cacheFolder, { recursive: true, force: true });
  const { edition, problems, fragmentsFor } = await loadEdition({
    siteFolder,
    cacheFolder,
    now: currentMinute(),
    withDrafts: false,
    siteUrl: "",
    serviceUrl: null,
    codeDigest: "",
    onStale: () => {},
    walk: async (folder) => walkPosts(folder),
    parseMany: async (paths, options) => runParseJob({ kind: "parse", siteFolder, cacheFolder, options, paths }),
  });
  if (edition === null || hasErrors(problems)) throw new Error(`the site has errors\n${problems.map(formatProblem).join("\n")}`);
  const bundles = await loadBundles(packageFolder, cacheFolder, "");
  const { globals, assets } = assembleSite(edition, bundles, siteFolder);
  const pages = [...planPages(edition)];
  const index = await fragmentsFor(new Set(pages.flatMap(bodiesOf)));
  return { globals, pages, assets, fragments: new PackReader(fragmentFolder(cacheFolder), index) };
}

export function writeAssets(assets: readonly Asset[], outputFolder: string): void {
  for (const asset of assets) {
    const file = join(outputFolder, asset.path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, asset.make());
  }
}
