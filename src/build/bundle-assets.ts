// Bundles Broadsheet's styles and browser script with esbuild, once per state of the code.
import { join } from "node:path";
import type { Bundle, Bundles } from "./assets.ts";
import { readJson, writeJson } from "./json-files.ts";
import { hashBytes } from "./manifest.ts";

/** Browsers of the last five years; esbuild rewrites or prefixes what they lack. */
const browsers = ["chrome100", "edge100", "firefox100", "safari15.4"];

/** From the cache where the code is unchanged. */
export async function loadBundles(packageFolder: string, cacheFolder: string, codeDigest: string): Promise<Bundles> {
  const file = join(cacheFolder, "bundles.json");
  const known = readJson<{ codeDigest: string; bundles: Bundles }>(file);
  if (known?.codeDigest === codeDigest) return known.bundles;
  const styles = await bundle(packageFolder, "src/styles/site.css", "site", "css");
  const countScript = await bundle(packageFolder, "src/client/count.ts", "count", "js");
  const pageScript = await bundle(packageFolder, "src/client/page.ts", "page", "js");
  const bundles: Bundles = { styles, countScript, pageScript };
  writeJson(file, { codeDigest, bundles });
  return bundles;
}

async function bundle(packageFolder: string, entry: string, name: string, extension: "css" | "js"): Promise<Bundle> {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    absWorkingDir: packageFolder,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: extension === "css" ? browsers : "es2020",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
  });
  const text = outputFiles[0]?.text ?? "";
  return { path: `assets/${name}-${hashBytes(text).slice(0, 10)}.${extension}`, text };
}
