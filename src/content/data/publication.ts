// Loads what the publication is: `_data/site`, `sections`, `authors` and `front-page`, checked, with every default filled in.
import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { describeFailure } from "../files/walk-posts.ts";
import { hasErrors, type Problem, quote } from "../problems.ts";
import { suggest } from "../readers/nearest.ts";
import { descend, type Reader, type Reading, startReading } from "../readers/readers.ts";
import type { Publication } from "../types.ts";
import { loadDataFile } from "./data-file.ts";
import { emptyFrontPage, readAuthors, readFrontPage, readSections } from "./publication-schema.ts";
import { readSite, readSiteAddress, type SiteSettings } from "./site-schema.ts";

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
  const add: Add = (file, message) => problems.push({ file, line: 1, column: 1, severity: "error", message });
  const entries = listFolder(siteFolder, add);
  const files = chooseFiles(entries, add);
  const inputs: string[] = [];
  const readAs = async <T>(name: DataName, read: Reader<T>, timezone = "UTC"): Promise<T | undefined> => {
    const file = files[name];
    if (file === "") return undefined;
    const reading = startReading(timezone, null);
    const data = await loadDataFile(siteFolder, file, cacheFolder, reading);
    const isPlain = data.problems.length === 0 && reading.findings.length === 0;
    const value = isPlain ? read(data.value, reading) : undefined;
    inputs.push(...data.inputs);
    problems.push(...data.problems);
    if (reading.findings.length === 0) return value;
    // Loaded here: finding places needs the YAML parser, which takes time to load.
    const locate = (await import("../readers/locate.ts")).createLocate(siteFolder);
    for (const { path, on, severity, message } of reading.findings)
      problems.push({ file, ...locate(file, path, on), severity, message });
    return value;
  };
  const site = await readAs("site", (value, reading) =>
    override(readSite(value, reading), siteUrl, serviceUrl, reading),
  );
  const [sections, authors, frontPage = emptyFrontPage] = await Promise.all([
    readAs("sections", readSections),
    readAs("authors", readAuthors),
    readAs("front-page", readFrontPage, site?.timezone),
  ]);
  refuseStrangers(siteFolder, entries ?? [], inputs, add);
  const publication =
    site && sections && authors && !hasErrors(problems) ? { site, sections, authors, frontPage } : null;
  return { publication, problems, files, inputs: [...new Set(inputs)].sort() };
}

type Add = (file: string, message: string) => void;

/** Null where it cannot be read. */
function listFolder(siteFolder: string, add: Add): Dirent[] | null {
  try {
    return readdirSync(join(siteFolder, folder), { withFileTypes: true }).filter((entry) => !skipped.test(entry.name));
  } catch (error) {
    add(folder, describeFailure(error, "make the folder, with site, sections and authors in it"));
    return null;
  }
}

/** Which file says what: `_data/site.ts` for `site`, "" where there is none. */
function chooseFiles(entries: readonly Dirent[] | null, add: Add): Record<DataName, string> {
  const files = { site: "", sections: "", authors: "", "front-page": "" };
  if (entries === null) return files;
  const present = new Set(entries.map((entry) => entry.name));
  for (const name of names) {
    const [first, second] = extensions.map((extension) => name + extension).filter((file) => present.has(file));
    if (first !== undefined) files[name] = `${folder}/${first}`;
    else if (name !== "front-page") add(`${folder}/${name}.ts`, "the file is missing; add it, as .ts, .js or .json");
    if (second !== undefined) add(`${folder}/${second}`, `${first} says the same; keep one of them`);
  }
  return files;
}

/** Files that nothing reads are mistakes, but for those that data files import. */
function refuseStrangers(siteFolder: string, entries: readonly Dirent[], inputs: readonly string[], add: Add): void {
  const known = new Set(names.flatMap((name) => extensions.map((extension) => name + extension)));
  const strangers = entries.filter((entry) => !entry.isDirectory() && !/\.d\.ts$/.test(entry.name));
  for (const { name } of strangers) {
    if (known.has(name) || inputs.includes(join(siteFolder, folder, name))) continue;
    const stem = name.replace(/\.[^.]*$/, "");
    const message = names.some((known) => known === stem)
      ? "data files end in .ts, .js or .json; rename the file"
      : `nothing reads ${quote(name)}; ${suggest(stem, names)}`;
    add(`${folder}/${name}`, message);
  }
}

function override(settings: SiteSettings, siteUrl: string, serviceUrl: string | null, reading: Reading): SiteSettings {
  const site = serviceUrl === null || settings.serviceUrl === null ? settings : { ...settings, serviceUrl };
  return siteUrl === "" ? site : { ...site, ...descend(reading, "--url", () => readSiteAddress(siteUrl, reading)) };
}
