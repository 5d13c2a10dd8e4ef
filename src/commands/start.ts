// `broadsheet start`: live preview. Every change is built by a fresh process, so that nothing stale can be shown.
import { join } from "node:path";
import { PreviewBuilder } from "../preview/preview-builder.ts";
import { PortTakenError, startPreviewServer } from "../preview/preview-server.ts";
import { makePreviewService } from "../preview/preview-service.ts";
import { watchSources } from "../preview/watch-sources.ts";
import type { Invocation } from "../workers/invocation.ts";
import { defineCommand, type FlagValues, UsageError } from "./command.ts";
import { readSiteOptions, siteFlags, siteFlagsHelp } from "./options.ts";

const flags = { ...siteFlags, port: { type: "string" }, "no-drafts": { type: "boolean" } } as const;

export const start = defineCommand({
  help: `usage: broadsheet start [options]

Shows the site with live reload, drafts and scheduled posts included, and counts views as the service would, for itself alone.
It writes to the cache folder, never to dist/.

  --port NUMBER  where to listen (default: the first free one from 8080)
  --no-drafts    only what is public
${siteFlagsHelp}`,
  flags,
  run,
});

async function run(invocation: Invocation, given: FlagValues<typeof flags>): Promise<number> {
  const options = readSiteOptions(given);
  const previewFolder = join(options.cacheFolder, "preview");
  const service = makePreviewService(options.siteFolder, previewFolder, join(options.cacheFolder, "start"));
  const port = given.port === undefined ? null : readPort(given.port);
  const server = await startPreviewServer({
    folder: previewFolder,
    packageFolder: invocation.packageFolder,
    port,
    handleService: service.handle,
  }).catch((error: unknown) => {
    throw error instanceof PortTakenError ? new UsageError(`${error.message}; choose another with --port`) : error;
  });
  const stopped = waitForStop();
  const builder = new PreviewBuilder(
    {
      ...options,
      packageFolder: invocation.packageFolder,
      previewFolder,
      now: options.isNowGiven ? options.now : null,
      withDrafts: given["no-drafts"] !== true,
      siteUrl: options.siteUrl === "" ? server.address : options.siteUrl,
    },
    (outcome) => server.publish(outcome),
  );
  process.stdout.write(`Building the preview of ${options.siteFolder} …\n`);
  // Before the first build, so that a change made during it is built as well.
  const watcher = await watchSources(options.siteFolder, invocation.packageFolder, () => void builder.build());
  await builder.build();
  await service.start(server.address);
  process.stdout.write(`\n  ${server.address}/\n\nEdit a post and see it here. Ctrl-C stops.\n`);
  await stopped;
  process.stdout.write("\n");
  await Promise.all([watcher.close(), builder.stop(), server.close()]);
  await service.close();
  return 0;
}

function waitForStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new UsageError(`--port: "${text}" is no port; write a number from 1 to 65535`);
  return port;
}
