// Opens the store that the settings name.
import { join } from "node:path";
import type { Log } from "./log.ts";
import { SqliteStore } from "./sqlite-store.ts";
import type { Store } from "./store.ts";
import { ThreadedStore } from "./threaded-store.ts";

/**
 * Nothing is connected or written yet: a store that is away is found out by who uses it.
 * @param threadEntry the bundled `store-thread`; "" works in this thread
 */
export function openStore(_store: string, dataFolder: string, threadEntry: string, _log: Log): Store {
  const path = join(dataFolder, "counts.db");
  return threadEntry === "" ? new SqliteStore(path) : new ThreadedStore(threadEntry, path);
}
