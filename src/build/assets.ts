// Outputs that no template renders: styles, scripts, pictures, and documents made from data.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Edition } from "../edition/edition.ts";
import { addressOfMedia } from "../edition/media.ts";
import { documents } from "../pages/documents.ts";
import { hashBytes } from "./manifest.ts";

export interface Asset {
  /** In the output folder. */
  path: string;
  /** Digest of the source. */
  key: string;
  /** The commit goes assets first, indexes last. */
  rank: "asset" | "index";
  make: () => Uint8Array | string;
}

/** A bundle of styles or script, ready to write. */
export interface Bundle {
  /** In the output folder, hashed: `assets/site-1a2b3c4d5e.css`. */
  path: string;
  text: string;
}

export function bundleAssets(bundles: readonly Bundle[]): Asset[] {
  return bundles.map(({ path, text }) => ({ path, key: hashBytes(text), rank: "asset" as const, make: () => text }));
}

export function mediaAssets(edition: Edition, siteFolder: string): Asset[] {
  const assets = new Map<string, Asset>();
  for (const source of [...edition.media].sort()) {
    const file = edition.mediaLookup.get(source);
    if (!file) continue;
    const path = addressOfMedia(file).slice(1);
    assets.set(path, { path, key: file.digest, rank: "asset", make: () => readFileSync(join(siteFolder, source)) });
  }
  return [...assets.values()];
}

export function documentAssets(edition: Edition): Asset[] {
  return documents(edition).map(({ path, text }) => ({ path, key: hashBytes(text), rank: "index" as const, make: () => text }));
}
