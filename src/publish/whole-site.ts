// Everything Eleventy needs for a one-off build of a site: what `.eleventy.ts` hands it.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { currentMinute } from "../commands/options.ts";
import { walkPosts } from "../content/files/walk-posts.ts";
import { formatProblem, hasErrors } from "../content/problems.ts";
import type { Page } from "../pages/models.ts";
import { planPages } from "../pages/plan-pages.ts";
import { fillPage } from "../pages/planned-page.ts";
import type { Globals } from "../pages/site-view.ts";
import { pictureMaker } from "../pictures/make-pictures.ts";
import { PictureStore } from "../pictures/picture-store.ts";
import { runParseJob } from "../workers/parse-job.ts";
import { type Asset, assembleSite } from "./assets.ts";
import { loadBundles } from "./bundle-assets.ts";
import { type FragmentReader, fragmentFolder, PackReader } from "./fragment-store.ts";
import { loadEdition } from "./load-edition.ts";

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
    sourceDigest: "",
    codeDigest: "",
    pictures: pictureMaker,
    hasQuickPictures: false,
    onStale: () => {},
    walk: async (folder) => walkPosts(folder),
    parseMany: async (paths, options) => runParseJob({ kind: "parse", siteFolder, cacheFolder, options, paths }),
  });
  if (edition === null || hasErrors(problems))
    throw new Error(`the site has errors\n${problems.map(formatProblem).join("\n")}`);
  const bundles = await loadBundles(packageFolder, cacheFolder, "");
  const store = new PictureStore(join(siteFolder, ".cache"), siteFolder, pictureMaker);
  const { globals, assets } = assembleSite(edition, bundles, { siteFolder, codeDigest: "" }, store);
  const jobs = assets.flatMap(({ picture }) => (picture === null ? [] : [picture]));
  await store.encode(
    jobs.filter((job) => job.kind === "encode"),
    () => {},
  );
  await store.draw(jobs.filter((job) => job.kind === "draw"));
  const sizes = new Map<string, number>(
    assets.flatMap(({ path, picture, make }) => (picture === null ? [] : [[`/${path}`, make().length] as const])),
  );
  const planned = [...planPages(edition, (url) => sizes.get(url) ?? edition.media.outputs.get(url)?.file.bytes ?? 0)];
  const index = await fragmentsFor(new Set(planned.flatMap(({ bodies }) => bodies)));
  return {
    globals,
    pages: planned.map(fillPage),
    assets,
    fragments: new PackReader(fragmentFolder(cacheFolder), index),
  };
}

export function writeAssets(assets: readonly Asset[], outputFolder: string): void {
  for (const asset of assets) {
    const file = join(outputFolder, asset.path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, asset.make());
  }
}
