// Small files of the cache: read as "absent" when missing or damaged, written whole or not at all.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** For what `writeJson` wrote. Null where the file is missing or is no JSON; a cache is only ever a shortcut, so damage costs time, never correctness. */
export function readJson<T>(file: string): T | null {
  try {
    return JSON.parse(readFileSync(file, "latin1")) as T;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Atomic: readers see the old file or the new one. In ASCII, which is read in half the time of other text. */
export function writeJson(file: string, value: unknown): void {
  writeAtomically(
    file,
    JSON.stringify(value).replace(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  );
}

export function writeAtomically(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, file);
}
