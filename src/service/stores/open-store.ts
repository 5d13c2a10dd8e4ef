// The stores that there are, and which of them the setting `store` means.
import { join } from "node:path";
import type { Log } from "../log.ts";
import { isRedisAddress, RedisStore } from "./redis-store.ts";
import { SqliteStore } from "./sqlite-store.ts";
import type { Store } from "./store.ts";
import { ThreadedStore } from "./threaded-store.ts";

interface StoreRequest {
  setting: string;
  dataFolder: string;
  /** The bundled `store-thread`, where SQLite is to have a thread of its own; else "". */
  threadEntry: string;
  log: Log;
}

/** Another store is a file beside this one, and a line here. */
const kinds: { isMeant: (setting: string) => boolean; open: (request: StoreRequest) => Store }[] = [
  { isMeant: (setting) => setting === "sqlite", open: openSqlite },
  {
    isMeant: (setting) => setting.split(",").every(isRedisAddress),
    open: ({ setting, log }) => new RedisStore(setting.split(","), log),
  },
];

const kindOf = (setting: string) => kinds.find(({ isMeant }) => isMeant(setting));

export const isStore = (setting: string): boolean => kindOf(setting) !== undefined;

/** Nothing is connected or written yet: a store that is away is found out by who uses it. @throws where no kind is meant */
export function openStore(setting: string, dataFolder: string, threadEntry: string, log: Log): Store {
  const kind = kindOf(setting);
  if (!kind) throw new Error("there is no such store");
  return kind.open({ setting, dataFolder, threadEntry, log });
}

function openSqlite({ dataFolder, threadEntry }: StoreRequest): Store {
  const path = join(dataFolder, "counts.db");
  return threadEntry === "" ? new SqliteStore(path) : new ThreadedStore(threadEntry, path);
}
