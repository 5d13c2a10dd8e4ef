// Runs the tests: `node --import tsx tests/run.ts [unit|build|service|browser] [pattern] [--jobs N]`, each file in a process of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs, stripVTControlCharacters } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const fileTimeout = 1_200_000; // ms

/** In the order in which they run. */
export const suites = ["unit", "build", "service", "browser"] as const;
export type Suite = (typeof suites)[number];

/** Files at a time: builds and browsers use more than one processor themselves. */
const defaultJobs: Record<Suite, number> = { unit: 2, build: 1, service: 1, browser: 1 };

/** Sums of the summaries that uvu prints. */
export interface Summary {
  total: number;
  passed: number;
  skipped: number;
}

/** How a test file's process ended. */
export interface Ending {
  stdout: string;
  /** Both streams as they came. */
  output: string;
  /** Null where a signal ended it. */
  exitCode: number | null;
  hasTimedOut: boolean;
  seconds: number;
}

export interface Verdict {
  passed: number;
  failed: number;
  skipped: number;
  /** Why the file failed where no test of it did; "" otherwise. */
  reason: string;
}

/** Adds up uvu's summaries in a file's output (a file may have several); null where there is none. */
export function parseSummary(output: string): Summary | null {
  const summaries = [
    ...stripVTControlCharacters(output).matchAll(
      /^ {2}Total: +(\d+)\r?\n {2}Passed: +(\d+)\r?\n {2}Skipped: +(\d+)\r?$/gm,
    ),
  ];
  if (summaries.length === 0) return null;
  const sum = (group: number) => summaries.reduce((total, match) => total + Number(match[group]), 0);
  return { total: sum(1), passed: sum(2), skipped: sum(3) };
}

/** Trusts neither the exit code alone nor the summary alone: a file that did not do its work fails. */
export function judge({ stdout, exitCode, hasTimedOut }: Pick<Ending, "stdout" | "exitCode" | "hasTimedOut">): Verdict {
  const summary = parseSummary(stdout);
  const { total, passed, skipped } = summary ?? { total: 0, passed: 0, skipped: 0 };
  const failed = total - passed;
  let reason = "";
  if (hasTimedOut) reason = "timed out: a test hangs, or something it opened was never closed";
  else if (!summary)
    reason =
      exitCode === 0
        ? "no summary: does the file end with test.run()?"
        : `crashed before its summary, ${describeExit(exitCode)}`;
  else if (total === 0) reason = "ran no test";
  else if (exitCode !== 0 && failed === 0) reason = `crashed after its summary, ${describeExit(exitCode)}`;
  return { passed, failed: reason && failed === 0 ? 1 : failed, skipped, reason };
}

function describeExit(exitCode: number | null): string {
  return exitCode === null ? "killed by a signal" : `exit code ${exitCode}`;
}

const running = new Set<ChildProcess>();

/** Ends a file's process and what it started (a browser, a server). */
function kill(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended by itself meanwhile.
  }
}

/** Runs one file, given relative to the repository; `timeout` in milliseconds. */
export function runFile(file: string, timeout: number = fileTimeout): Promise<Ending> {
  const started = Date.now();
  // A group of its own lets a time-out end the whole tree; Windows has no groups and would open a window.
  const child = spawn(process.execPath, ["--import", "tsx", file], {
    cwd: root,
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let stdout = "";
  let output = "";
  let hasTimedOut = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  const timer = setTimeout(() => {
    hasTimedOut = true;
    kill(child);
  }, timeout);
  return new Promise((resolve) => {
    const finish = (exitCode: number | null) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ stdout, output, exitCode, hasTimedOut, seconds: (Date.now() - started) / 1000 });
    };
    child.on("close", finish);
    child.on("error", (error) => {
      output += error.message;
      finish(null);
    });
  });
}

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

/** One line for a file that passed; a line, the reason and the whole output for one that failed. */
export function report(
  file: string,
  { output, seconds }: Pick<Ending, "output" | "seconds">,
  { passed, failed, skipped, reason }: Verdict,
): string {
  const counts = [`${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`]
    .filter(Boolean)
    .join(", ");
  const line = `${failed ? "FAIL" : "ok  "}  ${file}  ${counts}  (${seconds.toFixed(1)} s)`;
  if (!failed) return line;
  const indented = stripVTControlCharacters(output).trim().replace(/^/gm, "    ");
  return `${[line, reason && `    ${reason}`, indented].filter(Boolean).join("\n")}\n`;
}

async function runSuite(
  suite: Suite,
  files: string[],
  jobs: number,
  say: (text: string) => void,
): Promise<{ passed: number; failed: number }> {
  const sum = { passed: 0, failed: 0 };
  if (suite === "browser" && files.length > 0) {
    const { ensureBrowser } = await import("./browser/browser.ts");
    const problem = await ensureBrowser(say).then(
      () => "",
      (error: Error) => error.message,
    );
    if (problem) {
      for (const file of files) say(`FAIL  ${file}  ${problem}`);
      return { passed: 0, failed: files.length };
    }
  }
  const queue = [...files];
  const work = async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      const ending = await runFile(file);
      const verdict = judge(ending);
      sum.passed += verdict.passed;
      sum.failed += verdict.failed;
      say(report(file, ending, verdict));
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return sum;
}

/** Null where the arguments are not understood. */
function readArguments(args: string[]): { named: Suite | undefined; pattern: string; jobs: number | undefined } | null {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { jobs: { type: "string" } } });
    const named = suites.find((suite) => suite === positionals[0]);
    const [pattern = "", ...rest] = positionals.slice(named ? 1 : 0);
    if (rest.length > 0 || !/^[1-9]\d?$/.test(values.jobs ?? "1")) return null;
    return { named, pattern, jobs: values.jobs === undefined ? undefined : Number(values.jobs) };
  } catch {
    return null;
  }
}

/** Runs what the arguments name and prints the sums last; returns the exit code. */
async function main(args: string[]): Promise<number> {
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const request = readArguments(args);
  if (!request) {
    process.stderr.write(`usage: tests/run.ts [${suites.join("|")}] [pattern] [--jobs N]\n`);
    return 2;
  }
  const { named, pattern, jobs } = request;
  const sum = { passed: 0, failed: 0 };
  let hasFiles = false;
  for (const suite of named ? [named] : suites) {
    const files = await findTests(suite, pattern);
    hasFiles ||= files.length > 0;
    const { passed, failed } = await runSuite(suite, files, jobs ?? defaultJobs[suite], say);
    sum.passed += passed;
    sum.failed += failed;
  }
  if (!hasFiles) say(`no test file of ${named ? `tests/${named}` : "tests"} has "${pattern}" in its path`);
  say(`${sum.passed} passed, ${sum.failed} failed`);
  return sum.failed > 0 || sum.passed === 0 ? 1 : 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      for (const child of running) kill(child);
      process.exit(130);
    });
  }
  process.exitCode = await main(process.argv.slice(2));
}
