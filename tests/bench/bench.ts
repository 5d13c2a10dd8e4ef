// The command behind `npm run bench -- build …`: reads the arguments, runs the bench, prints its report.
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { benchBuild, repository, UsageError } from "./build.ts";
import { formatJson, formatTable } from "./report.ts";
import { scenarios } from "./scenarios.ts";
import { benchService } from "./service.ts";

const usage = `Usage: npm run bench -- build [options]
       npm run bench -- service [--store URL] [--seconds N] [--repeats N] [--posts N]

  --posts N         size of the generated site (1000)
  --source DIR      the site whose posts it is made of (Broadsheet's own samples)
  --only a,b        these scenarios alone: ${scenarios.map(({ name }) => name).join(", ")}
  --repeats N       runs of each scenario (2 to 5, as cheap as it is)
  --no-hugo         no comparison with Hugo
  --hugo-related    Hugo works out related stories too, as Broadsheet does
  --keep DIR        work in this folder and leave it there
  --now INSTANT     the clock of the first build (2026-06-30T12:00:00Z)
  --command "…"     what runs Broadsheet ("node src/commands/broadsheet.js"): to measure another checkout
  --store URL       where the service keeps counts (sqlite)
  --seconds N       of each run of the service (5)
  --json            figures of every run as JSON on standard output
  --help
`;

/** Returns the exit code: 0 done, 1 a build failed, 2 wrong usage. */
async function main(args: string[]): Promise<number> {
  let values: ReturnType<typeof parseArguments>["values"];
  let positionals: string[];
  try {
    ({ values, positionals } = parseArguments(args));
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const [posts, repeats, now] = [Number(values.posts), Number(values.repeats), new Date(values.now)];
  if (positionals.length !== 1 || !["build", "service"].includes(positionals[0] ?? ""))
    return refuse('say what to measure: "build" or "service"');
  if (!Number.isInteger(posts) || posts < 50) return refuse("--posts wants a whole number, 50 or more");
  if (!Number.isInteger(repeats) || repeats < 0) return refuse("--repeats wants a whole number");
  if (Number.isNaN(now.getTime())) return refuse("--now wants an instant such as 2026-06-30T12:00:00Z");
  if (positionals[0] === "service") return measureService(posts, repeats, Number(values.seconds), values.store);
  try {
    const report = await benchBuild({
      posts,
      repeats,
      now,
      source: resolve(values.source),
      only: values.only.split(",").filter(Boolean),
      hasHugo: !values["no-hugo"],
      hasHugoRelated: values["hugo-related"],
      keep: values.keep,
      command:
        values.command === ""
          ? [process.execPath, join(repository, "src/commands/broadsheet.js")]
          : values.command.split(/\s+/),
      log: (line) => process.stderr.write(`${line}\n`),
    });
    process.stdout.write(values.json ? formatJson(report) : formatTable(report));
    return 0;
  } catch (error) {
    if (error instanceof UsageError) return refuse(error.message);
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

async function measureService(articles: number, repeats: number, seconds: number, store: string): Promise<number> {
  if (!(seconds >= 1)) return refuse("--seconds wants a number, 1 or more");
  process.stdout.write(
    await benchService({
      articles,
      seconds,
      runs: repeats || 3,
      store,
      log: (line) => process.stderr.write(`${line}\n`),
    }),
  );
  return 0;
}

function parseArguments(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      posts: { type: "string", default: "1000" },
      source: { type: "string", default: repository },
      only: { type: "string", default: "" },
      repeats: { type: "string", default: "0" },
      "no-hugo": { type: "boolean", default: false },
      "hugo-related": { type: "boolean", default: false },
      keep: { type: "string", default: "" },
      now: { type: "string", default: "2026-06-30T12:00:00Z" },
      command: { type: "string", default: "" },
      store: { type: "string", default: "sqlite" },
      seconds: { type: "string", default: "5" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
}

function refuse(message: string): number {
  process.stderr.write(`bench: ${message}\n\n${usage}`);
  return 2;
}

process.exitCode = await main(process.argv.slice(2));
