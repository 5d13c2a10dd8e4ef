// The stores that there are, and which of them the setting `store` means.
import { join } from "node:path";
import type { Log } from "../log.ts";
import { isRedisAddress, RedisStore } from "./redis-store.ts";
import { SqliteStore } from "./sqlite-store.ts";
import type { Store } from "./store.ts";
import { ThreadedStore } from "./threaded-store.ts";

/** @param threadEntry the bundled `store-thread`, where SQLite is to have a thread of its own; else "" */
type OpenStore = (setting: string, dataFolder: string, threadEntry: string, log: Log) => Store;

const openSqlite: OpenStore = (_, dataFolder, threadEntry) => {
  const path = join(dataFolder, "counts.db");
  return threadEntry === "" ? new SqliteStore(path) : new ThreadedStore(threadEntry, path);
};

const openRedis: OpenStore = (setting, _, __, log) => new RedisStore(setting.split(","), log);

/** Another store is a file beside this one, and a line here. */
const kinds: { isMeant: (setting: string) => boolean; open: OpenStore }[] = [
  { isMeant: (setting) => setting === "sqlite", open: openSqlite },
  { isMeant: (setting) => setting.split(",").every(isRedisAddress), open: openRedis },
];

export const isStore = (setting: string): boolean => kinds.some(({ isMeant }) => isMeant(setting));

/** Nothing is connected or written yet: a store that is away is found out by who uses it. @param setting as `isStore` wants it */
export const openStore: OpenStore = (setting, ...others) => {
  const { open } = kinds.find(({ isMeant }) => isMeant(setting)) as (typeof kinds)[number];
  return open(setting, ...others);
};
