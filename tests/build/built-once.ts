// Sites that several test files only look at: built by the first that asks, for all files of a run.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { broadsheet, packageFolder, temporaryFolder } from "./broadsheet.ts";

/** Set by the runner, which removes it; a file that runs alone keeps what it builds to itself. */
const runFolder = process.env.BROADSHEET_BUILT_SITES ?? temporaryFolder();

export interface BuiltSite {
  /** Nobody may write there. */
  dist: string;
  cache: string;
  /** What `build --json` printed. */
  output: string;
}

/** @throws Error with what the command printed, where that fails */
export async function buildOnce(site: string, now: string): Promise<BuiltSite> {
  const name = createHash("sha256").update(`${site}\n${now}`).digest("hex").slice(0, 16);
  const folder = join(runFolder, name);
  if (!existsSync(folder)) {
    const draft = `${folder}.${process.pid}`;
    mkdirSync(draft, { recursive: true });
    const args = ["--site", site, "--out", join(draft, "dist"), "--cache", join(draft, "cache"), "--now", now];
    const { status, output, errors } = await broadsheet(["build", ...args, "--json"]);
    if (status !== 0) throw new Error(`the site was not built, exit code ${status}: ${errors}`);
    writeFileSync(join(draft, "output.json"), output);
    if (existsSync(folder)) rmSync(draft, { recursive: true });
    else renameSync(draft, folder);
  }
  return {
    dist: join(folder, "dist"),
    cache: join(folder, "cache"),
    output: readFileSync(join(folder, "output.json"), "utf8"),
  };
}

/** The repository's own publication. */
export const buildSample = (): Promise<BuiltSite> => buildOnce(packageFolder, "2026-11-22T12:00:00+05:30");

/** Puts the sample's pictures into a cache, where a test is not about their making: encoding them takes most of a build. */
export async function lendPictures(cacheFolder: string): Promise<void> {
  const { cache } = await buildSample();
  cpSync(join(cache, "images"), join(cacheFolder, "images"), { recursive: true });
}
