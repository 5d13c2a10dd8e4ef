// `broadsheet check`: reports every problem of every file without building.

import { hasErrors } from "../content/problems.ts";
import { outputPathOf } from "../edition/addresses.ts";
import { planPages } from "../pages/plan-pages.ts";
import { PictureStore } from "../pictures/picture-store.ts";
import { contentAssets } from "../publish/assets.ts";
import { Claims } from "../publish/claims.ts";
import { loadEdition } from "../publish/load-sources.ts";
import { acquireLock } from "../publish/lock.ts";
import { makeEngine } from "../workers/engine.ts";
import type { Invocation } from "../workers/invocation.ts";
import { defineCommand, type FlagValues } from "./command.ts";
import { readSiteOptions, siteFlags, siteFlagsHelp } from "./options.ts";
import { count, printJson, printProblems, summarizeProblems } from "./terminal.ts";

export const check = defineCommand({
  help: `usage: broadsheet check [options]

Checks every post and data file, and prints each problem as file:line:column.

${siteFlagsHelp}`,
  flags: siteFlags,
  run,
});

async function run(invocation: Invocation, flags: FlagValues<typeof siteFlags>): Promise<number> {
  const options = readSiteOptions(flags);
  const release = acquireLock(options.cacheFolder);
  const engine = makeEngine(invocation, options, () => {});
  const { edition, problems } = await loadEdition({ ...engine.request, onStale: () => {} }).finally(async () => {
    release();
    await engine.close();
  });
  if (edition !== null && !hasErrors(problems)) {
    const claims = new Claims();
    const store = new PictureStore(options.cacheFolder, options.siteFolder, engine.request.pictures);
    for (const page of planPages(edition)) claims.add(outputPathOf(page.url), page.url, page.source);
    for (const { path } of contentAssets(edition, { siteFolder: options.siteFolder, codeDigest: "" }, store))
      claims.add(path, `/${path}`, "");
    problems.push(...claims.problems);
  }
  const posts = edition === null ? 0 : edition.stories.length + edition.pages.length;
  if (options.isJson) printJson({ problems, posts });
  else {
    printProblems(problems);
    process.stdout.write(`${count(posts, "public post")}, ${summarizeProblems(problems)}\n`);
  }
  return hasErrors(problems) ? 1 : 0;
}
