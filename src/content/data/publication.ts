// Loads what the publication is: `_data/site`, `sections`, `authors` and `front-page`, checked, with every default filled in.
import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { describeFailure } from "../files/walk-posts.ts";
import { quote } from "../problems.ts";
import { suggest } from "../readers/nearest.ts";
import { type Finding, type Reading, startReading } from "../readers/readers.ts";
import type { Problem, Publication, SiteSettings } from "../types.ts";
import { type LoadedValue, loadDataFile } from "./data-file.ts";
import { emptyFrontPage, readAuthors, readFrontPage, readSections } from "./publication-schema.ts";
import { readSiteAddress } from "./site-address.ts";
import { readSite } from "./site-schema.ts";

export interface LoadedPublication {
  /** Null where anything in `_data/` is wrong. */
  publication: Publication | null;
  problems: Problem[];
  /** The data files by their names: `site` → `_data/site.ts`; "" where there is none. */
  files: Record<DataName, string>;
  /** Absolute paths of every file that took part, to be watched. */
  inputs: string[];
}

export interface PublicationOptions {
  /** Absolute; bundles of data files go to `data/` in it. */
  cacheFolder: string;
  /** Replaces `site.url`; "" keeps it. */
  siteUrl?: string;
  /** Replaces the `service.url` of a site that has one; null keeps it. */
  serviceUrl?: string | null;
}

const folder = "_data";
const names = ["site", "sections", "authors", "front-page"] as const;
export type DataName = (typeof names)[number];
const extensions = [".ts", ".js", ".json"];
const skipped = /^\.|~$|^#.*#$|\.sw[a-p]$/;

/** Throws nothing for what authors can write. */
export async function loadPublication(
  siteFolder: string,
  { cacheFolder, siteUrl = "", serviceUrl = null }: PublicationOptions,
): Promise<LoadedPublication> {
  const problems: Problem[] = [];
  const add = (file: string, message: string): void =>
    void problems.push({ file, line: 1, column: 1, severity: "error", message });
  const entries = listFolder(siteFolder, add);
  const files = chooseFiles(entries, add);
  const loaded = new Map<DataName, LoadedValue>();
  await Promise.all(
    [...files].map(async ([name, file]) => loaded.set(name, await loadDataFile(siteFolder, file, cacheFolder))),
  );
  for (const { problems: found } of loaded.values()) problems.push(...found);
  const inputs = [...new Set([...loaded.values()].flatMap((value) => value.inputs))].sort();
  refuseStrangers(entries, new Set(inputs), siteFolder, add);

  const findings: [DataName, Finding[]][] = [];
  const readAs = <T>(name: DataName, timezone: string, read: (value: unknown, reading: Reading) => T): T | null => {
    const value = loaded.get(name);
    if (value === undefined || value.problems.length > 0) return null;
    const reading = startReading(timezone, null);
    const result = read(value.value, reading);
    findings.push([name, reading.findings]);
    return result;
  };
  const site = readAs("site", "UTC", readSite);
  const sections = readAs("sections", "UTC", readSections);
  const authors = readAs("authors", "UTC", readAuthors);
  const { instant } = files.has("front-page") ? await import("../readers/instants.ts") : { instant: undefined };
  const frontPage =
    instant === undefined
      ? emptyFrontPage
      : readAs("front-page", site?.timezone ?? "UTC", (value, reading) => readFrontPage(value, reading, instant));
  await locateFindings(siteFolder, files, findings, problems);
  const settings =
    site === null ? null : override(site, { siteUrl, serviceUrl }, (message) => add(files.get("site") ?? "", message));
  const isSound = !problems.some((problem) => problem.severity === "error");
  const publication =
    isSound && settings && sections && authors && frontPage ? { site: settings, sections, authors, frontPage } : null;
  return {
    publication,
    problems,
    files: Object.fromEntries(names.map((name) => [name, files.get(name) ?? ""])) as Record<DataName, string>,
    inputs,
  };
}

type Add = (file: string, message: string) => void;

function listFolder(siteFolder: string, add: Add): Dirent[] {
  try {
    return readdirSync(join(siteFolder, folder), { withFileTypes: true }).filter((entry) => !skipped.test(entry.name));
  } catch (error) {
    add(folder, describeFailure(error, "make the folder, with site, sections and authors in it"));
    return [];
  }
}

/** Which file says what: `_data/site.ts` for `site`. */
function chooseFiles(entries: readonly Dirent[], add: Add): Map<DataName, string> {
  const files = new Map<DataName, string>();
  const present = new Set(entries.map((entry) => entry.name));
  for (const name of names) {
    const [first, second] = extensions.map((extension) => name + extension).filter((file) => present.has(file));
    if (first !== undefined) files.set(name, `${folder}/${first}`);
    else if (name !== "front-page" && entries.length > 0)
      add(`${folder}/${name}.ts`, `the file is missing; add it, as .ts, .js or .json`);
    if (second !== undefined) add(`${folder}/${second}`, `${first} says the same; keep one of them`);
  }
  return files;
}

/** Files that nothing reads are mistakes, but for those that data files import. */
function refuseStrangers(entries: readonly Dirent[], inputs: ReadonlySet<string>, siteFolder: string, add: Add): void {
  for (const entry of entries) {
    const known = names.some((name) => extensions.some((extension) => entry.name === name + extension));
    if (
      known ||
      entry.isDirectory() ||
      entry.name.endsWith(".d.ts") ||
      inputs.has(join(siteFolder, folder, entry.name))
    )
      continue;
    const stem = entry.name.replace(/\.[^.]*$/, "");
    const isOfKnown = names.some((name) => name === stem);
    add(
      `${folder}/${entry.name}`,
      isOfKnown
        ? "data files end in .ts, .js or .json; rename the file"
        : `nothing reads ${quote(entry.name)}; ${suggest(stem, names)}`,
    );
  }
}

/** Places are looked up only when there is something to place: that needs the YAML parser, which costs time to load. */
async function locateFindings(
  siteFolder: string,
  files: ReadonlyMap<DataName, string>,
  findings: [DataName, Finding[]][],
  problems: Problem[],
): Promise<void> {
  if (findings.every(([, found]) => found.length === 0)) return;
  const { createLocate } = await import("../readers/locate.ts");
  const locate = createLocate(siteFolder);
  for (const [name, found] of findings) {
    const file = files.get(name) ?? "";
    for (const { path, on, severity, message } of found)
      problems.push({ file, ...locate(file, path, on), severity, message });
  }
}

function override(
  settings: SiteSettings,
  { siteUrl, serviceUrl }: { siteUrl: string; serviceUrl: string | null },
  add: (message: string) => void,
): SiteSettings {
  const site = serviceUrl === null || settings.serviceUrl === null ? settings : { ...settings, serviceUrl };
  if (siteUrl === "") return site;
  const reading = startReading("UTC", null);
  reading.path.push("--url");
  const address = readSiteAddress(siteUrl, reading);
  for (const finding of reading.findings) add(finding.message);
  return { ...site, ...address };
}
