// Starts a Redis or Valkey of the tests' own: durable, on a free port, in a temporary folder.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:net";
import { temporaryFolder } from "../build/broadsheet.ts";

const programs = ["redis-server", "valkey-server"];

/** The server's program; "" where there is none. CI installs one. */
export const redisProgram = programs.find((program) => spawnSync(program, ["--version"]).status === 0) ?? "";

export interface RedisServer {
  url: string;
  port: number;
  /** Kills it with SIGKILL. */
  kill: () => Promise<void>;
  signal: (signal: NodeJS.Signals) => void;
  /** Starts it again on the same port, with the same data. */
  start: () => Promise<void>;
}

const running = new Set<ChildProcess>();

export function stopRedisServers(): void {
  for (const child of running) child.kill("SIGKILL");
}

export async function startRedisServer(extra: readonly string[] = []): Promise<RedisServer> {
  const folder = temporaryFolder();
  const port = await findPort();
  let child: ChildProcess;
  const start = async () => {
    child = spawn(
      redisProgram,
      [
        "--port",
        String(port),
        "--bind",
        "127.0.0.1",
        "--dir",
        folder,
        "--appendonly",
        "yes",
        "--appendfsync",
        "always",
        "--save",
        "",
        ...extra,
      ],
      {
        stdio: "ignore",
      },
    );
    running.add(child);
    for (let tries = 0; tries < 200; tries++) {
      if ((await tellRedis(port, "PING")).includes("PONG")) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`${redisProgram} does not start`);
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    start,
    signal: (signal) => void child.kill(signal),
    kill: () =>
      new Promise((resolve) => {
        running.delete(child);
        child.once("close", () => resolve());
        child.kill("SIGKILL");
      }),
  };
}

/** Two servers with half of the slots each. */
export async function startRedisCluster(): Promise<RedisServer[]> {
  const servers: RedisServer[] = [];
  const slots = ["0 8191", "8192 16383"];
  const buses: number[] = [];
  for (const range of slots) {
    const bus = await findPort();
    const server = await startRedisServer(["--cluster-enabled", "yes", "--cluster-port", String(bus)]);
    await tellRedis(server.port, `CLUSTER ADDSLOTSRANGE ${range}`);
    servers.push(server);
    buses.push(bus);
  }
  const [first, second] = servers as [RedisServer, RedisServer];
  await tellRedis(first.port, `CLUSTER MEET 127.0.0.1 ${second.port} ${buses[1]}`);
  for (const { port } of servers) {
    for (let tries = 0; tries < 200 && !(await tellRedis(port, "CLUSTER INFO")).includes("cluster_state:ok"); tries++)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return servers;
}

function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Sends one command in the plain form; resolves to what comes back first, "" where nothing does. */
export function tellRedis(port: number, command: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(`${command}\r\n`));
    socket.setEncoding("utf8").once("data", (text: string) => {
      socket.destroy();
      resolve(text);
    });
    socket.on("error", () => resolve(""));
    socket.on("close", () => resolve(""));
  });
}
