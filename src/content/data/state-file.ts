// Reads what a command fetched into the site's `.state/`: checked like any other input.
import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "../problems.ts";
import { isRecord } from "../readers/readers.ts";

const largest = 262_144; // bytes

/** Null where there is no file; one that is broken, or that `read` gives null for, is a warning, since the news matters more. */
export function readStateFile<T>(
  siteFolder: string,
  file: string,
  warning: string,
  read: (content: Record<string, unknown>) => T | null,
): { state: T | null; problems: Problem[] } {
  const path = join(siteFolder, file);
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status === undefined) return { state: null, problems: [] };
  let content: unknown = null;
  try {
    if (status.isFile() && status.size <= largest) content = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    // Broken like any other.
  }
  const state = isRecord(content) && content.version === 1 ? read(content) : null;
  if (state !== null) return { state, problems: [] };
  return { state, problems: [{ file, line: 1, column: 1, severity: "warning", message: warning }] };
}
