// The counting service, put together: what `broadsheet service` listens with, and what a preview can mount beside its pages.
import { join } from "node:path";
import { countsRoute as countsPath, viewRoute as viewPath } from "../api/contract.ts";
import { topRoute as topPath } from "../api/most-read.ts";
import { weatherRoute as weatherPath } from "../api/weather.ts";
import { ClientAddresses } from "./http/client-address.ts";
import { type HttpServer, startHttpServer } from "./http/http-server.ts";
import { ReaderKeys } from "./http/reader-keys.ts";
import { type Handle, makeRouter } from "./http/router.ts";
import type { Log } from "./log.ts";
import { Metrics } from "./metrics.ts";
import { countsRoute } from "./routes/counts-route.ts";
import { exportRoute } from "./routes/export-route.ts";
import { healthRoute, metricsRoute, readyRoute } from "./routes/health-routes.ts";
import { topRoute } from "./routes/top-route.ts";
import { viewRoute } from "./routes/view-route.ts";
import { weatherRoute } from "./routes/weather-route.ts";
import type { ServiceSettings } from "./settings.ts";
import { Sites } from "./sites.ts";
import { openStore } from "./stores/open-store.ts";
import { startUpkeep } from "./upkeep.ts";
import { WeatherDesk } from "./weather/weather-desk.ts";

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
export async function createService({
  settings,
  log,
  threadEntry = "",
  clock = Date.now,
}: ServiceRequest): Promise<Service> {
  const metrics = new Metrics();
  const sites = new Sites(settings.sites, log, metrics);
  const store = openStore(settings.store, settings.dataFolder, threadEntry, log);
  const readers = new ReaderKeys(join(settings.dataFolder, "salt"), clock);
  const clients = new ClientAddresses(settings.trustedProxies);
  const versions = new Map<string, number>();
  const versionOf = (site: string) => versions.get(site) ?? 0;
  const onCounted = (site: string) => void versions.set(site, versionOf(site) + 1);
  const handle = makeRouter({
    routes: {
      [viewPath]: { POST: viewRoute({ sites, store, clients, readers, metrics, clock, onCounted }) },
      [countsPath]: { GET: countsRoute({ sites, store, versionOf }) },
      [topPath]: { GET: topRoute({ sites, store, clock, versionOf }) },
      [weatherPath]: {
        GET: weatherRoute(settings.weather && new WeatherDesk(settings.weather, { clock, log, metrics })),
      },
      "/v1/export": { GET: exportRoute(sites, store) },
      "/healthz": { GET: healthRoute },
      "/readyz": { GET: readyRoute(sites, store) },
      "/metrics": { GET: metricsRoute(metrics) },
    },
    sites,
    metrics,
    log,
  });
  await sites.start();
  const stopUpkeep = startUpkeep({ store, readers, log, clock });
  metrics.gauge("process_resident_memory_bytes", "Resident memory.", () => [[{}, process.memoryUsage.rss()]]);
  let server: HttpServer | null = null;
  return {
    handle,
    listen: async () => {
      const onRefused = (reason: string) => metrics.add("broadsheet_refusals_total", { route: "other", reason });
      server = await startHttpServer(handle, settings.host, settings.port, onRefused);
      return server.port;
    },
    close: async () => {
      await server?.close();
      await stopUpkeep();
      await store.close();
    },
  };
}
