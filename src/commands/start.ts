// `broadsheet start`: live preview. Every change is built by a fresh process, so that nothing stale can be shown.
import { join } from "node:path";
import { PreviewBuilder } from "../preview/preview-builder.ts";
import { startPreviewServer } from "../preview/preview-server.ts";
import { makePreviewService } from "../preview/preview-service.ts";
import { watchSources } from "../preview/watch-sources.ts";
import { type Invocation, parseFlags, readSiteOptions, siteFlags, siteFlagsHelp, UsageError } from "./options.ts";

export const startHelp = `usage: broadsheet start [options]

Shows the site with live reload, drafts and scheduled posts included, and counts views as the service would, for itself alone.
It writes to the cache folder, never to dist/.

  --port NUMBER  where to listen (default: the first free one from 8080)
  --no-drafts    only what is public
${siteFlagsHelp}`;

const startFlags = { ...siteFlags, port: { type: "string" }, "no-drafts": { type: "boolean" } } as const;

export async function start(invocation: Invocation): Promise<number> {
  const flags = parseFlags(invocation.arguments, startFlags);
  if (flags.help) {
    process.stdout.write(`${startHelp}\n`);
    return 0;
  }
  const options = readSiteOptions(flags);
  const previewFolder = join(options.cacheFolder, "preview");
  const service = makePreviewService(options.siteFolder, previewFolder, join(options.cacheFolder, "start"));
  const port = flags.port === undefined ? null : readPort(flags.port);
  const server = await startPreviewServer({
    folder: previewFolder,
    packageFolder: invocation.packageFolder,
    port,
    handleService: service.handle,
  });
  const stopped = waitForStop();
  const builder = new PreviewBuilder(
    invocation,
    options,
    {
      previewFolder,
      withDrafts: flags["no-drafts"] !== true,
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
