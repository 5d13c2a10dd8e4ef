// The list of most read stories that `broadsheet snapshot` fetched: checked like any other input.
import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "../types.ts";

/** In the site's folder. */
export const mostReadFile = ".state/most-read.json";

/** What `mostReadFile` holds. */
export interface MostReadSnapshot {
  version: 1;
  /** ISO 8601, UTC. */
  fetchedAt: string;
  /** Addresses of stories without the base path, most read first. */
  paths: string[];
}

const largest = 262_144; // bytes
const mostPaths = 100;

/** No paths where there is no snapshot; one that is broken is a warning, since the news matters more. */
export function loadMostRead(siteFolder: string): { paths: string[]; problems: Problem[] } {
  const file = join(siteFolder, mostReadFile);
  const status = lstatSync(file, { throwIfNoEntry: false });
  if (status === undefined) return { paths: [], problems: [] };
  const paths = status.isFile() && status.size <= largest ? readPaths(file) : null;
  if (paths !== null) return { paths, problems: [] };
  const message =
    "the list of most read stories cannot be read and is left out; run broadsheet snapshot again, or remove the file";
  return { paths: [], problems: [{ file: mostReadFile, line: 1, column: 1, severity: "warning", message }] };
}

function readPaths(file: string): string[] | null {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { version, paths } = value as Partial<Record<keyof MostReadSnapshot, unknown>>;
  const isList =
    version === 1 &&
    Array.isArray(paths) &&
    paths.length <= mostPaths &&
    paths.every((path) => typeof path === "string" && path.startsWith("/"));
  return isList ? (paths as string[]) : null;
}
