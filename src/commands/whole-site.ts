// Everything Eleventy needs for a one-off build of a site: what `.eleventy.ts` hands it.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { walkPosts } from "../content/files/walk-posts.ts";
import { formatProblem, hasErrors } from "../content/problems.ts";
import type { Page } from "../pages/models.ts";
import { planPages } from "../pages/plan-pages.ts";
import { fillPage } from "../pages/planned-page.ts";
import type { Globals } from "../pages/site-view.ts";
import { pictureMaker } from "../pictures/make-pictures.ts";
import { PictureStore } from "../pictures/picture-store.ts";
import { type Asset, assembleSite, storedSizeOf } from "../publish/assets.ts";
import { loadBundles } from "../publish/bundle-assets.ts";
import { loadEdition } from "../publish/load-sources.ts";
import { indexBodies, PrintedFiles, printedBy } from "../publish/printed.ts";
import { makePictures } from "../publish/produce.ts";
import { runParseJob } from "../workers/parse-job.ts";
import { currentMinute } from "./options.ts";

export interface WholeSite {
  globals: Globals;
  pages: Page[];
  assets: Asset[];
  printed: PrintedFiles;
}

/** Reads the site anew. Folders are absolute. @throws Error with one line for each problem. */
export async function loadWholeSite(siteFolder: string, packageFolder: string): Promise<WholeSite> {
  const cacheFolder = join(siteFolder, ".cache", "eleventy");
  rmSync(cacheFolder, { recursive: true, force: true });
  const { edition, problems } = await loadEdition({
    siteFolder,
    cacheFolder,
    now: currentMinute(),
    withDrafts: false,
    siteUrl: "",
    serviceUrl: null,
    sourceDigest: "",
    codeDigest: "",
    pictures: pictureMaker,
    hasQuickPictures: false,
    onStale: () => {},
    walk: async (folder) => walkPosts(folder),
    parseMany: async (paths, options) => runParseJob({ siteFolder, cacheFolder, options, paths }),
  });
  if (edition === null || hasErrors(problems))
    throw new Error(`the site has errors\n${problems.map(formatProblem).join("\n")}`);
  const store = new PictureStore(join(siteFolder, ".cache"), siteFolder, pictureMaker);
  const bundles = await loadBundles(packageFolder, cacheFolder, "");
  const { globals, assets } = assembleSite(edition, bundles, { siteFolder, codeDigest: "" }, store);
  await makePictures(store, assets, () => {});
  const planned = [...planPages(edition)];
  const printed = new PrintedFiles(cacheFolder);
  printed.extend(printedBy(planned, indexBodies(edition), (url) => storedSizeOf(url, edition, store)));
  return { globals, pages: planned.map(fillPage), assets, printed };
}

export function writeAssets(assets: readonly Asset[], outputFolder: string): void {
  for (const asset of assets) {
    const file = join(outputFolder, asset.path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, asset.make());
  }
}
