// Opens the store that the settings name.
import { join } from "node:path";
import type { Log } from "../log.ts";
import { RedisStore } from "./redis-store.ts";
import { SqliteStore } from "./sqlite-store.ts";
import type { Store } from "./store.ts";
import { ThreadedStore } from "./threaded-store.ts";

/**
 * Nothing is connected or written yet: a store that is away is found out by who uses it.
 * @param threadEntry the bundled `store-thread`; "" works in this thread
 */
export function openStore(store: string, dataFolder: string, threadEntry: string, log: Log): Store {
  if (store !== "sqlite") return new RedisStore(store.split(","), log);
  const path = join(dataFolder, "counts.db");
  return threadEntry === "" ? new SqliteStore(path) : new ThreadedStore(threadEntry, path);
}
