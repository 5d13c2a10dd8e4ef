// The site's own templates are part of the code that pages are made by.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Hash of Broadsheet's code and of the templates with which the site overrides its own. */
export function digestTemplates(
  siteFolder: string,
  { packageFolder, codeDigest }: { packageFolder: string; codeDigest: string },
): string {
  const folder = join(siteFolder, "_includes");
  if (siteFolder === packageFolder || !existsSync(folder)) return codeDigest;
  const hash = createHash("sha256").update(codeDigest);
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (name.endsWith(".njk")) hash.update(`\0${name}\0`).update(readFileSync(join(folder, name)));
  }
  return hash.digest("hex").slice(0, 32);
}
