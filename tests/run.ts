// Runs the tests, each file in a process of its own: see `usage`.
import { mkdtempSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { judge, killAll, report, runFile } from "./test-file.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const fileTimeout = 1_200_000; // ms
const longTimeout = 43_200_000; // ms

const usage = `usage: npm test -- [unit|build|service|browser] [pattern] [--jobs N] [--long]

  pattern   files whose path holds it: "npm test -- law" runs the law of the incremental build alone
  --jobs N  files at a time, 2 where nothing is said
  --long    what takes chance, load and kills takes more of them (BROADSHEET_LONG_TESTS). "npm test -- law --long" follows 600 fresh
            sequences of edits and builds, which takes about 50 minutes on two cores

Variables: BROADSHEET_SEED repeats what a seed draws, BROADSHEET_STEPS a sequence that the law has printed, BROADSHEET_CORPUS names the
folder of a site of real posts. See docs/testing.md.
`;

/** In the order in which they run. */
export const suites = ["unit", "build", "service", "browser"] as const;
export type Suite = (typeof suites)[number];

/** Files at a time: most use one core, and some of them wait. */
const defaultJobs = 2;

/** The suite's test files whose path holds `pattern`, sorted; relative to the repository, with "/". */
export async function findTests(suite: Suite, pattern = ""): Promise<string[]> {
  const folder = join(root, "tests", suite);
  const names = await readdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const files = names
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `tests/${suite}/${name.replaceAll("\\", "/")}`);
  return files.filter((file) => file.includes(pattern)).sort();
}

/** What ran, and for how long. */
interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  times: { file: string; seconds: number }[];
}

/** The files that can run: those of the browser need one, and fail without. */
async function withoutBrowser(files: string[], tally: Tally, say: (text: string) => void): Promise<string[]> {
  const inBrowser = files.filter((file) => file.startsWith("tests/browser/"));
  if (inBrowser.length === 0) return files;
  const { ensureBrowser } = await import("./browser/browser.ts");
  try {
    await ensureBrowser(say);
    return files;
  } catch (error) {
    for (const file of inBrowser) say(`FAIL  ${file}  ${(error as Error).message}`);
    tally.failed += inBrowser.length;
    return files.filter((file) => !inBrowser.includes(file));
  }
}

async function runFiles(
  files: string[],
  { jobs, timeout, tally, say }: { jobs: number; timeout: number; tally: Tally; say: (text: string) => void },
): Promise<void> {
  const queue = [...(await withoutBrowser(files, tally, say))];
  const work = async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      const ending = await runFile(file, timeout);
      const verdict = judge(ending);
      tally.passed += verdict.passed;
      tally.failed += verdict.failed;
      tally.skipped += verdict.skipped;
      tally.times.push({ file, seconds: ending.seconds });
      say(report(file, ending, verdict));
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
}

interface Request {
  named: Suite | undefined;
  pattern: string;
  jobs: number;
  isLong: boolean;
  wantsHelp: boolean;
}

/** Null where the arguments are not understood. */
export function readArguments(args: string[]): Request | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        jobs: { type: "string" },
        long: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    const named = suites.find((suite) => suite === positionals[0]);
    const [pattern = "", ...rest] = positionals.slice(named ? 1 : 0);
    if (rest.length > 0 || !/^[1-9]\d?$/.test(values.jobs ?? "1")) return null;
    const jobs = Number(values.jobs ?? defaultJobs);
    return { named, pattern, jobs, isLong: values.long, wantsHelp: values.help };
  } catch {
    return null;
  }
}

/** The last lines: where the time went in a run of many files, and the sums. */
export function summarize({ passed, failed, skipped, times }: Tally): string {
  const slowest = [...times].sort((a, b) => b.seconds - a.seconds).slice(0, 10);
  const lines = slowest.map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${file}`);
  const sums = [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(", ");
  return [...(times.length > slowest.length ? ["slowest:", ...lines] : []), sums].join("\n");
}

/** Runs what the arguments name and prints the sums last; returns the exit code. */
async function main(args: string[]): Promise<number> {
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const request = readArguments(args);
  if (!request) {
    process.stderr.write(usage);
    return 2;
  }
  const { named, pattern, jobs, isLong, wantsHelp } = request;
  if (wantsHelp) {
    process.stdout.write(usage);
    return 0;
  }
  if (isLong) process.env.BROADSHEET_LONG_TESTS = "1";
  const timeout = isLong ? longTimeout : fileTimeout;
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, times: [] };
  const files = (await Promise.all((named ? [named] : suites).map((suite) => findTests(suite, pattern)))).flat();
  await runFiles(files, { jobs, timeout, tally, say });
  if (files.length === 0) say(`no test file of ${named ? `tests/${named}` : "tests"} has "${pattern}" in its path`);
  say(summarize(tally));
  return tally.failed > 0 || tally.passed + tally.skipped === 0 ? 1 : 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      killAll();
      process.exit(130);
    });
  }
  // Of tests/build/built-once.ts.
  const builtSites = mkdtempSync(join(tmpdir(), "broadsheet-built-"));
  process.env.BROADSHEET_BUILT_SITES = builtSites;
  process.on("exit", () => rmSync(builtSites, { recursive: true, force: true }));
  process.exitCode = await main(process.argv.slice(2));
}
