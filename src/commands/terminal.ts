// What people see on a terminal, and what scripts see in a pipe: plain lines, never colour codes.
import { describeProblems, formatProblem, sortProblems } from "../content/problems.ts";
import type { Problem } from "../content/types.ts";

/** A line that is rewritten while long work goes on; silent where standard error is no terminal. */
export class Progress {
  private readonly isShown = process.stderr.isTTY === true;
  private isDrawn = false;
  private drawnAt = 0;

  show(text: string): void {
    if (!this.isShown || Date.now() - this.drawnAt < 80) return;
    process.stderr.write(`\r\u001b[K${text}`);
    this.isDrawn = true;
    this.drawnAt = Date.now();
  }

  clear(): void {
    if (this.isDrawn) process.stderr.write("\r\u001b[K");
    this.isDrawn = false;
  }
}

/** Problems go to standard error, one a line, in the form that editors and CI read. */
export function printProblems(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  process.stderr.write(`${sortProblems(problems).map(formatProblem).join("\n")}\n`);
}

const mostWarnings = 10;

/** All errors, and warnings as far as they can be taken in at once. */
export function printForBuild(problems: readonly Problem[]): void {
  const warnings = problems.filter((problem) => problem.severity === "warning");
  const left = warnings.length - mostWarnings;
  const shown =
    left <= 0
      ? problems
      : problems.filter((problem) => problem.severity === "error" || warnings.indexOf(problem) < mostWarnings);
  printProblems(shown);
  if (left > 0) process.stderr.write(`and ${count(left, "more warning")}; broadsheet check prints them all\n`);
}

export function summarizeProblems(problems: readonly Problem[]): string {
  const errors = problems.filter((problem) => problem.severity === "error").length;
  const warnings = problems.length - errors;
  return (
    [count(errors, "error"), count(warnings, "warning")].filter((part) => !part.startsWith("0 ")).join(", ") ||
    "no errors"
  );
}

export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

export function printJson(value: Record<string, unknown> & { problems: readonly Problem[] }): void {
  process.stdout.write(`${JSON.stringify({ ...value, problems: describeProblems(value.problems) }, null, 2)}\n`);
}
