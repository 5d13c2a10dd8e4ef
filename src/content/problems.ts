// How problems are worded, ordered and printed, so that no file name or text can forge a line or reach the terminal.

/** One problem of one file, in the form editors and CI read. */
export interface Problem {
  /** Relative to the site's folder, with "/". */
  file: string;
  /** 1-based. */
  line: number;
  /** 1-based. */
  column: number;
  severity: "error" | "warning";
  /** "what; cure". */
  message: string;
}

// Controls, line separators, direction overrides, the byte order mark and halves of surrogate pairs.
const invisible =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const longestQuote = 60;

/** Writes characters that do not show, or that would move the cursor, as `\u{1b}`. */
export function makeVisible(text: string): string {
  return text.replace(invisible, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
}

/** An author's text in a message: in quotes, one line, at most 60 characters. */
export function quote(text: string): string {
  const characters =
    text.length > longestQuote ? `${[...text.slice(0, longestQuote + 1)].slice(0, longestQuote).join("")}…` : text;
  return `"${makeVisible(characters)}"`;
}

/** `posts/2026/steel.md:4:10: error: what; cure`, always one line. */
export function formatProblem(problem: Problem): string {
  return `${makeVisible(problem.file)}:${problem.line}:${problem.column}: ${problem.severity}: ${makeVisible(problem.message)}`;
}

/** By file, line and column, the same on every machine. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.message, b.message),
  );
}

/** For `--json`: the same words and order as the printed lines. */
export function describeProblems(problems: readonly Problem[]): Problem[] {
  return sortProblems(problems).map(({ file, line, column, severity, message }) => ({
    file: makeVisible(file),
    line,
    column,
    severity,
    message: makeVisible(message),
  }));
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === "error");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
