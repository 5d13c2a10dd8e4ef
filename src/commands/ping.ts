// `broadsheet ping`: tells the site's WebSub hub which feeds have changed since it was last told.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { loadPublication } from "../content/data/publication.ts";
import type { Invocation } from "../workers/invocation.ts";
import { defineCommand, type FlagValues, UsageError } from "./command.ts";
import { type Notice, notifyHub } from "./notify-hub.ts";
import { readSiteOptions, siteFlags } from "./options.ts";
import { count, Progress, printJson, printProblems } from "./terminal.ts";
import { findFeeds, loadToldFeeds, saveToldFeeds } from "./told-feeds.ts";

const { site, out, cache, url, json } = siteFlags;
const flags = { site, out, cache, url, json };

export const ping = defineCommand({
  help: `usage: broadsheet ping [options]

Run it after a deploy: tells the hub of _data/site (WebSub) which feeds have changed since it was last told.
What the hub did not accept is told again the next time.

  --site DIR     the folder with _data/ and posts/ (default: this one)
  --out DIR      where the site was written (default: dist in the site's folder)
  --cache DIR    where it is remembered what the hub was told (default: .cache in the site's folder)
  --url URL      replaces the site's own address
  --json         print the result as JSON on standard output`,
  flags,
  run,
});

/** Of each try, in ms. */
const timeout = 10_000;

async function run(_: Invocation, given: FlagValues<typeof flags>): Promise<number> {
  const { siteFolder, outputFolder, cacheFolder, siteUrl, isJson } = readSiteOptions(given);
  const { publication, problems } = await loadPublication(siteFolder, { cacheFolder, siteUrl });
  if (publication === null) {
    if (isJson) printJson({ problems, hub: "", feeds: 0, notices: [] });
    else printProblems(problems);
    return 1;
  }
  const { hub, origin, basePath } = publication.site;
  if (hub === "")
    throw new UsageError('the site has no hub; add its address to _data/site, such as hub: "https://hub.example/"');
  if (!existsSync(join(outputFolder, "build.json")))
    throw new UsageError(
      `${outputFolder} holds no published site; run broadsheet build, or name its folder with --out`,
    );

  const feeds = findFeeds(outputFolder, origin + basePath);
  const told = loadToldFeeds(cacheFolder, hub);
  const changed = [...feeds.keys()].filter((feed) => feeds.get(feed) !== told.get(feed));
  const progress = new Progress();
  const onProgress = (done: number): void =>
    progress.show(`${done.toLocaleString("en")} of ${count(changed.length, "feed")} told`);
  const notices = await notifyHub(hub, changed, { timeout, clock: Date.now, pause: (ms) => pause(ms), onProgress });
  progress.clear();
  const accepted = notices.filter((notice) => notice.outcome === "accepted");
  for (const { feed } of accepted) told.set(feed, feeds.get(feed) ?? "");
  if (accepted.length > 0) saveToldFeeds(cacheFolder, hub, new Map([...told].filter(([feed]) => feeds.has(feed))));
  if (isJson) printJson({ problems, hub, feeds: feeds.size, notices });
  else printNotices(hub, feeds.size, notices);
  return accepted.length === notices.length ? 0 : 1;
}

function printNotices(hub: string, feeds: number, notices: readonly Notice[]): void {
  for (const { feed, outcome, tries, reason } of notices) {
    if (outcome === "accepted") process.stdout.write(`accepted: ${feed}\n`);
    else process.stderr.write(`${outcome}: ${feed}: ${reason}${tries > 1 ? ` (${tries} tries)` : ""}\n`);
  }
  const accepted = notices.filter((notice) => notice.outcome === "accepted").length;
  const failed = notices.length - accepted;
  const rest = failed === 0 ? "" : `; ${failed.toLocaleString("en")} will be told the next time`;
  process.stdout.write(
    notices.length === 0
      ? `none of ${count(feeds, "feed")} has changed since ${hub} was told\n`
      : `${hub} accepted ${accepted.toLocaleString("en")} of ${count(notices.length, "changed feed")}${rest}\n`,
  );
}
