// The connection to Redis or Valkey, one server or a cluster: commands as lists of texts, failures in the service's own words.
import { createHash } from "node:crypto";
import { createClient, createCluster, type RedisClientOptions } from "@redis/client";
import { type Log, reasonOf } from "../log.ts";
import { StoreUnavailable } from "./store.ts";

/** A server that says nothing for so long has hung, ms; it is asked to speak more often than that. */
const silenceTime = 4_000;
const pingInterval = 1_500;
/** How long a first request waits for the connection, ms. */
const connectTime = 2_000;
const longestPause = 1_000; // ms between attempts to connect

/** A Lua script; all its keys have one hash tag, so that a cluster keeps them together. */
export interface Script {
  source: string;
  digest: string;
}

export const makeScript = (source: string): Script => ({
  source,
  digest: createHash("sha1").update(source).digest("hex"),
});

interface Connection {
  command: (key: string, args: string[]) => Promise<unknown>;
  /** Sends a command to each server that holds keys of its own. */
  servers: () => ((args: string[]) => Promise<unknown>)[];
  open: () => Promise<unknown>;
  close: () => Promise<unknown>;
  destroy: () => unknown;
}

export class RedisLink {
  private readonly addresses: string[];
  private readonly log: Log;
  private connection: Connection | null = null;
  private opening: Promise<unknown> | null = null;

  constructor(addresses: readonly string[], log: Log) {
    this.addresses = [...addresses];
    this.log = log;
  }

  /** @param key any key of the command; decides where in a cluster it goes. @throws StoreUnavailable */
  async command(key: string, ...args: string[]): Promise<unknown> {
    return this.attempt((connection) => connection.command(key, args));
  }

  /** @throws StoreUnavailable */
  async run({ source, digest }: Script, keys: readonly string[], values: readonly string[]): Promise<unknown> {
    const rest = [String(keys.length), ...keys, ...values];
    return this.attempt(async (connection) => {
      try {
        return await connection.command(keys[0] as string, ["EVALSHA", digest, ...rest]);
      } catch (error) {
        if (!reasonOf(error).startsWith("NOSCRIPT")) throw error;
        return connection.command(keys[0] as string, ["EVAL", source, ...rest]);
      }
    });
  }

  /** All keys that match a pattern. @throws StoreUnavailable */
  findKeys(pattern: string): Promise<string[]> {
    return this.attempt(async (connection) => {
      const found = await Promise.all(connection.servers().map((server) => scan(server, pattern)));
      return found.flat();
    });
  }

  async close(): Promise<void> {
    const { connection } = this;
    this.connection = null;
    if (!connection) return;
    const timer = setTimeout(() => connection.destroy(), 1_000);
    await connection.close().catch(() => {});
    clearTimeout(timer);
  }

  private async attempt<Value>(work: (connection: Connection) => Promise<Value>): Promise<Value> {
    try {
      return await work(await this.connect());
    } catch (error) {
      const message = reasonOf(error);
      const [, word = ""] = /^([A-Z]+) /.exec(message) ?? [];
      const told =
        word === "MOVED" ? "this server is one of a cluster; give --store several of its addresses" : message;
      throw new StoreUnavailable(reasons[word] ?? "lost", `Redis: ${told || (error as Error).name}`);
    }
  }

  /** Says where the server promises less than the service does; a server that does not tell is believed. */
  private async checkDurability(connection: Connection): Promise<void> {
    for (const [name, wanted] of [
      ["appendonly", "yes"],
      ["appendfsync", "always"],
    ] as const) {
      const [, value] = (await connection.command(name, ["CONFIG", "GET", name]).catch(() => [])) as string[];
      if (value !== undefined && value !== wanted) this.log("warn", `redis-${name}-not-${wanted}`, { value });
    }
  }

  private async connect(): Promise<Connection> {
    if (!this.connection) {
      const connection =
        this.addresses.length === 1 ? single(this.addresses[0] as string, this.log) : cluster(this.addresses, this.log);
      this.connection = connection;
      this.opening = connection.open().then(
        () => {
          this.opening = null;
          return this.checkDurability(connection);
        },
        (error) => {
          // Only a cluster gives up; the next request tries again.
          if (this.connection === connection) this.connection = null;
          this.opening = null;
          throw error;
        },
      );
      this.opening.catch(() => {});
    }
    const { connection } = this;
    if (this.opening) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise(
        (_, reject) => (timer = setTimeout(() => reject(new Error("it does not answer")), connectTime)),
      );
      await Promise.race([this.opening, late]).finally(() => clearTimeout(timer));
    }
    return connection;
  }
}

async function scan(server: (args: string[]) => Promise<unknown>, pattern: string): Promise<string[]> {
  const found: string[] = [];
  let cursor = "0";
  do {
    const [next, keys] = (await server(["SCAN", cursor, "MATCH", pattern, "COUNT", "1000"])) as [string, string[]];
    found.push(...keys);
    cursor = next;
  } while (cursor !== "0");
  return found;
}

const reasons: Record<string, string> = {
  OOM: "full",
  MISCONF: "full",
  READONLY: "read-only",
  LOADING: "busy",
  BUSY: "busy",
  NOAUTH: "refused",
  WRONGPASS: "refused",
  NOPERM: "refused",
};

const options = {
  disableOfflineQueue: true,
  pingInterval,
  socket: {
    connectTimeout: connectTime,
    socketTimeout: silenceTime,
    reconnectStrategy: (retries: number) => Math.min(50 * 2 ** Math.min(retries, 10), longestPause),
  },
} satisfies Partial<RedisClientOptions>;

function single(url: string, log: Log): Connection {
  const client = createClient({ url, RESP: 2, ...options });
  client.on("error", (error) => log("error", "redis-failed", { reason: reasonOf(error) || (error as Error).name }));
  return {
    command: (_, args) => client.sendCommand(args),
    servers: () => [(args) => client.sendCommand(args)],
    open: () => client.connect(),
    close: () => client.close(),
    destroy: () => client.destroy(),
  };
}

function cluster(urls: string[], log: Log): Connection {
  const { username, password, protocol } = new URL(urls[0] as string);
  const client = createCluster({
    RESP: 2,
    rootNodes: urls.map((url) => ({ url })),
    defaults: {
      disableOfflineQueue: true,
      pingInterval,
      ...(username !== "" && { username: decodeURIComponent(username) }),
      ...(password !== "" && { password: decodeURIComponent(password) }),
      socket: { ...options.socket, ...(protocol === "rediss:" ? { tls: true as const } : {}) },
    },
  });
  client.on("error", (error) => log("error", "redis-failed", { reason: reasonOf(error) || (error as Error).name }));
  return {
    command: (key, args) => client.sendCommand(key, false, args),
    servers: () => client.masters.map((master) => async (args) => (await client.nodeClient(master)).sendCommand(args)),
    open: () => client.connect(),
    close: () => client.close(),
    destroy: () => client.destroy(),
  };
}
