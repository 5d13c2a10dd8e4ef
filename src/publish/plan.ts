// Which outputs are stale: compares what the edition wants with what the last build left.
import type { Problem } from "../content/types.ts";
import { outputPathOf } from "../edition/addresses.ts";
import { digestOfModel, type PlannedPage } from "../pages/planned-page.ts";
import { digestOf } from "../parts/parts.ts";
import type { Asset } from "./assets.ts";
import { Claims } from "./claims.ts";
import { isIntact, type Manifest, type OutputRecord } from "./manifest.ts";
import type { OutputListing } from "./scan-output.ts";

export interface StalePage {
  path: string;
  key: string;
  rank: PlannedPage["rank"];
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
export function keyOfPage(base: string, page: PlannedPage): string {
  return digestOf(`${base}\n${page.template}\n${page.url}\n${digestOfModel(page)}`);
}

/** Compares what is wanted with what is there, lot by lot. */
export class Planner {
  readonly #outputFolder: string;
  /** Path of a file of the output folder → its place in the listing. */
  readonly #existing: ReadonlyMap<string, number>;
  readonly #listing: OutputListing;
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
    this.#existing = new Map(listing.paths.map((path, index) => [path, index]));
    this.#listing = listing;
    this.#manifest = manifest;
    this.#base = base;
  }

  /** Whether the page must be rendered. */
  addPage(page: PlannedPage): boolean {
    const path = outputPathOf(page.url);
    const key = keyOfPage(this.#base, page);
    this.#plan.pageCount++;
    this.#claims.add(path, page.url, page.source);
    if (this.#keep(path, key)) return false;
    this.#plan.stalePages.push({ path, key, rank: page.rank });
    return true;
  }

  /** Returns those that must be made. */
  addAssets(assets: readonly Asset[]): Asset[] {
    for (const asset of assets) {
      this.#claims.add(asset.path, `/${asset.path}`, "");
      if (!this.#keep(asset.path, asset.key)) this.#plan.staleAssets.push(asset);
    }
    return this.#plan.staleAssets;
  }

  /** The record of an output that stays, of those added so far. */
  keptAt(path: string): OutputRecord | undefined {
    return this.#plan.kept.get(path);
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
    const record = this.#manifest.outputs.get(path);
    const index = this.#existing.get(path);
    const isKept =
      record?.key === key && index !== undefined && isIntact(this.#outputFolder, path, this.#listing, index, record);
    if (isKept) this.#plan.kept.set(path, record);
    else this.#stale.add(path);
    return isKept;
  }
}

/** Whether the output folder holds exactly what the last build left there, as far as sizes and mtimes tell, and nothing waits to leave it. */
export function isUntouched(manifest: Manifest, listing: OutputListing): boolean {
  if (manifest.retired.length > 0 || listing.paths.length !== manifest.outputs.size) return false;
  return listing.paths.every((path, index) => {
    const record = manifest.outputs.get(path);
    return record?.size === listing.sizes[index] && record?.mtimeMs === listing.mtimes[index];
  });
}

/** Named by content, hence kept one build longer. */
function isHashedAsset(path: string): boolean {
  return path.startsWith("assets/") || path.startsWith("media/");
}
