// Reads one data file, JSON or script, as a plain value.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { importModule } from "#import-module";
import { describeFailure } from "../files/walk-posts.ts";
import { decodeText, type Fault, positionAt } from "../front-matter/front-matter.ts";
import { makeVisible, type Problem } from "../problems.ts";
import { type Reading, report } from "../readers/readers.ts";
import { bundleScript, type ScriptBundle } from "./bundle-script.ts";
import { copyPlain } from "./plain-value.ts";

/** `value` is JSON-like; undefined with problems. */
export type DataFile = Omit<ScriptBundle, "module"> & { value: unknown };

/** In bytes. */
const largestFile = 5 * 1024 * 1024;
/** Values within values of JSON. */
const deepest = 32;
/** A data file that fetches or waits for something else never ends in CI. */
const longestRun = 10_000;

/** @param file relative to the site's folder: `_data/site.ts`
 *  @param reading takes what is wrong with the value */
export async function loadDataFile(
  siteFolder: string,
  file: string,
  cacheFolder: string,
  reading: Reading,
): Promise<DataFile> {
  const path = join(siteFolder, file);
  const { text, faults } = readSource(path);
  if (faults.length === 0 && !file.endsWith(".json")) {
    const { module, inputs, problems } = await bundleScript(siteFolder, file, join(cacheFolder, "data"));
    const value = module === "" ? undefined : await readExport(module, reading);
    return { value, problems, inputs };
  }
  const json = faults.length === 0 ? await readJson(text) : { value: undefined, faults };
  const problems = json.faults.map((fault): Problem => ({ file, severity: "error", ...fault }));
  return { value: json.value, problems, inputs: [path] };
}

function readSource(path: string): { text: string; faults: Fault[] } {
  const fail = (message: string) => ({ text: "", faults: [{ line: 1, column: 1, message }] });
  try {
    const stat = statSync(path);
    if (!stat.isFile()) return fail("it is no plain file; put the data itself here");
    if (stat.size > largestFile) return fail("the file is larger than 5 MB; keep data files small");
    return decodeText(readFileSync(path));
  } catch (error) {
    return fail(describeFailure(error, "make the file readable"));
  }
}

/** By JSON.parse; the slower YAML parser only says where the faults are. */
async function readJson(text: string): Promise<{ value: unknown; faults: Fault[] }> {
  let reason = "";
  try {
    const value: unknown = JSON.parse(text);
    if (countKeys(value) === countWrittenKeys(text)) return { value, faults: [] };
  } catch (error) {
    reason = (error as Error).message;
  }
  const { readYaml } = await import("../front-matter/read-yaml.ts");
  const faults = readYaml(text).faults.map(({ offset, message }): Fault => {
    return { ...positionAt(text, offset), message: message.replace("YAML: ", "JSON: ") };
  });
  if (faults.length > 0) return { value: undefined, faults };
  // What YAML allows and JSON does not, such as comments and texts without quotes.
  const offset = Math.min(Number(/position (\d+)/.exec(reason)?.[1] ?? text.length), text.length);
  const message =
    "the file is not JSON here; put texts and keys in double quotes, without comments and trailing commas";
  return { value: undefined, faults: [{ ...positionAt(text, offset), message }] };
}

/** More than `JSON.parse` keeps where a key is there twice: it takes the last, and says nothing of the first. */
function countWrittenKeys(text: string): number {
  let keys = 0;
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (colon !== undefined) keys++;
  return keys;
}

/** Infinite where the values are nested too deep. */
function countKeys(value: unknown, depth = 0): number {
  if (typeof value !== "object" || value === null) return 0;
  if (depth >= deepest) return Number.POSITIVE_INFINITY;
  const items = Object.values(value);
  return items.reduce<number>(
    (keys, item) => keys + countKeys(item, depth + 1),
    Array.isArray(value) ? 0 : items.length,
  );
}

async function readExport(module: string, reading: Reading): Promise<unknown> {
  try {
    const exports = await finish(importModule(pathToFileURL(module).href));
    if (!("default" in exports)) return report(reading, "the file exports nothing by default; write export default …");
    const data = exports.default;
    return copyPlain(typeof data === "function" ? await finish(Promise.resolve(data())) : data, reading);
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return report(reading, `running it fails (${makeVisible(message).slice(0, 300)}); correct the code`);
  }
}

/** Gives up on code that never comes to an end. */
async function finish<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no result after ${longestRun / 1000} s`)), longestRun);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
