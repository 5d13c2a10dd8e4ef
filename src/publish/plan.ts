// Which outputs are stale: compares what the edition wants with what the last build left.

import type { Problem } from "../content/types.ts";
import { outputPathOf } from "../edition/addresses.ts";
import type { PlannedPage } from "../pages/planned-page.ts";
import type { Asset } from "./assets.ts";
import { hashBytes, isIntact, type Manifest, type OutputRecord } from "./manifest.ts";
import type { OutputListing } from "./scan-output.ts";

export interface StalePage {
  page: PlannedPage;
  path: string;
  key: string;
}

export interface Plan {
  stalePages: StalePage[];
  staleAssets: Asset[];
  pageCount: number;
  /** The outputs that stay, with their records. */
  kept: Manifest["outputs"];
  /** Files to remove from the output folder. */
  removed: string[];
  /** Hashed assets to remove with the next build. */
  retired: string[];
  /** Clashes of addresses. */
  problems: Problem[];
}

/** The key of a page: the code, templates and globals (`base`), its layout, address and data. */
export function keyOfPage(base: string, { template, url, identity }: PlannedPage): string {
  return hashBytes(`${base}\n${template}\n${url}\n${identity}`);
}

/** Compares what is wanted with what is there, lot by lot. Two outputs at one path are a problem that names both sources. */
export class Planner {
  readonly #outputFolder: string;
  readonly #listing: OutputListing;
  readonly #existing: ReadonlyMap<string, number>;
  readonly #manifest: Manifest;
  readonly #base: string;
  readonly #claims = new Claims();
  readonly #stale = new Set<string>();
  readonly #plan: Plan = {
    stalePages: [],
    staleAssets: [],
    pageCount: 0,
    kept: new Map(),
    removed: [],
    retired: [],
    problems: [],
  };

  /** `base` hashes code, templates and globals. */
  constructor(outputFolder: string, listing: OutputListing, manifest: Manifest, base: string) {
    this.#outputFolder = outputFolder;
    this.#listing = listing;
    this.#existing = indexListing(listing);
    this.#manifest = manifest;
    this.#base = base;
  }

  /** Returns those of `pages` that must be rendered. */
  addPages(pages: Iterable<PlannedPage>): PlannedPage[] {
    const stale: PlannedPage[] = [];
    for (const page of pages) {
      const path = outputPathOf(page.url);
      const key = keyOfPage(this.#base, page);
      this.#plan.pageCount++;
      this.#claims.add(path, page.url, page.source);
      if (this.#keep(path, key)) continue;
      this.#plan.stalePages.push({ page, path, key });
      stale.push(page);
    }
    return stale;
  }

  addAssets(assets: readonly Asset[]): void {
    for (const asset of assets) {
      this.#claims.add(asset.path, `/${asset.path}`, "");
      if (!this.#keep(asset.path, asset.key)) this.#plan.staleAssets.push(asset);
    }
  }

  /** Once all is added: what nobody wants goes. */
  finish(): Plan {
    const { retired, outputs } = this.#manifest;
    const alreadyRetired = new Set(retired);
    for (const path of this.#existing.keys()) {
      if (this.#plan.kept.has(path) || this.#stale.has(path)) continue;
      if (isHashedAsset(path) && outputs.has(path) && !alreadyRetired.has(path)) this.#plan.retired.push(path);
      else this.#plan.removed.push(path);
    }
    this.#plan.problems = this.#claims.problems;
    return this.#plan;
  }

  #keep(path: string, key: string): boolean {
    const record = findKept(this.#outputFolder, this.#listing, this.#existing, this.#manifest, path, key);
    if (record === null) this.#stale.add(path);
    else this.#plan.kept.set(path, record);
    return record !== null;
  }
}

function indexListing(listing: OutputListing): Map<string, number> {
  return new Map(listing.paths.map((path, index) => [path, index]));
}

/** The record of an output that has `key` and is still there; else null. */
function findKept(
  outputFolder: string,
  listing: OutputListing,
  existing: ReadonlyMap<string, number>,
  manifest: Manifest,
  path: string,
  key: string,
): OutputRecord | null {
  const record = manifest.outputs.get(path);
  const index = existing.get(path);
  if (record === undefined || record.key !== key || index === undefined) return null;
  return isIntact(outputFolder, path, { size: listing.sizes[index] ?? -1, mtimeMs: listing.mtimes[index] ?? 0 }, record)
    ? record
    : null;
}

/** Pictures that must be made, ahead of the plan, and the sizes in bytes of those that stay: pages may tell them. */
export function findStalePictures(
  outputFolder: string,
  listing: OutputListing,
  manifest: Manifest,
  assets: readonly Asset[],
): { stale: Asset[]; kept: Map<string, number> } {
  const existing = indexListing(listing);
  const stale: Asset[] = [];
  const kept = new Map<string, number>();
  for (const asset of assets) {
    if (asset.picture === null) continue;
    const record = findKept(outputFolder, listing, existing, manifest, asset.path, asset.key);
    if (record === null) stale.push(asset);
    else kept.set(asset.path, record.size);
  }
  return { stale, kept };
}

/** Whether the output folder holds exactly what the last build left there, as far as sizes and mtimes tell, and nothing waits to leave it. */
export function isUntouched(manifest: Manifest, listing: OutputListing): boolean {
  if (manifest.retired.length > 0 || listing.paths.length !== manifest.outputs.size) return false;
  return listing.paths.every((path, index) => {
    const record = manifest.outputs.get(path);
    return record !== undefined && record.size === listing.sizes[index] && record.mtimeMs === listing.mtimes[index];
  });
}

/** Named by content, hence kept one build longer. */
function isHashedAsset(path: string): boolean {
  return path.startsWith("assets/") || path.startsWith("media/");
}

/** Who wants which output path. */
export class Claims {
  readonly problems: Problem[] = [];
  private readonly owners = new Map<string, string>();
  /** Folders that have the name of a file (`rss.xml/`) → who wants something below them. */
  private readonly folders = new Map<string, string>();

  /** `source` is the file that a page is made of, or "". */
  add(path: string, url: string, source: string): void {
    // Some file systems take "Steel" and "steel" for one.
    const spot = path.toLowerCase();
    const owner = this.owners.get(spot) ?? this.folders.get(spot);
    if (owner !== undefined) {
      this.report(url, source, owner);
      return;
    }
    this.owners.set(spot, source);
    const folder = spot.slice(0, Math.max(0, spot.lastIndexOf("/")));
    if (folder.includes(".") || folder.includes("_")) this.addFolder(folder, url, source);
  }

  private addFolder(folder: string, url: string, source: string): void {
    for (let end = folder.length; end > 0; end = folder.lastIndexOf("/", end - 1)) {
      const spot = folder.slice(0, end);
      const owner = this.owners.get(spot);
      if (owner !== undefined) {
        this.report(url, source, owner);
        return;
      }
      if (!this.folders.has(spot)) this.folders.set(spot, source);
    }
  }

  private report(url: string, source: string, owner: string): void {
    const [file, other] = source === "" ? [owner, source] : [source, owner];
    const message = `${decodeURIComponent(url)} is the address of ${other === "" ? "a page of Broadsheet's own" : other} too; rename one of the files, or remove the redirectFrom`;
    this.problems.push({ file, line: 1, column: 1, severity: "error", message });
  }
}
