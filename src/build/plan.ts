// Which outputs are stale: compares what the edition wants with what the last build left.
import type { Page } from "../pages/models.ts";
import { outputPathOf } from "../edition/addresses.ts";
import type { Asset } from "./assets.ts";
import { hashBytes, isIntact, listFiles, type Manifest } from "./manifest.ts";
import type { Problem } from "../content/types.ts";

export interface PlannedPage {
  page: Page;
  path: string;
  key: string;
}

export interface Plan {
  stalePages: PlannedPage[];
  staleAssets: Asset[];
  pageCount: number;
  /** The outputs that stay, with their records. */
  kept: Manifest["outputs"];
  /** Files to remove from the output folder. */
  removed: string[];
  /** Hashed assets to remove with the next build. */
  retired: string[];
  /** Whether `kept` learned new mtimes, so that the manifest is worth saving. */
  isManifestChanged: boolean;
}

/** The key of a page: the code, templates and globals (`base`), its layout and its data. */
export function keyOfPage(base: string, page: Page): string {
  return hashBytes(`${base}\n${page.template}\n${JSON.stringify(page.model)}`);
}

export function planBuild(outputFolder: string, manifest: Manifest, pages: readonly Page[], assets: readonly Asset[], base: string): Plan {
  const existing = new Set(listFiles(outputFolder));
  const plan: Plan = { stalePages: [], staleAssets: [], pageCount: pages.length, kept: {}, removed: [], retired: [], isManifestChanged: false };
  const wanted = new Set<string>();
  const keep = (path: string, key: string): boolean => {
    wanted.add(path);
    const record = manifest.outputs[path];
    if (record === undefined || record.key !== key || !existing.has(path)) return false;
    const { mtimeMs } = record;
    if (!isIntact(outputFolder, path, record)) return false;
    if (record.mtimeMs !== mtimeMs) plan.isManifestChanged = true;
    plan.kept[path] = record;
    return true;
  };
  for (const page of pages) {
    const path = outputPathOf(page.url);
    const key = keyOfPage(base, page);
    if (!keep(path, key)) plan.stalePages.push({ page, path, key });
  }
  for (const asset of assets) if (!keep(asset.path, asset.key)) plan.staleAssets.push(asset);
  const alreadyRetired = new Set(manifest.retired);
  for (const path of existing) {
    if (wanted.has(path)) continue;
    if (isHashedAsset(path) && manifest.outputs[path] !== undefined && !alreadyRetired.has(path)) plan.retired.push(path);
    else plan.removed.push(path);
  }
  return plan;
}

/** Named by content, hence kept one build longer. */
function isHashedAsset(path: string): boolean {
  return path.startsWith("assets/") || path.startsWith("media/");
}

/** Two outputs at one path, or one inside another's name: each an error that names both sources. */
export function findClashes(pages: readonly Page[], assets: readonly Asset[]): Problem[] {
  const owners = new Map<string, string>();
  const problems: Problem[] = [];
  const claim = (path: string, url: string, source: string): void => {
    // Some file systems take "Steel" and "steel" for one.
    const spot = path.normalize("NFC").toLowerCase();
    const owner = owners.get(spot);
    const describe = (name: string): string => (name === "" ? "a page of Broadsheet's own" : name);
    if (owner === undefined) owners.set(spot, source);
    else {
      const file = source === "" ? owner : source;
      const other = source === "" ? source : owner;
      problems.push({ file, line: 1, column: 1, severity: "error", message: `${url} is the address of ${describe(other)} too; rename one of the files, or remove the redirectFrom` });
    }
  };
  for (const page of pages) claim(outputPathOf(page.url), decodeURIComponent(page.url), page.source);
  for (const asset of assets) claim(asset.path, `/${asset.path}`, "");
  return problems;
}
