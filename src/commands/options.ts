// The flags that `build`, `check` and `start` share, read and checked.
import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { DateTime } from "luxon";
import { type FlagValues, UsageError } from "./command.ts";

export interface SiteOptions {
  /** Absolute, as are all folders. */
  siteFolder: string;
  outputFolder: string;
  cacheFolder: string;
  /** Epoch milliseconds. */
  now: number;
  isNowGiven: boolean;
  isClean: boolean;
  withDrafts: boolean;
  hasQuickPictures: boolean;
  /** "" where not given. */
  siteUrl: string;
  /** Null where not given; "" is the site's own origin. */
  serviceUrl: string | null;
  isJson: boolean;
}

export const siteFlags = {
  site: { type: "string" },
  out: { type: "string" },
  cache: { type: "string" },
  now: { type: "string" },
  clean: { type: "boolean" },
  drafts: { type: "boolean" },
  "quick-pictures": { type: "boolean" },
  url: { type: "string" },
  service: { type: "string" },
  json: { type: "boolean" },
} as const;

export const siteFlagsHelp = `  --site DIR     the folder with _data/ and posts/ (default: this one); its _includes/ overrides single templates
  --out DIR      where the site is written (default: dist in the site's folder)
  --cache DIR    where the last build is remembered (default: .cache in the site's folder)
  --now INSTANT  the build's clock, such as 2026-01-31T14:20:00+05:30 (default: the current minute)
  --clean        build everything, trusting nothing remembered
  --drafts       include drafts and scheduled posts
  --quick-pictures  one file for each picture, as the preview makes it, instead of all sizes and formats
  --url URL      replaces the site's own address
  --service URL  replaces the counting service's address; "" is the site's own
  --json         print the result as JSON on standard output`;

type SiteFlags = FlagValues<typeof siteFlags>;

/** @throws UsageError */
export function readSiteOptions(flags: SiteFlags): SiteOptions {
  const siteFolder = readFolder("--site", flags.site ?? ".");
  if (!existsSync(siteFolder) || !statSync(siteFolder).isDirectory())
    throw new UsageError(`--site: ${siteFolder} is not a folder`);
  const outputFolder = readFolder("--out", flags.out ?? join(siteFolder, "dist"));
  const cacheFolder = readFolder("--cache", flags.cache ?? join(siteFolder, ".cache"));
  // An output folder that holds the site too is refused by the build, in words of its own.
  if (holds(outputFolder, cacheFolder) && !holds(outputFolder, siteFolder))
    throw new UsageError(`--cache: ${cacheFolder} lies in the output folder, and would be published; choose another`);
  return {
    siteFolder,
    outputFolder,
    cacheFolder,
    now: flags.now === undefined ? currentMinute() : readInstant(flags.now),
    isNowGiven: flags.now !== undefined,
    isClean: flags.clean === true,
    withDrafts: flags.drafts === true,
    hasQuickPictures: flags["quick-pictures"] === true,
    siteUrl: flags.url === undefined ? "" : readUrl(flags.url),
    serviceUrl: flags.service === undefined ? null : readOrigin(flags.service),
    isJson: flags.json === true,
  };
}

/** Absolute; the folder itself need not be there yet. */
function readFolder(flag: string, text: string): string {
  // As an unset variable of a script gives it: the current folder is hardly meant.
  if (text === "") throw new UsageError(`${flag}: the folder's name is empty; write one, or leave the flag out`);
  const folder = resolve(text);
  let nearest = folder;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  if (!statSync(nearest).isDirectory()) throw new UsageError(`${flag}: ${nearest} is not a folder`);
  return folder;
}

function holds(folder: string, path: string): boolean {
  return `${path}${sep}`.startsWith(folder === sep ? sep : `${folder}${sep}`);
}

export function currentMinute(): number {
  return Math.floor(Date.now() / 60_000) * 60_000;
}

function readInstant(text: string): number {
  // Without a locale, luxon would ask the system for one.
  const time = DateTime.fromISO(text, { zone: "utc", locale: "en" });
  if (!time.isValid)
    throw new UsageError(
      `--now: "${text}" is no instant; write one such as 2026-01-31T14:20:00+05:30 (without an offset it is UTC)`,
    );
  return time.toMillis();
}

function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== "" || url.hash !== "" || url.username !== "") {
    throw new UsageError(
      `--url: "${text}" is no address of a site; write one such as https://example.org or https://example.org/news`,
    );
  }
  return text;
}

function readOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    text === "" ||
    (url !== null && /^https?:$/.test(url.protocol) && (text === url.origin || text === `${url.origin}/`))
  )
    return url?.origin ?? "";
  throw new UsageError(
    `--service: "${text}" is no origin; write one such as https://count.example.org, or "" for the site's own`,
  );
}
