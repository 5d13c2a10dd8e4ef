// What the service is made of: the routes take what they need.
import type { ClientAddresses } from "./http/client-address.ts";
import type { ReaderKeys } from "./http/reader-keys.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { ServiceSettings } from "./settings.ts";
import type { Sites } from "./sites.ts";
import type { Store } from "./stores/store.ts";

export interface ServiceParts {
  settings: ServiceSettings;
  sites: Sites;
  store: Store;
  clients: ClientAddresses;
  readers: ReaderKeys;
  metrics: Metrics;
  log: Log;
  /** Epoch milliseconds. */
  clock: () => number;
}
