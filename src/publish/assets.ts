// Outputs that no template renders: styles, scripts, pictures, and documents made from data.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Edition } from "../edition/edition.ts";
import type { PublishedFile } from "../edition/media.ts";
import { headlineCards } from "../pages/articles/headline-card.ts";
import { documents } from "../pages/documents.ts";
import { type Globals, makeGlobals } from "../pages/site-view.ts";
import { digestOf } from "../parts/parts.ts";
import type { EncodeJob, PictureJob } from "../pictures/picture-maker.ts";
import type { PictureStore } from "../pictures/picture-store.ts";
import type { FontFile } from "../pictures/subset-fonts.ts";

export interface Asset {
  /** In the output folder. */
  path: string;
  /** Hash of what it is made of. */
  key: string;
  /** The commit goes assets first, indexes last. */
  rank: "asset" | "index";
  /** What the store must have made before `make` is called; null for what needs nothing. */
  picture: PictureJob | null;
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
  pageScript: Bundle;
  /** Roman, italic, and the rest. */
  fonts: FontFile[];
}

/** Where assets come from: files of the site, and the code of this digest. */
interface AssetSources {
  siteFolder: string;
  codeDigest: string;
}

/** What every page of an edition shares, and every output that is no page. */
export function assembleSite(
  edition: Edition,
  bundles: Bundles,
  { siteFolder, codeDigest }: AssetSources,
  store: PictureStore,
): { globals: Globals; assets: Asset[] } {
  const { styles, countScript, pageScript, fonts } = bundles;
  const globals = makeGlobals(edition, {
    styles: `/${styles.path}`,
    countScript: `/${countScript.path}`,
    pageScript: `/${pageScript.path}`,
    font: `/${fonts[0]?.path}`,
    italicFont: `/${fonts[1]?.path}`,
  });
  return { globals, assets: [...bundleAssets(bundles), ...contentAssets(edition, { siteFolder, codeDigest }, store)] };
}

/** The assets that content decides: pictures, attachments and documents. */
export function contentAssets(
  edition: Edition,
  { siteFolder, codeDigest }: AssetSources,
  store: PictureStore,
): Asset[] {
  return [
    ...mediaAssets(edition, siteFolder, store),
    ...cardAssets(edition, store),
    ...documentAssets(edition, codeDigest),
  ];
}

function bundleAssets({ fonts, ...texts }: Bundles): Asset[] {
  return [
    ...Object.values(texts).map(({ path, text }) => ({
      path,
      key: digestOf(text),
      rank: "asset" as const,
      picture: null,
      make: () => text,
    })),
    ...fonts.map(({ path, file }) => ({
      path,
      key: path,
      rank: "asset" as const,
      picture: null,
      make: () => readFileSync(file),
    })),
  ];
}

function mediaAssets(edition: Edition, siteFolder: string, store: PictureStore): Asset[] {
  return [...edition.media.outputs].map(([url, output]) => {
    const path = url.slice(1);
    const job = jobOf(output);
    if (job !== null) return pictureAsset(path, job, store);
    const { digest, source } = output.file;
    return { path, key: digest, rank: "asset", picture: null, make: () => readFileSync(join(siteFolder, source)) };
  });
}

/** Null for a file that is published as it is. */
function jobOf({ file: { digest, source }, rendition }: PublishedFile): EncodeJob | null {
  if (rendition === null) return null;
  const { width, height, format } = rendition;
  return { kind: "encode", digest, source, width, height, format };
}

/** Bytes of a published file, once it is encoded. */
export function storedSizeOf(url: string, { media }: Edition, store: PictureStore): number {
  const output = media.outputs.get(url);
  if (output === undefined) throw new Error(`${url} is no published picture`);
  const job = jobOf(output);
  return job === null ? output.file.bytes : store.sizeOf(job);
}

function cardAssets(edition: Edition, store: PictureStore): Asset[] {
  const assets = new Map(
    [...headlineCards(edition).values()].map(({ url, card }) => [
      url,
      pictureAsset(url.slice(1), { kind: "draw", card }, store),
    ]),
  );
  return [...assets.values()];
}

function pictureAsset(path: string, job: PictureJob, store: PictureStore): Asset {
  return { path, key: store.keyOf(job), rank: "asset", picture: job, make: () => store.get(job) };
}

function documentAssets(edition: Edition, codeDigest: string): Asset[] {
  return documents(edition).map(({ path, text }) => ({
    path,
    key: digestOf(`${codeDigest}\n${text.digest}`),
    rank: "index" as const,
    picture: null,
    make: () => text.value,
  }));
}
