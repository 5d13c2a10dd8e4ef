// Outputs that no template renders: styles, scripts, pictures, and documents made from data.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Edition } from "../edition/edition.ts";
import { addressOfMedia } from "../edition/media.ts";
import { documents } from "../pages/documents.ts";
import { type Globals, makeGlobals } from "../pages/site-view.ts";
import { hashBytes } from "./manifest.ts";
import type { FontFile } from "./subset-fonts.ts";

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

export interface Bundles {
  styles: Bundle;
  countScript: Bundle;
  shareScript: Bundle;
  /** Roman, italic, and the rest. */
  fonts: FontFile[];
}

/** What every page of an edition shares, and every output that is no page. */
export function assembleSite(edition: Edition, bundles: Bundles, siteFolder: string): { globals: Globals; assets: Asset[] } {
  const { styles, countScript, shareScript, fonts } = bundles;
  const globals = makeGlobals(edition, {
    styles: `/${styles.path}`,
    countScript: `/${countScript.path}`,
    shareScript: `/${shareScript.path}`,
    font: `/${fonts[0]?.path}`,
    italicFont: `/${fonts[1]?.path}`,
  });
  return { globals, assets: [...bundleAssets(bundles), ...contentAssets(edition, siteFolder)] };
}

/** The assets that content decides: pictures, attachments and documents. */
export function contentAssets(edition: Edition, siteFolder: string): Asset[] {
  return [...mediaAssets(edition, siteFolder), ...documentAssets(edition)];
}

function bundleAssets({ fonts, ...texts }: Bundles): Asset[] {
  return [
    ...Object.values(texts).map(({ path, text }) => ({ path, key: hashBytes(text), rank: "asset" as const, make: () => text })),
    ...fonts.map(({ path, file }) => ({ path, key: path, rank: "asset" as const, make: () => readFileSync(file) })),
  ];
}

function mediaAssets(edition: Edition, siteFolder: string): Asset[] {
  const assets = new Map<string, Asset>();
  for (const source of [...edition.media].sort()) {
    const file = edition.mediaLookup.get(source);
    if (!file) continue;
    const path = addressOfMedia(file).slice(1);
    assets.set(path, { path, key: file.digest, rank: "asset", make: () => readFileSync(join(siteFolder, source)) });
  }
  return [...assets.values()];
}

function documentAssets(edition: Edition): Asset[] {
  return documents(edition).map(({ path, text }) => ({ path, key: hashBytes(text), rank: "index" as const, make: () => text }));
}
