// Measures the counting service: views per second on kept and on new connections, and bulk reads, each against its target.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LoadResult, percentile, runLoad } from "./http-load.ts";
import { pathOf, startServiceProcess, viewRequest, writeArticles } from "./service-process.ts";

export interface ServiceBenchOptions {
  /** Seconds of each run. */
  seconds: number;
  runs: number;
  articles: number;
  /** What `--store` is given. */
  store: string;
  log: (line: string) => void;
}

interface Scenario {
  name: string;
  title: string;
  isKeptAlive: boolean;
  /** A second, at least. */
  target: number;
  /** p99 at most, ms; null where none is promised. */
  latency: number | null;
  next: (articles: number) => string;
}

const connections = 32;
const pathsOfRead = 30;

/** Addresses of so many readers that no limit is met. */
const address = () =>
  `${11 + Math.floor(Math.random() * 100)}.${Math.floor(Math.random() * 256)}.${Math.floor(Math.random() * 256)}.${Math.floor(Math.random() * 256)}`;

/** Newer articles are read more, as in a newsroom: the square puts half of the views on a quarter of them. */
const someArticle = (articles: number) => pathOf(Math.floor(Math.random() ** 2 * articles));

const view = (isKeptAlive: boolean) => (articles: number) =>
  viewRequest({ path: someArticle(articles), id: randomBytes(16).toString("hex"), address: address(), isKeptAlive });

/** One of some hundred pages that ask for the numbers of their stories. */
const read = (articles: number) => {
  const page = Math.floor(Math.random() * 200);
  const paths = Array.from(
    { length: pathsOfRead },
    (_, index) => `&p=${encodeURIComponent(pathOf((page * pathsOfRead + index) % articles))}`,
  ).join("");
  return `GET /v1/counts?s=times${paths} HTTP/1.1\r\nHost: counts.example\r\n\r\n`;
};

const scenarios: Scenario[] = [
  { name: "views", title: "views, connections kept", isKeptAlive: true, target: 8_000, latency: 60, next: view(true) },
  {
    name: "views-new",
    title: "views, a connection each",
    isKeptAlive: false,
    target: 4_000,
    latency: null,
    next: view(false),
  },
  {
    name: "reads",
    title: `reads of ${pathsOfRead} articles`,
    isKeptAlive: true,
    target: 12_000,
    latency: null,
    next: read,
  },
];

/** Runs the scenarios in turn, again and again, so that all meet the machine in the same state. Returns the report. */
export async function benchService({ seconds, runs, articles, store, log }: ServiceBenchOptions): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "broadsheet-bench-"));
  const results = new Map(scenarios.map(({ name }) => [name, [] as LoadResult[]]));
  try {
    const service = await startServiceProcess([
      "--data",
      join(folder, "data"),
      "--site",
      `times=${writeArticles(folder, articles)}`,
      "--trust-proxy",
      "loopback",
      "--store",
      store,
    ]);
    try {
      for (let run = 0; run <= runs; run++) {
        for (const { name, isKeptAlive, next } of scenarios) {
          const duration = run === 0 ? 1_000 : seconds * 1_000;
          const result = await runLoad({
            port: service.port,
            connections,
            duration,
            isKeptAlive,
            next: () => next(articles),
          });
          // The first round warms up both sides.
          if (run > 0) results.get(name)?.push(result);
          log(`${run === 0 ? "warm-up" : `run ${run}`} ${name}: ${describe(result)}`);
        }
      }
    } finally {
      await service.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return report(results);
}

const perSecond = ({ statuses, seconds }: LoadResult) => (statuses[200] ?? 0) / seconds;

function describe(result: LoadResult): string {
  const others = Object.entries(result.statuses).filter(([status]) => status !== "200");
  return [
    `${perSecond(result).toFixed(0)}/s`,
    `p99 ${percentile(result.latencies, 0.99).toFixed(1)} ms`,
    ...others.map(([status, count]) => `${count} × ${status}`),
  ].join(", ");
}

function report(results: ReadonlyMap<string, LoadResult[]>): string {
  const lines = scenarios.map(({ name, title, target, latency }) => {
    const runs = results.get(name) ?? [];
    const rate = percentile(runs.map(perSecond), 0.5);
    const p50 = percentile(
      runs.map(({ latencies }) => percentile(latencies, 0.5)),
      0.5,
    );
    const p99 = percentile(
      runs.map(({ latencies }) => percentile(latencies, 0.99)),
      0.5,
    );
    const isMet = rate >= target && (latency === null || p99 <= latency);
    const aim = `${target.toLocaleString("en")}/s${latency === null ? "" : `, p99 ${latency} ms`}`;
    return [
      title.padEnd(26),
      `${rate.toFixed(0)}/s`.padStart(9),
      `p50 ${p50.toFixed(1)} ms`.padStart(13),
      `p99 ${p99.toFixed(1)} ms`.padStart(13),
      `  ${aim.padEnd(22)}`,
      isMet ? "met" : "MISSED",
    ].join("");
  });
  return `Medians; ${connections} connections, the load from the same machine\n\n${lines.join("\n")}\n`;
}
