// Bundles a data file of TypeScript or JavaScript into one module named by its content, and knows when that is still good.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuildFailure, Plugin } from "esbuild";
import type { Problem } from "../types.ts";

export interface ScriptBundle {
  /** Absolute path of the module; "" with problems. */
  file: string;
  /** Absolute paths. */
  inputs: string[];
  problems: Problem[];
}

interface BundleRecord {
  /** Hash of what else decides the outcome: esbuild's options. */
  recipe: string;
  /** Name of the module beside the record. */
  module: string;
  /** Absolute path → hex SHA-256 of its content. */
  inputs: Record<string, string>;
}

// To be changed with the options below.
const recipe = "1";

/** The package's name carries types alone, so that importing it brings nothing. */
const typesOnly: Plugin = {
  name: "types-only",
  setup(build) {
    build.onResolve({ filter: /^broadsheet$/ }, () => ({ path: "broadsheet", namespace: "types-only" }));
    build.onLoad({ filter: /.*/, namespace: "types-only" }, () => ({ contents: "", loader: "js" }));
  },
};

/** @param path absolute
 *  @param bundleFolder absolute; holds modules and a record of what each was made of */
export async function bundleScript(path: string, siteFolder: string, bundleFolder: string): Promise<ScriptBundle> {
  const recordFile = join(bundleFolder, `${basename(path)}-${hash(path).slice(0, 12)}.json`);
  const record = readRecord(recordFile);
  if (record !== null && record.recipe === recipe && isFresh(record, bundleFolder))
    return { file: join(bundleFolder, record.module), inputs: Object.keys(record.inputs), problems: [] };
  // Loaded here: an unchanged site never needs it.
  const { build } = await import("esbuild");
  try {
    const result = await build({
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
      nodePaths: findModules(),
      plugins: [typesOnly],
    });
    const code = result.outputFiles[0]?.contents ?? new Uint8Array();
    const files = Object.keys(result.metafile.inputs)
      .filter((input) => !input.startsWith("types-only:"))
      .map((input) => resolve(siteFolder, input));
    const inputs = Object.fromEntries(files.map((file) => [file, hash(readFileSync(file))]));
    const module = `${hash(code)}.mjs`;
    write(join(bundleFolder, module), code);
    write(recordFile, JSON.stringify({ recipe, module, inputs } satisfies BundleRecord));
    return { file: join(bundleFolder, module), inputs: files, problems: [] };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    const problems = error.errors.map(({ text, location }): Problem => {
      const file = location === null ? path : resolve(siteFolder, location.file);
      return {
        file: relative(siteFolder, file).split(sep).join("/"),
        line: location?.line ?? 1,
        column: (location?.column ?? 0) + 1,
        severity: "error",
        message: `${text}; correct the code here`,
      };
    });
    return {
      file: "",
      inputs: [
        ...new Set([
          path,
          ...error.errors.flatMap(({ location }) => (location === null ? [] : [resolve(siteFolder, location.file)])),
        ]),
      ],
      problems,
    };
  }
}

function isFresh({ module, inputs }: BundleRecord, bundleFolder: string): boolean {
  const file = join(bundleFolder, module);
  if (!existsSync(file) || `${hash(readFileSync(file))}.mjs` !== module) return false;
  return Object.entries(inputs).every(([input, digest]) => existsSync(input) && hash(readFileSync(input)) === digest);
}

function readRecord(file: string): BundleRecord | null {
  if (!existsSync(file)) return null;
  try {
    const record = JSON.parse(readFileSync(file, "utf8")) as BundleRecord;
    return typeof record.module === "string" && typeof record.inputs === "object" && record.inputs !== null
      ? record
      : null;
  } catch {
    // A damaged cache costs a new bundle, no more.
    return null;
  }
}

/** Whole or not at all: builds of two sites may share a cache folder's parent, and any may be killed. */
function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, file);
}

/** Broadsheet's own packages, for sites that lie outside its repository: the nearest `node_modules` above this file, bundled or not. */
function findModules(): string[] {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "node_modules", "esbuild"))) return [join(folder, "node_modules")];
    if (dirname(folder) === folder) return [];
  }
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors);
}

function hash(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
