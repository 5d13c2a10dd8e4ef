// `bench build`: generates a site, builds it in fresh processes after one edit after another, and Hugo's copy of it beside.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { generateSite } from "./generate-site.ts";
import { convertToHugo, createHugoCommand, findHugo } from "./hugo.ts";
import { type Command, type Measurement, measureProcess } from "./measure-process.ts";
import { readPublication } from "./publication.ts";
import type { FileCounts, Report, ScenarioResult } from "./report.ts";
import { type Bench, type Scenario, scenarios } from "./scenarios.ts";

export interface BuildBenchOptions {
  posts: number;
  /** A folder with `_data/` and `posts/`. */
  source: string;
  /** Names of scenarios; empty for all. */
  only: string[];
  /** 0: as many as each scenario says. */
  repeats: number;
  hasHugo: boolean;
  hasHugoRelated: boolean;
  /** Where the work folder stays, or "" for a temporary one. */
  keep: string;
  now: Date;
  /** What runs Broadsheet, before `build --site …`. */
  command: string[];
  log: (line: string) => void;
}

/** Arguments that make no sense together with what is there. */
export class UsageError extends Error {}

export const repository = fileURLToPath(new URL("../../", import.meta.url));
/** A file younger than 2 s at the start of a build is hashed again by the next one. */
const settleMilliseconds = 2100;

/** Throws where a build fails or did not do what the scenario asks for: such a time means nothing. */
export async function benchBuild(options: BuildBenchOptions): Promise<Report> {
  const chosen = chooseScenarios(options.only);
  const folder = makeWorkFolder(options.keep);
  try {
    return await runScenarios(options, chosen, folder);
  } finally {
    if (options.keep === "") rmSync(folder, { recursive: true, force: true });
  }
}

async function runScenarios(options: BuildBenchOptions, chosen: Scenario[], folder: string): Promise<Report> {
  const { log } = options;
  const site = join(folder, "site");
  log(`generating ${options.posts} posts from ${options.source}`);
  const posts = generateSite({ source: options.source, folder: site, count: options.posts, now: options.now });
  const publication = await readPublication(site);
  const bench: Bench = {
    repository,
    site,
    out: join(folder, "dist"),
    cache: join(folder, "cache"),
    posts,
    timezone: publication.site.timezone,
    now: options.now,
    edits: 0,
  };

  const hugoVersion = options.hasHugo ? findHugo() : "";
  if (options.hasHugo && hugoVersion === "") log("Hugo is not installed: no comparison");
  const hugo: Measurement[] = [];
  const hugoSite = join(folder, "hugo");
  const hugoOut = join(folder, "hugo-dist");
  if (hugoVersion !== "")
    convertToHugo({ site, posts, publication, folder: hugoSite, hasRelated: options.hasHugoRelated });

  const results: ScenarioResult[] = [];
  let files: FileCounts | null = null;
  for (const scenario of chosen) {
    const runs: Measurement[] = [];
    const repeats = options.repeats || scenario.repeats;
    for (let repeat = 0; repeat < repeats; repeat++) {
      if (scenario.isClean && hugoVersion !== "") {
        rmSync(hugoOut, { recursive: true, force: true });
        hugo.push(await run(createHugoCommand(hugoSite, hugoOut, options.now), "hugo", log));
      }
      // A publish happens later than the last one.
      bench.now = new Date(bench.now.getTime() + 60_000);
      const check = scenario.edit(bench);
      await sleep(settleMilliseconds);
      runs.push(await run(createBroadsheetCommand(options.command, bench, scenario), scenario.name, log));
      const complaint = check();
      if (complaint !== "")
        throw new Error(`${scenario.name}: the build said "${runs.at(-1)?.lastLine}", but ${complaint}`);
    }
    results.push({ scenario, runs });
    files ??= {
      broadsheet: countHtml(bench.out),
      hugo: countHtml(hugoOut),
      hugoAliases: countHtml(hugoOut, /\/page\/1\/index\.html$/),
    };
  }
  return {
    posts: options.posts,
    machine: describeMachine(),
    hugoVersion,
    hasHugoRelated: options.hasHugoRelated,
    hugo,
    results,
    files,
  };
}

/** The first build is always a clean one, asked for or not: the others start from it. */
function chooseScenarios(only: string[]): Scenario[] {
  for (const name of only) {
    if (!scenarios.some((scenario) => scenario.name === name)) {
      throw new UsageError(`no scenario "${name}" (${scenarios.map((scenario) => scenario.name).join(", ")})`);
    }
  }
  if (only.length === 0) return scenarios;
  return scenarios
    .filter(({ name, isClean }) => isClean || only.includes(name))
    .map((scenario) => (only.includes(scenario.name) ? scenario : { ...scenario, repeats: 1 }));
}

function makeWorkFolder(keep: string): string {
  if (keep === "") return mkdtempSync(join(tmpdir(), "broadsheet-bench-"));
  const folder = resolve(keep);
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new UsageError(`${folder} is not empty`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function createBroadsheetCommand([program = "", ...args]: string[], bench: Bench, { isClean }: Scenario): Command {
  const folders = ["--site", bench.site, "--out", bench.out, "--cache", bench.cache];
  return {
    program,
    args: [...args, "build", ...folders, "--now", bench.now.toISOString(), ...(isClean ? ["--clean"] : [])],
    cwd: repository,
  };
}

async function run(command: Command, name: string, log: (line: string) => void): Promise<Measurement> {
  const measurement = await measureProcess(command);
  if (measurement.exitCode !== 0) {
    throw new Error(
      `${name}: ${[command.program, ...command.args].join(" ")} ended with ${measurement.exitCode}\n${measurement.output.trimEnd().split("\n").slice(-20).join("\n")}`,
    );
  }
  log(`${name}: ${measurement.wallSeconds.toFixed(2)} s`);
  return measurement;
}

function countHtml(folder: string, pattern = /\.html$/): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => pattern.test(name)).length;
}

function describeMachine(): string {
  const processors = cpus();
  return `${processors.length} × ${processors[0]?.model.trim() ?? "unknown processor"}, Node ${process.versions.node}`;
}
