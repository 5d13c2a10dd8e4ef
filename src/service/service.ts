// The counting service, put together: what `broadsheet service` listens with, and what a preview can mount beside its pages.
import { join } from "node:path";
import { ClientAddresses } from "./http/client-address.ts";
import { type HttpServer, startHttpServer } from "./http/http-server.ts";
import { ReaderKeys } from "./http/reader-keys.ts";
import { type Handle, makeRouter } from "./http/router.ts";
import type { Log } from "./log.ts";
import { Metrics } from "./metrics.ts";
import type { ServiceParts } from "./parts.ts";
import { makeRoutes } from "./routes/routes.ts";
import type { ServiceSettings } from "./settings.ts";
import { Sites } from "./sites.ts";
import { openStore } from "./stores/open-store.ts";
import { startUpkeep } from "./upkeep.ts";

export interface Service {
  /** Answers one request; for a server of one's own, which hands over what is under `/v1/`. */
  handle: Handle;
  /** Listens as the settings say; returns the port. @throws the system's error, such as EADDRINUSE */
  listen: () => Promise<number>;
  /** Finishes what is under way, commits, and closes: within 5 s. */
  close: () => Promise<void>;
}

interface ServiceRequest {
  settings: ServiceSettings;
  log: Log;
  /** The bundled `store-thread`, where SQLite is to have a thread of its own; faster under load. */
  threadEntry?: string;
  /** Epoch milliseconds; the machine's clock where it is left out. */
  clock?: () => number;
}

/** Starts the service without listening: reads the articles files, as far as they are there. */
export async function createService(request: ServiceRequest): Promise<Service> {
  const { settings, log, threadEntry = "", clock = Date.now } = request;
  const metrics = new Metrics();
  const sites = new Sites(settings.sites, log, metrics);
  const store = openStore(settings.store, settings.dataFolder, threadEntry, log);
  const readers = new ReaderKeys(join(settings.dataFolder, "salt"), clock);
  const clients = new ClientAddresses(settings.trustedProxies);
  const parts: ServiceParts = { settings, sites, store, clients, readers, metrics, log, clock };
  const handle = makeRouter(makeRoutes(parts), parts);
  await sites.refresh(0);
  const stopUpkeep = startUpkeep(parts);
  metrics.gauge("process_resident_memory_bytes", "Resident memory.", () => process.memoryUsage.rss());
  let server: HttpServer | null = null;
  return {
    handle,
    listen: async () => {
      server = await startHttpServer(handle, parts);
      return server.port;
    },
    close: async () => {
      await server?.close();
      await stopUpkeep();
      await store.close();
    },
  };
}
