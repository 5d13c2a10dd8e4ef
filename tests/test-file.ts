// Runs one test file in a process of its own, and judges how it ended.
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

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
  else if (total + skipped === 0) reason = "ran no test";
  else if (exitCode !== 0 && failed === 0) reason = `crashed after its summary, ${describeExit(exitCode)}`;
  return { passed, failed: reason && failed === 0 ? 1 : failed, skipped, reason };
}

function describeExit(exitCode: number | null): string {
  return exitCode === null ? "killed by a signal" : `exit code ${exitCode}`;
}

const root = fileURLToPath(new URL("..", import.meta.url));
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

/** Ends all that runs. */
export function killAll(): void {
  for (const child of running) kill(child);
}

/** Runs one file, given relative to the repository; `timeout` in milliseconds. */
export function runFile(file: string, timeout: number): Promise<Ending> {
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
