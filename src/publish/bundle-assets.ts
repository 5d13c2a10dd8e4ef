// Bundles Broadsheet's styles, fonts and browser scripts, once per state of the code.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "esbuild";
import { readJson, writeJson } from "../content/files/json-files.ts";
import { digestOf } from "../parts/parts.ts";
import { type FontFile, subsetFonts } from "../pictures/subset-fonts.ts";
import type { Bundle, Bundles } from "./assets.ts";

/** Browsers of the last five years; esbuild rewrites or prefixes what they lack. */
const browsers = ["chrome100", "edge100", "firefox100", "safari15.4"];

/** From the cache where the code is unchanged. */
export async function loadBundles(packageFolder: string, cacheFolder: string, sourceDigest: string): Promise<Bundles> {
  const file = join(cacheFolder, "bundles.json");
  const known = readJson<{ sourceDigest: string; bundles: Bundles }>(file);
  if (known?.sourceDigest === sourceDigest && known.bundles.fonts.every((font) => existsSync(font.file)))
    return known.bundles;
  const fonts = await subsetFonts();
  const styles = await bundle(packageFolder, "src/styles/site.css", "site", "css", [nameFonts(fonts)]);
  const countScript = await bundle(packageFolder, "src/client/count.ts", "count", "js");
  const pageScript = await bundle(packageFolder, "src/client/page.ts", "page", "js");
  const bundles: Bundles = { styles, countScript, pageScript, fonts };
  writeJson(file, { sourceDigest, bundles });
  return bundles;
}

async function bundle(
  packageFolder: string,
  entry: string,
  name: string,
  extension: "css" | "js",
  plugins: Plugin[] = [],
): Promise<Bundle> {
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
    plugins,
  });
  const text = outputFiles[0]?.text ?? "";
  return { path: `assets/${name}-${digestOf(text).slice(0, 10)}.${extension}`, text };
}

/** Fonts lie beside the style sheet under their hashed names. */
function nameFonts(fonts: readonly FontFile[]): Plugin {
  return {
    name: "fonts",
    setup({ onResolve }) {
      onResolve({ filter: /\.woff2$/ }, ({ path }) => {
        const font = fonts.find(({ name }) => name === path);
        return font === undefined
          ? { errors: [{ text: `there is no font ${path}` }] }
          : { path: font.path.replace("assets/", ""), external: true };
      });
    },
  };
}
