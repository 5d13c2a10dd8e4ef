// Reads one data file, JSON or script, as a plain value.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { importModule } from "#import-module";
import { describeFailure } from "../files/walk-posts.ts";
import { decodeText } from "../front-matter/front-matter.ts";
import { makeVisible } from "../problems.ts";
import { isJsonSound, toPlain } from "../readers/plain-value.ts";
import type { Problem } from "../types.ts";
import { bundleScript } from "./bundle-script.ts";

export interface LoadedValue {
  /** JSON-like; undefined with problems. */
  value: unknown;
  problems: Problem[];
  /** Absolute paths of the file and of what it imports. */
  inputs: string[];
}

/** In bytes. */
const largestFile = 5 * 1024 * 1024;
/** A data file that fetches or waits for something else never ends in CI. */
const longestRun = 10_000;

/** @param file relative to the site's folder: `_data/site.ts` */
export async function loadDataFile(siteFolder: string, file: string, cacheFolder: string): Promise<LoadedValue> {
  const path = join(siteFolder, file);
  const fail = (message: string, line = 1, column = 1): LoadedValue => ({
    value: undefined,
    problems: [{ file, line, column, severity: "error", message }],
    inputs: [path],
  });
  let text: string;
  try {
    const stat = statSync(path);
    if (!stat.isFile()) return fail("it is no plain file; put the data itself here");
    if (stat.size > largestFile) return fail("the file is larger than 5 MB; keep data files small");
    const decoded = decodeText(readFileSync(path));
    const [fault] = decoded.faults;
    if (fault !== undefined) return fail(fault.message, fault.line, fault.column);
    text = decoded.text;
  } catch (error) {
    return fail(describeFailure(error, "make the file readable"));
  }
  return file.endsWith(".json") ? readJsonText(text, file, path) : runScript(path, file, siteFolder, cacheFolder, fail);
}

/** JSON.parse, and the slower YAML parser only to say what is wrong. */
async function readJsonText(text: string, file: string, path: string): Promise<LoadedValue> {
  let value: unknown;
  let reason = "";
  try {
    value = JSON.parse(text);
    if (isJsonSound(text, value)) return { value, problems: [], inputs: [path] };
  } catch (error) {
    reason = (error as Error).message;
  }
  const [{ readYaml }, { positionAt }] = await Promise.all([
    import("../front-matter/read-yaml.ts"),
    import("../front-matter/front-matter.ts"),
  ]);
  const problems = readYaml(text).faults.map(
    ({ offset, message }): Problem => ({
      file,
      ...positionAt(text, offset),
      severity: "error",
      message: message.replace("YAML: ", "JSON: "),
    }),
  );
  // What YAML allows and JSON does not, such as comments and texts without quotes.
  if (problems.length === 0) {
    const offset = Number(/position (\d+)/.exec(reason)?.[1] ?? text.length);
    problems.push({
      file,
      ...positionAt(text, Math.min(offset, text.length)),
      severity: "error",
      message: "the file is not JSON here; put texts and keys in double quotes, without comments and trailing commas",
    });
  }
  return { value: undefined, problems, inputs: [path] };
}

async function runScript(
  path: string,
  file: string,
  siteFolder: string,
  cacheFolder: string,
  fail: (message: string) => LoadedValue,
): Promise<LoadedValue> {
  const bundle = await bundleScript(path, siteFolder, join(cacheFolder, "data"));
  if (bundle.problems.length > 0) return { value: undefined, problems: bundle.problems, inputs: bundle.inputs };
  try {
    const exports = await finish(importModule(pathToFileURL(bundle.file).href));
    if (!("default" in exports))
      return { ...fail("the file exports nothing by default; write export default …"), inputs: bundle.inputs };
    const value: unknown =
      typeof exports.default === "function"
        ? await finish(Promise.resolve((exports.default as () => unknown)()))
        : exports.default;
    const { plain, faults } = toPlain(value);
    if (faults.length === 0) return { value: plain, problems: [], inputs: bundle.inputs };
    const { createLocate } = await import("../readers/locate.ts");
    const locate = createLocate(siteFolder);
    return {
      value: undefined,
      problems: faults.map((fault) => ({
        file,
        ...locate(file, fault.path),
        severity: "error",
        message: fault.message,
      })),
      inputs: bundle.inputs,
    };
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return {
      ...fail(`running it fails (${makeVisible(message).slice(0, 300)}); correct the code`),
      inputs: bundle.inputs,
    };
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
