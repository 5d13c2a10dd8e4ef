// The list of most read stories that `broadsheet snapshot` fetched.
import type { Problem } from "../problems.ts";
import { readStateFile } from "./state-file.ts";

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

const mostPaths = 100;
const warning =
  "the list of most read stories cannot be read and is left out; run broadsheet snapshot again, or remove the file";

/** No paths where there is no snapshot. */
export function loadMostRead(siteFolder: string): { paths: string[]; problems: Problem[] } {
  const { state, problems } = readStateFile(siteFolder, mostReadFile, warning, ({ paths }) => {
    const isPath = (path: unknown): boolean => typeof path === "string" && path.startsWith("/");
    return Array.isArray(paths) && paths.length <= mostPaths && paths.every(isPath) ? paths : null;
  });
  return { paths: state ?? [], problems };
}
