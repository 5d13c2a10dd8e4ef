// Compiled templates, kept in the cache from one build to the next.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeAtomically } from "../build/json-files.ts";
import { hashBytes } from "../build/manifest.ts";
import { compileTemplates, readTemplates, type Templates, templateRoots } from "../eleventy/compile-templates.ts";

/** Folders are absolute. */
export interface TemplateSource {
  siteFolder: string;
  packageFolder: string;
  cacheFolder: string;
  /** As `digestTemplates`. */
  codeDigest: string;
}

/** Compiled anew, and kept, where the cache has none of `codeDigest`. @throws TemplateError, and the file system's errors */
export function loadTemplates({ siteFolder, packageFolder, cacheFolder, codeDigest }: TemplateSource): Templates {
  const roots = templateRoots(siteFolder, packageFolder);
  const file = join(cacheFolder, "templates.js");
  const known = existsSync(file) ? readFileSync(file, "utf8") : "";
  const knownScript = known.slice(known.indexOf("\n") + 1);
  if (known === seal(codeDigest, knownScript)) return readTemplates(roots, knownScript);
  const script = compileTemplates(roots);
  writeAtomically(file, seal(codeDigest, script));
  return readTemplates(roots, script);
}

/** The script below a line that tells the code it was compiled by, and damage. */
function seal(codeDigest: string, script: string): string {
  return `// ${codeDigest} ${hashBytes(script)}\n${script}`;
}
