// Compiled templates, kept in the cache from one build to the next.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeAtomically } from "../content/files/json-files.ts";
import { compileTemplates, readTemplates, type Templates, templateRoots } from "../eleventy/compile-templates.ts";
import { digestOf } from "../parts/parts.ts";
import { compileScript } from "./compiled-script.cjs";

/** Folders are absolute. */
export interface TemplateSource {
  siteFolder: string;
  packageFolder: string;
  cacheFolder: string;
  /** As `digestTemplates`. */
  codeDigest: string;
}

/** `keepCompiled`: see `compileScript`. */
export interface KeptTemplates {
  templates: Templates;
  keepCompiled: () => void;
}

/** Compiled anew, and kept, where the cache has none of `codeDigest`. @throws TemplateError, and the file system's errors */
export function loadTemplates({ siteFolder, packageFolder, cacheFolder, codeDigest }: TemplateSource): KeptTemplates {
  const roots = templateRoots(siteFolder, packageFolder);
  const file = join(cacheFolder, "templates.js");
  const known = existsSync(file) ? readFileSync(file, "utf8") : "";
  let source = known.slice(known.indexOf("\n") + 1);
  if (known !== seal(codeDigest, source)) {
    source = compileTemplates(roots);
    writeAtomically(file, seal(codeDigest, source));
  }
  const { script, keep } = compileScript({
    source,
    version: digestOf(source),
    filename: "templates.js",
    keptFile: file,
  });
  return { templates: readTemplates(roots, script), keepCompiled: keep };
}

/** The script below a line that tells the code it was compiled by, and damage. */
function seal(codeDigest: string, script: string): string {
  return `// ${codeDigest} ${digestOf(script)}\n${script}`;
}
