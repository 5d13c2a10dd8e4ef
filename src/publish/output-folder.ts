// A build owns its output folder and removes what it did not make: so it first makes sure that the folder is one of its own.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";

export class OutputFolderError extends Error {}

/** @throws OutputFolderError where `outputFolder` holds files that no build of Broadsheet made, or contains the site itself. */
export function checkOutputFolder(outputFolder: string, siteFolder: string): void {
  const inside = relative(outputFolder, siteFolder);
  if (inside === "" || (!inside.startsWith(`..${sep}`) && inside !== ".." && resolve(inside) !== inside)) {
    throw new OutputFolderError(`${outputFolder} holds the site itself; choose another --out`);
  }
  if (outputFolder === join(siteFolder, "dist") || !existsSync(outputFolder)) return;
  const names = readdirSync(outputFolder);
  if (names.length > 0 && !isOurs(join(outputFolder, "build.json"))) {
    throw new OutputFolderError(
      `${outputFolder} holds files that Broadsheet did not make, and a build would remove them; empty it, or choose another --out`,
    );
  }
}

function isOurs(buildFile: string): boolean {
  if (!existsSync(buildFile)) return false;
  return readFileSync(buildFile, "utf8").includes('"generator": "Broadsheet"');
}
