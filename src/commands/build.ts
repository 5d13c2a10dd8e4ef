// `broadsheet build`: publishes the site into its output folder.

import { hasErrors } from "../content/problems.ts";
import { type BuildResult, runBuild } from "../publish/run-build.ts";
import { makeEngine } from "../workers/engine.ts";
import { type Invocation, parseFlags, readSiteOptions, siteFlags, siteFlagsHelp } from "./options.ts";
import { count, Progress, printForBuild, printJson, summarizeProblems } from "./terminal.ts";

export const buildHelp = `usage: broadsheet build [options]

Builds the site. What the last build made and nothing has changed is kept.

${siteFlagsHelp}`;

export async function build(invocation: Invocation): Promise<number> {
  const flags = parseFlags(invocation.arguments, siteFlags);
  if (flags.help) {
    process.stdout.write(`${buildHelp}\n`);
    return 0;
  }
  const options = readSiteOptions(flags);
  const progress = new Progress();
  const engine = makeEngine(invocation, options, (done, total, what) =>
    progress.show(`${done.toLocaleString("en")} of ${count(total, what)} ${what === "page" ? "rendered" : "made"}`),
  );
  let result: BuildResult;
  try {
    result = await runBuild(engine.request);
  } finally {
    await engine.close();
    progress.clear();
  }
  // Counted from the start of the process, as the author waits.
  const seconds = performance.now() / 1000;
  const { problems, counts, nextTransition, changed } = result;
  if (options.isJson) {
    printJson({
      problems,
      pages: counts,
      changed,
      seconds,
      nextTransition: nextTransition === null ? null : new Date(nextTransition).toISOString(),
    });
  } else {
    printForBuild(problems);
    if (counts === null) process.stderr.write(`${summarizeProblems(problems)}; nothing was written\n`);
    else
      process.stdout.write(
        `${counts.rendered.toLocaleString("en")} of ${count(counts.pages, "page")} rendered, ${counts.removed.toLocaleString("en")} removed, in ${seconds.toFixed(2)} s\n`,
      );
  }
  return hasErrors(problems) ? 1 : 0;
}
