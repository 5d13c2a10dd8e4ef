// Which feeds a site has, and in which state a hub was last told of each.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { readJson, writeJson } from "../content/files/json-files.ts";
import { digestOf } from "../parts/parts.ts";

/** Absolute URL → hash of the feed. */
export type FeedDigests = Map<string, string>;

const feedNames = new Set(["rss.xml", "atom.xml", "feed.json"]);

/** Every feed below the output folder, by address; `site` is origin and base path. */
export function findFeeds(outputFolder: string, site: string): FeedDigests {
  const feeds: FeedDigests = new Map();
  for (const entry of readdirSync(outputFolder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !feedNames.has(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const path = relative(outputFolder, file).split(sep).map(encodeURIComponent).join("/");
    feeds.set(`${site}/${path}`, digestOf(readFileSync(file)));
  }
  return new Map([...feeds].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const recordFile = (cacheFolder: string): string => join(cacheFolder, "told-feeds.json");

/** What `hub` was told. A record that is missing, damaged or of another hub is none: then every feed counts as changed. */
export function loadToldFeeds(cacheFolder: string, hub: string): FeedDigests {
  const record = readJson<{ hub?: unknown; feeds?: unknown } | null>(recordFile(cacheFolder));
  const { feeds } = record?.hub === hub ? record : { feeds: null };
  return new Map(
    Object.entries(typeof feeds === "object" && feeds !== null ? feeds : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    ),
  );
}

export function saveToldFeeds(cacheFolder: string, hub: string, feeds: FeedDigests): void {
  writeJson(recordFile(cacheFolder), { hub, feeds: Object.fromEntries(feeds) });
}
