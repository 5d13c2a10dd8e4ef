// Starts the service as its users do, in a process of its own, for benches and tests.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("../../src/commands/broadsheet.js", import.meta.url));

export interface RunningService {
  port: number;
  process: ChildProcess;
  /** What it has logged so far. */
  log: () => string;
  /** Ends it, by SIGTERM where nothing else is said; resolves to the exit code. */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

const started = new Set<ChildProcess>();

/** Ends what a failed test has left running, so that its file can end. */
export function stopServiceProcesses(): void {
  for (const child of started) child.kill("SIGKILL");
}

/** @param wrapper a command that runs the one that follows it, such as `unshare` */
export async function startServiceProcess(args: string[], wrapper: readonly string[] = []): Promise<RunningService> {
  const [program = "", ...rest] = [...wrapper, process.execPath, command, "service", "--port", "0", ...args];
  const child = spawn(program, rest, { stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  let output = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (log += text));
  started.add(child);
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", (code) => {
      started.delete(child);
      resolve(code);
    });
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      const [, found] = /:(\d+)\n/.exec(output) ?? [];
      if (found) resolve(Number(found));
    });
    void ended.then((code) => reject(new Error(`the service ended with ${code}: ${log}`)));
  });
  return {
    port,
    process: child,
    log: () => log,
    stop: (signal = "SIGTERM") => {
      child.kill(signal);
      return ended;
    },
  };
}

export const pathOf = (index: number): string => `/world/2026/01/story-${index}/`;

/** Writes an articles file of `count` articles; returns its path. */
export function writeArticles(folder: string, count: number, site = "times"): string {
  const articles = Array.from({ length: count }, (_, index) => ({
    id: pathOf(index),
    path: pathOf(index),
    aliases: [],
    title: `Story ${index}`,
    section: index % 2 === 0 ? "world" : "science",
    publishedAt: "2026-01-01T00:00:00Z",
    comments: { state: "open", count: 0 },
  }));
  const file = join(folder, "articles.json");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    JSON.stringify({ version: 1, site: { id: site, origin: "https://times.example", basePath: "" }, articles }),
  );
  return file;
}

export const browserAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

/** A view as a browser behind a proxy sends it. */
export function viewRequest({
  path,
  id,
  address,
  isKeptAlive = true,
}: {
  path: string;
  id: string;
  address: string;
  isKeptAlive?: boolean;
}): string {
  const body = JSON.stringify({ s: "times", p: path, i: id });
  const head = `POST /v1/view HTTP/1.1\r\nHost: counts.example\r\nUser-Agent: ${browserAgent}\r\nX-Forwarded-For: ${address}\r\nContent-Type: text/plain;charset=UTF-8\r\n`;
  return `${head}${isKeptAlive ? "" : "Connection: close\r\n"}Content-Length: ${body.length}\r\n\r\n${body}`;
}
