// The figures of a run as a table for people and as JSON for machines.
import type { Measurement } from "./measure-process.ts";
import { peakMegabytesTarget, type Scenario } from "./scenarios.ts";

export interface ScenarioResult {
  scenario: Scenario;
  runs: Measurement[];
}

/** HTML files that each made in the clean build. */
export interface FileCounts {
  broadsheet: number;
  hugo: number;
  /** Of Hugo's: the redirects from `…/page/1/` that it writes for every list. */
  hugoAliases: number;
}

export interface Report {
  posts: number;
  machine: string;
  /** "" where Hugo did not run. */
  hugoVersion: string;
  hasHugoRelated: boolean;
  hugo: Measurement[];
  results: ScenarioResult[];
  files: FileCounts | null;
}

interface Summary {
  name: string;
  title: string;
  runs: number;
  /** Medians, but the peaks: those are the largest seen. */
  wallSeconds: number;
  wallSecondsLeast: number;
  wallSecondsMost: number;
  cpuSeconds: number | null;
  peakMegabytes: number | null;
  peakSumMegabytes: number | null;
  ofHugo: number | null;
  target: Scenario["target"] | null;
  /** Null where it could not be measured, or for Hugo. */
  isPeakMet: boolean | null;
  /** Of the times; null without a target that can be judged. */
  isMet: boolean | null;
  lastLine: string;
}

export function summarize(report: Report): { hugo: Summary | null; scenarios: Summary[] } {
  const hugo =
    report.hugo.length === 0
      ? null
      : summarizeRuns("hugo", `Hugo's clean build${report.hasHugoRelated ? ", related stories" : ""}`, report.hugo);
  const scenarios = report.results.map(({ scenario, runs }): Summary => {
    const summary = summarizeRuns(scenario.name, scenario.title, runs);
    const ofHugo = hugo === null ? null : summary.wallSeconds / hugo.wallSeconds;
    const { target } = scenario;
    const verdicts = [
      ...(target.seconds === null ? [] : [summary.wallSeconds <= target.seconds]),
      ...(target.ofHugo === null || ofHugo === null ? [] : [ofHugo <= target.ofHugo]),
    ];
    const isPeakMet = summary.peakMegabytes === null ? null : summary.peakMegabytes <= peakMegabytesTarget;
    return { ...summary, ofHugo, target, isPeakMet, isMet: verdicts.length === 0 ? null : verdicts.every(Boolean) };
  });
  return { hugo, scenarios };
}

export function formatTable(report: Report): string {
  const { hugo, scenarios } = summarize(report);
  const header = ["", "runs", "wall s", "least-most", "CPU s", "peak MB", "sum MB", "of Hugo", "target", ""];
  const rows = [...(hugo === null ? [] : [hugo]), ...scenarios].map((row) => [
    row.title,
    String(row.runs),
    row.wallSeconds.toFixed(2),
    `${row.wallSecondsLeast.toFixed(2)}-${row.wallSecondsMost.toFixed(2)}`,
    row.cpuSeconds?.toFixed(2) ?? "?",
    `${row.isPeakMet === false ? "MISSED " : ""}${row.peakMegabytes?.toFixed(0) ?? "?"}`,
    row.peakSumMegabytes?.toFixed(0) ?? "?",
    row.ofHugo?.toFixed(3) ?? "",
    row.target === null ? "" : formatTarget(row.target),
    row.isMet === null ? "" : row.isMet ? "met" : "MISSED",
  ]);
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0)));
  const lines = [header, ...rows].map((row) =>
    row
      .map((cell, column) => (isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  return [
    `${report.posts} posts; ${report.machine}${report.hugoVersion === "" ? "" : `; ${report.hugoVersion.split(" ").slice(0, 2).join(" ")}`}`,
    "",
    ...lines,
    "",
    ...(report.files === null ? [] : [formatFiles(report.files, hugo !== null)]),
    `Targets are for 10,000 posts on two cores; every process is to stay below ${peakMegabytesTarget} MB.`,
    "",
    "What the last run of each printed at its end:",
    ...scenarios.map(({ name, lastLine }) => `  ${name}: ${lastLine === "" ? "(nothing)" : lastLine}`),
    "",
  ].join("\n");
}

export function formatJson(report: Report): string {
  const runs = (measurements: Measurement[]): object[] => measurements.map(({ output, ...rest }) => rest);
  const { hugo, scenarios } = summarize(report);
  const { posts, machine, hugoVersion, hasHugoRelated, files } = report;
  return `${JSON.stringify(
    {
      posts,
      machine,
      hugoVersion,
      hasHugoRelated,
      htmlFiles: files,
      hugo: hugo === null ? null : { ...hugo, runs: runs(report.hugo) },
      scenarios: scenarios.map((summary, index) => ({ ...summary, runs: runs(report.results[index]?.runs ?? []) })),
    },
    null,
    2,
  )}\n`;
}

function summarizeRuns(name: string, title: string, runs: Measurement[]): Summary {
  const walls = runs.map((run) => run.wallSeconds);
  return {
    name,
    title,
    runs: runs.length,
    wallSeconds: median(walls),
    wallSecondsLeast: Math.min(...walls),
    wallSecondsMost: Math.max(...walls),
    cpuSeconds: medianOfKnown(runs.map((run) => run.cpuSeconds)),
    peakMegabytes: largestMegabytes(runs.map((run) => run.peakBytes)),
    peakSumMegabytes: largestMegabytes(runs.map((run) => run.peakSumBytes)),
    ofHugo: null,
    target: null,
    isPeakMet: null,
    isMet: null,
    lastLine: runs.at(-1)?.lastLine ?? "",
  };
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

function medianOfKnown(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : median(known);
}

/** Megabytes of 1,000,000 bytes. */
function largestMegabytes(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known) / 1e6;
}

function formatTarget({ seconds, ofHugo }: Scenario["target"]): string {
  const parts = [
    ...(seconds === null ? [] : [`${seconds.toFixed(1)} s`]),
    ...(ofHugo === null ? [] : [ofHugo < 1 ? `1/${1 / ofHugo} of Hugo` : `${ofHugo} × Hugo`]),
  ];
  return parts.join(", ");
}

function formatFiles({ broadsheet, hugo, hugoAliases }: FileCounts, hasHugo: boolean): string {
  if (!hasHugo) return `HTML files: ${broadsheet}`;
  const own = hugo - hugoAliases;
  const difference = ((broadsheet - own) / own) * 100;
  return `HTML files: Broadsheet ${broadsheet}, Hugo ${own} (and ${hugoAliases} redirects of its own from page 1 of each list): ${difference >= 0 ? "+" : ""}${difference.toFixed(1)} %`;
}

function isText(column: number): boolean {
  return column === 0 || column >= 8;
}
