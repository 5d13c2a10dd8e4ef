// `broadsheet service`: the counting service, until it is told to stop.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSettings } from "../service/configuration.ts";
import { ConfigurationError } from "../service/configuration-values.ts";
import { makeLog } from "../service/log.ts";
import { createService } from "../service/service.ts";
import type { ServiceSettings } from "../service/settings.ts";
import type { Invocation } from "../workers/invocation.ts";
import { defineCommand, type FlagValues, UsageError } from "./command.ts";

const flags = {
  port: { type: "string" },
  host: { type: "string" },
  data: { type: "string" },
  store: { type: "string" },
  "trust-proxy": { type: "string", multiple: true },
  site: { type: "string", multiple: true },
  config: { type: "string" },
  replace: { type: "boolean" },
} as const;

export const service = defineCommand({
  help: `usage: broadsheet service [options]
       broadsheet service export ID [options] > FILE
       broadsheet service import [--replace] [options] < FILE

Counts views of articles and answers with the numbers. Without options: for the site in dist/, on the loopback address.
export writes a site's numbers as JSON lines, import reads them into another store.

  --port NUMBER          where to listen (default: 8081)
  --host ADDRESS         on which address (default: 127.0.0.1)
  --data DIR             where counts are kept (default: .data)
  --store URL            sqlite (default), or redis://HOST:PORT for Redis or Valkey; several with commas for a cluster
  --trust-proxy ADDRESS  believe this proxy's X-Forwarded-For; an address, a network such as 10.0.0.0/8, or loopback; repeatable
  --site ID=ARTICLES     a site's id, and the file or address of its articles.json; repeatable (default: dist/articles.json)
  --config FILE          a JSON file with the same, and the weather
  --replace              import although the site has numbers: those of the articles in the file are replaced

Also by environment: BROADSHEET_PORT, _HOST, _DATA, _STORE, _TRUST_PROXY, _SITES (with commas), _CONFIG. Flags win over it, it wins over the file.`,
  flags,
  takesWords: true,
  run,
});

async function run(invocation: Invocation, given: FlagValues<typeof flags>, words: string[]): Promise<number> {
  const settings = configure(given);
  const [task, site, ...more] = words;
  const isWhole = more.length === 0 && (task === "export" ? site !== undefined : site === undefined);
  if (task !== undefined && !(isWhole && ["export", "import"].includes(task)))
    throw new UsageError('write "export ID" or "import", or nothing to start the service');
  if (task === undefined) return serve(settings, invocation);
  const { exportSite, importSite } = await import("./service-transfer.ts");
  return site === undefined ? importSite(settings, given.replace === true) : exportSite(settings, site);
}

async function serve(settings: ServiceSettings, invocation: Invocation): Promise<number> {
  const log = makeLog((line) => process.stderr.write(line), Date.now);
  const stopped = waitForStop();
  const running = await createService({
    settings,
    log,
    threadEntry: join(invocation.bundleFolder, "store-thread.cjs"),
  });
  const port = await running.listen().catch(async (error: NodeJS.ErrnoException) => {
    await running.close();
    throw new UsageError(
      `cannot listen on ${settings.host}:${settings.port}: ${cures[error.code ?? ""] ?? error.message}`,
    );
  });
  log("info", "listening", {
    host: settings.host,
    port,
    store: settings.store.split(":", 1)[0] ?? "",
    sites: settings.sites.length,
  });
  process.stdout.write(`http://${settings.host.includes(":") ? `[${settings.host}]` : settings.host}:${port}\n`);
  await stopped;
  log("info", "stopping");
  await running.close();
  log("info", "stopped");
  return 0;
}

const cures: Record<string, string> = {
  EADDRINUSE: "the port is taken; choose another with --port",
  EACCES: "ports below 1024 need rights; choose another with --port",
  EADDRNOTAVAIL: "this machine does not have the address; choose another with --host",
  ENOTFOUND: "the address is unknown; choose another with --host",
};

/** @throws UsageError */
function configure(given: FlagValues<typeof flags>): ServiceSettings {
  const name = given.config ?? (process.env.BROADSHEET_CONFIG || "");
  if (name !== "" && !existsSync(name)) throw new UsageError(`--config: there is no file ${name}`);
  try {
    return readSettings(given, process.env, name === "" ? null : { name, text: readFileSync(name, "utf8") });
  } catch (error) {
    if (error instanceof ConfigurationError) throw new UsageError(error.message);
    throw error;
  }
}

function waitForStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}
