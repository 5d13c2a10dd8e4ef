// `broadsheet snapshot`: fetches what is read most from the counting service, for the pages that show it.
import { join } from "node:path";
import { type TopAnswer, topRoute } from "../api/most-read.ts";
import { type MostReadSnapshot, mostReadFile } from "../content/data/load-most-read.ts";
import { loadPublication } from "../content/data/publication.ts";
import { writeJson } from "../content/files/json-files.ts";
import type { Invocation } from "../workers/invocation.ts";
import { defineCommand, type FlagValues, UsageError } from "./command.ts";
import { FetchError, fetchJson } from "./fetch-json.ts";
import { readSiteOptions, siteFlags } from "./options.ts";
import { count, printProblems } from "./terminal.ts";

const { site, cache, url, service } = siteFlags;
const flags = { site, cache, url, service };

export const snapshot = defineCommand({
  help: `usage: broadsheet snapshot [options]

Run it before a build: fetches what was read most in the last 24 hours from the counting service into ${mostReadFile}
in the site's folder. /most-read/ and the front page show it. Without an answer the last snapshot stays.

  --site DIR     the folder with _data/ and posts/ (default: this one)
  --cache DIR    where the last build is remembered (default: .cache in the site's folder)
  --url URL      replaces the site's own address
  --service URL  replaces the counting service's address; "" is the site's own`,
  flags,
  run,
});

const limits = { timeout: 10_000, size: 1_000_000 };
/** More than the pages show: some may be gone by the next build. */
const wanted = 30;

async function run(_: Invocation, given: FlagValues<typeof flags>): Promise<number> {
  const { siteFolder, cacheFolder, siteUrl, serviceUrl } = readSiteOptions(given);
  const { publication, problems } = await loadPublication(siteFolder, { cacheFolder, siteUrl, serviceUrl });
  if (publication === null) {
    printProblems(problems);
    return 1;
  }
  const { id, origin, serviceUrl: service } = publication.site;
  if (service === null) throw new UsageError("the site has no counting service; add service and id to _data/site");
  let paths: string[];
  try {
    paths = readPaths(
      await fetchJson(
        `${service === "" ? origin : service}${topRoute}?s=${encodeURIComponent(id)}&window=24h&n=${wanted}`,
        limits,
      ),
    );
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    process.stderr.write(`broadsheet snapshot: ${error.message}; the last snapshot stays\n`);
    return 1;
  }
  const file: MostReadSnapshot = { version: 1, fetchedAt: new Date().toISOString(), paths };
  writeJson(join(siteFolder, mostReadFile), file);
  process.stdout.write(`${count(paths.length, "most read article")} in ${mostReadFile}\n`);
  return 0;
}

/** @throws FetchError */
function readPaths(answer: unknown): string[] {
  const { articles } = (answer ?? {}) as Partial<TopAnswer>;
  if (!Array.isArray(articles)) throw new FetchError("the counting service's answer is none that this version knows");
  const paths = articles.map((article: unknown) => (article as { path?: unknown } | null)?.path);
  return paths.filter((path): path is string => typeof path === "string" && path.startsWith("/")).slice(0, wanted);
}
