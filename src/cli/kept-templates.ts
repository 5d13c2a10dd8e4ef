// Compiled templates, kept in the cache from one build to the next.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeAtomically } from "../build/json-files.ts";
import { compileTemplates, readTemplates, type Templates, templateRoots } from "../eleventy/compile-templates.ts";

/** Folders are absolute. */
export interface TemplateSource {
  siteFolder: string;
  packageFolder: string;
  cacheFolder: string;
  /** As `digestTemplates`. */
  codeDigest: string;
}

export function loadTemplates({ siteFolder, packageFolder, cacheFolder, codeDigest }: TemplateSource): Templates {
  const roots = templateRoots(siteFolder, packageFolder);
  const file = join(cacheFolder, "templates.js");
  const firstLine = `// ${codeDigest}\n`;
  const known = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (known.startsWith(firstLine)) return readTemplates(roots, known);
  const script = firstLine + compileTemplates(roots);
  writeAtomically(file, script);
  return readTemplates(roots, script);
}
