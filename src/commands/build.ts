// `broadsheet build`: publishes the site into its output folder.

import { hasErrors } from "../content/problems.ts";
import { type BuildResult, runBuild } from "../publish/run-build.ts";
import { makeEngine } from "../workers/engine.ts";
import type { Invocation } from "../workers/invocation.ts";
import { defineCommand, type FlagValues, UsageError } from "./command.ts";
import { readSiteOptions, siteFlags, siteFlagsHelp } from "./options.ts";
import { count, Progress, printForBuild, printJson, summarizeProblems } from "./terminal.ts";

const flags = { ...siteFlags, verify: { type: "string" } } as const;

export const build = defineCommand({
  help: `usage: broadsheet build [options]

Builds the site. What the last build made and nothing has changed is kept.

${siteFlagsHelp}
  --verify[=PERCENT]  render this share (1 where none is given) of the kept pages again and compare; a difference is an
                      internal error of Broadsheet, told with both digests, and the next build makes that page anew`,
  flags,
  alone: { verify: "1" },
  run,
});

async function run(invocation: Invocation, given: FlagValues<typeof flags>): Promise<number> {
  const options = readSiteOptions(given);
  const verifiedPercent = given.verify === undefined ? 0 : readPercent(given.verify);
  const progress = new Progress();
  const engine = makeEngine(invocation, options, (done, total, what) =>
    progress.show(`${done.toLocaleString("en")} of ${count(total, what)} ${what === "page" ? "rendered" : "made"}`),
  );
  let result: BuildResult;
  try {
    result = await runBuild({ ...engine.request, verifiedPercent });
  } finally {
    await engine.close();
    progress.clear();
  }
  if (options.isJson) tellMachines(result);
  else tellPeople(result);
  for (const { path, recorded, rendered } of result.mismatches)
    process.stderr.write(
      `broadsheet build: internal error: ${path} was kept, but is another page now (recorded ${recorded}, rendered ${rendered}); build again to make it anew, and tell Broadsheet's developers what was edited\n`,
    );
  if (hasErrors(result.problems)) return 1;
  return result.mismatches.length > 0 ? 3 : 0;
}

/** Counted from the start of the process, as the author waits. */
const secondsWaited = (): number => performance.now() / 1000;

function tellMachines({ problems, counts, changed, mismatches, nextTransition }: BuildResult): void {
  printJson({
    problems,
    pages: counts,
    changed,
    mismatches,
    seconds: secondsWaited(),
    nextTransition: nextTransition === null ? null : new Date(nextTransition).toISOString(),
  });
}

function tellPeople({ problems, counts }: BuildResult): void {
  printForBuild(problems);
  if (counts === null) {
    process.stderr.write(`${summarizeProblems(problems)}; nothing was written\n`);
    return;
  }
  const { rendered, pages, removed, verified } = counts;
  const checked = verified === 0 ? "" : `${count(verified, "kept page")} verified, `;
  process.stdout.write(
    `${rendered.toLocaleString("en")} of ${count(pages, "page")} rendered, ${checked}${removed.toLocaleString("en")} removed, in ${secondsWaited().toFixed(2)} s\n`,
  );
}

/** @throws UsageError */
function readPercent(text: string): number {
  const percent = Number(text);
  if (text.trim() === "" || !(percent > 0 && percent <= 100))
    throw new UsageError(`--verify: "${text}" is no share; write a number above 0 and up to 100, such as --verify=5`);
  return percent;
}
