// Bundles a data file of TypeScript or JavaScript into one module named by its content, and knows when that is still good.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import type { BuildFailure } from "esbuild";
import { digestOf } from "../../parts/parts.ts";
import { readJson, writeAtomically, writeJson } from "../files/json-files.ts";
import type { Problem } from "../problems.ts";

export interface ScriptBundle {
  /** Absolute path of the module; "" with problems. */
  module: string;
  /** Absolute paths of the file and of what it imports. */
  inputs: string[];
  /** Of the file and of what it imports. */
  problems: Problem[];
}

/** To be changed with the options below. */
const recipe = "2";

/** @param file relative to the site's folder: `_data/site.ts`
 *  @param bundleFolder absolute; holds modules and a record of what each was made of */
export async function bundleScript(siteFolder: string, file: string, bundleFolder: string): Promise<ScriptBundle> {
  const path = join(siteFolder, file);
  const recordFile = join(bundleFolder, `${basename(file)}-${digestOf(`${recipe}\n${path}`).slice(0, 12)}.json`);
  const known = findKnown(recordFile);
  if (known !== null) return known;
  // Loaded here: an unchanged site never needs it.
  const { build } = await import("esbuild");
  try {
    const { outputFiles, metafile } = await build({
      entryPoints: [path],
      absWorkingDir: siteFolder,
      bundle: true,
      write: false,
      metafile: true,
      format: "esm",
      platform: "node",
      target: "node20",
      charset: "utf8",
      logLevel: "silent",
      // A site's own tsconfig would be one more input that changes what comes out.
      tsconfigRaw: "{}",
      // Broadsheet's own packages, for sites that lie outside its repository.
      nodePaths: createRequire(import.meta.url).resolve.paths("esbuild") ?? [],
      // The package's name carries types alone, so that importing it brings nothing.
      alias: { broadsheet: "data:text/javascript," },
    });
    const code = outputFiles[0]?.contents ?? "";
    const inputs = Object.keys(metafile.inputs)
      .filter((input) => !input.startsWith("<data:"))
      .map((input) => resolve(siteFolder, input));
    const module = `${digestOf(code)}.mjs`;
    writeAtomically(join(bundleFolder, module), code);
    const digests = Object.fromEntries(inputs.map((input) => [input, digestOf(readFileSync(input))]));
    writeJson(recordFile, { module, inputs: digests } satisfies BundleRecord);
    return { module: join(bundleFolder, module), inputs, problems: [] };
  } catch (error) {
    const { errors } = error as Partial<BuildFailure>;
    if (errors === undefined) throw error;
    const problems = errors.map(({ text, location }): Problem => {
      const { line, column } = location ?? { line: 1, column: 0 };
      const message = `${text}; correct the code here`;
      return { file: location?.file ?? file, line, column: column + 1, severity: "error", message };
    });
    const inputs = new Set([file, ...problems.map((problem) => problem.file)]);
    return { module: "", inputs: [...inputs].map((input) => resolve(siteFolder, input)), problems };
  }
}

/** `inputs`: absolute path → digest of its content. */
type BundleRecord = { module: string; inputs: Record<string, string> };

/** The bundle of last time, where it is whole and none of its inputs has changed. */
function findKnown(recordFile: string): ScriptBundle | null {
  try {
    const record = readJson<BundleRecord>(recordFile);
    if (record === null) return null;
    const module = join(dirname(recordFile), record.module);
    const isFresh =
      record.module === `${digestOf(readFileSync(module))}.mjs` &&
      Object.entries(record.inputs).every(([input, digest]) => digest === digestOf(readFileSync(input)));
    return isFresh ? { module, inputs: Object.keys(record.inputs), problems: [] } : null;
  } catch {
    // A damaged record, or an input that is gone: that costs a new bundle, no more.
    return null;
  }
}
