// The connection to Redis or Valkey, one server or a cluster: opened when it is needed, with failures in the service's own words.
import { setTimeout as wait } from "node:timers/promises";
import { createClient, createCluster } from "@redis/client";
import { type Log, reasonOf } from "../log.ts";
import { countView } from "./redis-script.ts";
import { StoreUnavailable } from "./store.ts";

/** How long a first request waits for the connection, ms. */
const connectTime = 2_000;

const socket = {
  connectTimeout: connectTime,
  // A server that says nothing for so long has hung; it is asked to speak more often than that.
  socketTimeout: 4_000,
  reconnectStrategy: (retries: number) => Math.min(50 * 2 ** Math.min(retries, 10), 1_000),
};
const options = { disableOfflineQueue: true, pingInterval: 1_500, socket };
const commands = { RESP: 2, scripts: { countView } } as const;

const openServer = (url: string) => createClient({ url, ...commands, ...options });

function openCluster(urls: readonly string[]) {
  const { username, password, protocol } = new URL(urls[0] as string);
  const defaults = {
    ...options,
    ...(username !== "" && { username: decodeURIComponent(username) }),
    ...(password !== "" && { password: decodeURIComponent(password) }),
    ...(protocol === "rediss:" && { socket: { ...socket, tls: true as const } }),
  };
  return createCluster({ rootNodes: urls.map((url) => ({ url })), ...commands, defaults });
}

type RedisClient = ReturnType<typeof openServer> | ReturnType<typeof openCluster>;

export class RedisLink {
  private readonly addresses: readonly string[];
  private readonly log: Log;
  private client: RedisClient | null = null;
  private opening: Promise<void> | null = null;

  constructor(addresses: readonly string[], log: Log) {
    this.addresses = addresses;
    this.log = log;
  }

  /** @throws StoreUnavailable where `work` fails, or nothing is connected */
  async use<Value>(work: (client: RedisClient) => Promise<Value>): Promise<Value> {
    try {
      const client = (this.client ??= this.open());
      if (!client.isReady) await Promise.race([this.opening, lateness()]);
      return await work(client);
    } catch (error) {
      const message = reasonOf(error) || (error as Error).name;
      const [reason] = Object.entries(reasons).find(([, pattern]) => pattern.test(message)) ?? ["lost"];
      const cure = "this server is one of a cluster; give --store several of its addresses";
      throw new StoreUnavailable(reason, `Redis: ${message.startsWith("MOVED ") ? cure : message}`);
    }
  }

  private open(): RedisClient {
    const [address = "", ...others] = this.addresses;
    const client = others.length === 0 ? openServer(address) : openCluster(this.addresses);
    client.on("error", (error) => this.log("error", "redis-failed", { reason: reasonOf(error) || error.name }));
    this.opening = client.connect().then(() => checkDurability(client, this.log));
    this.opening.catch(() => {
      // Only a cluster gives up; the next request tries again.
      if (this.client === client) this.client = null;
    });
    return client;
  }

  /** Waits a moment for what is under way. */
  async close(): Promise<void> {
    const { client } = this;
    this.client = null;
    await Promise.race([client?.close(), wait(1_000, null, { ref: false })]).catch(() => {});
    client?.destroy();
  }
}

/** Says where the server promises less than the service does; a server that does not tell is believed. */
async function checkDurability(client: RedisClient, log: Log): Promise<void> {
  const wanted = { appendonly: "yes", appendfsync: "always" };
  const told: Record<string, string> = await client.configGet(Object.keys(wanted)).catch(() => ({}));
  for (const [name, value] of Object.entries(wanted)) {
    const actual = told[name] ?? value;
    if (actual !== value) log("warn", `redis-${name}-not-${value}`, { value: actual });
  }
}

async function lateness(): Promise<never> {
  await wait(connectTime, null, { ref: false });
  throw new Error("it does not answer");
}

/** By the beginning of a server's answer. */
const reasons = {
  full: /^(?:OOM|MISCONF) /,
  "read-only": /^READONLY /,
  busy: /^(?:LOADING|BUSY) /,
  refused: /^(?:NOAUTH|WRONGPASS|NOPERM) /,
};
