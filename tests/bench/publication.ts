// Reads what the bench needs to know of a site's `_data/`, in any of the forms that a publication may have.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Authors, Sections, Site } from "../../src/content/data/authoring.ts";

export interface BenchPublication {
  site: Site;
  sections: Sections;
  authors: Authors;
}

/** Throws where one of the three files is missing. */
export async function readPublication(folder: string): Promise<BenchPublication> {
  return {
    site: await readData<Site>(folder, "site"),
    sections: await readData<Sections>(folder, "sections"),
    authors: await readData<Authors>(folder, "authors"),
  };
}

async function readData<T>(folder: string, name: string): Promise<T> {
  for (const extension of ["ts", "js", "json"]) {
    const file = join(folder, "_data", `${name}.${extension}`);
    if (!existsSync(file)) continue;
    if (extension === "json") return JSON.parse(readFileSync(file, "utf8")) as T;
    const { default: value } = (await import(pathToFileURL(file).href)) as { default: T | (() => T) };
    return typeof value === "function" ? (value as () => T)() : value;
  }
  throw new Error(`${join(folder, "_data")} has no ${name}.ts, .js or .json`);
}
