// Builds a preview in a process of its own, one at a time; changes during a build lead to one more.
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { formatProblem } from "../content/problems.ts";
import type { Problem } from "../content/types.ts";

/** What the browser is told. */
export interface PreviewOutcome {
  /** Printed lines; empty after a good build. */
  errors: string[];
  /** Whether any file of the preview is new. */
  isChanged: boolean;
}

/** Of what to build, and how. Folders are absolute. */
interface PreviewRequest {
  packageFolder: string;
  siteFolder: string;
  cacheFolder: string;
  previewFolder: string;
  /** The build's clock in epoch milliseconds; null for the present. */
  now: number | null;
  isClean: boolean;
  withDrafts: boolean;
  siteUrl: string;
}

interface BuildAnswer {
  problems: Problem[];
  pages: { rendered: number; pages: number; removed: number } | null;
  changed: string[];
  seconds: number;
  nextTransition: string | null;
}

/** The longest delay that a timer can hold. */
const longestTimer = 2 ** 31 - 1;

export class PreviewBuilder {
  private readonly request: PreviewRequest;
  private readonly onOutcome: (outcome: PreviewOutcome) => void;
  private running: Promise<void> | null = null;
  private child: ChildProcess | null = null;
  private isAgainWanted = false;
  private isStopped = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(request: PreviewRequest, onOutcome: (outcome: PreviewOutcome) => void) {
    this.request = request;
    this.onOutcome = onOutcome;
  }

  /** Resolves when nothing is left to build. */
  build(): Promise<void> {
    if (this.running !== null) {
      this.isAgainWanted = true;
      return this.running;
    }
    this.running = this.buildUntilQuiet().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    this.child?.kill();
    await this.running;
  }

  private async buildUntilQuiet(): Promise<void> {
    do {
      this.isAgainWanted = false;
      const { status, output, errors } = await this.runOnce();
      if (!this.isStopped) this.report(status, output, errors);
    } while (this.isAgainWanted && !this.isStopped);
  }

  private runOnce(): Promise<{ status: number | null; output: string; errors: string }> {
    const { packageFolder, siteFolder, cacheFolder, previewFolder, now, isClean, withDrafts, siteUrl } = this.request;
    const command = [
      join(packageFolder, "src", "commands", "broadsheet.js"),
      "build",
      "--quick-pictures",
      "--json",
      "--site",
      siteFolder,
      "--out",
      previewFolder,
      "--cache",
      join(cacheFolder, "start"),
      "--url",
      siteUrl,
      // The preview's own, so that looking at drafts is not counted where readers are.
      "--service",
      "",
    ];
    if (withDrafts) command.push("--drafts");
    if (now !== null) command.push("--now", new Date(now).toISOString());
    if (isClean) command.push("--clean");
    return new Promise((resolve, reject) => {
      // In a group of its own: Ctrl-C is for the preview, which then ends its build.
      const child = spawn(process.execPath, command, {
        stdio: ["ignore", "pipe", "pipe"],
        detached: process.platform !== "win32",
      });
      this.child = child;
      let output = "";
      let errors = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
      child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
      child.once("error", reject);
      child.once("close", (status) => {
        this.child = null;
        resolve({ status, output, errors });
      });
    });
  }

  private report(status: number | null, output: string, errors: string): void {
    if (status !== 0 && output === "") {
      const lines = errors.trim().split("\n");
      process.stderr.write(`${lines.join("\n")}\n`);
      this.onOutcome({ errors: lines, isChanged: false });
      return;
    }
    const { problems, pages, changed, seconds, nextTransition } = JSON.parse(output) as BuildAnswer;
    const lines = problems.map(formatProblem);
    if (lines.length > 0) process.stderr.write(`${lines.join("\n")}\n`);
    if (pages !== null)
      process.stdout.write(
        `${pages.rendered.toLocaleString("en")} of ${pages.pages.toLocaleString("en")} pages rendered, in ${seconds.toFixed(2)} s\n`,
      );
    this.onOutcome({
      errors: pages === null ? problems.filter((problem) => problem.severity === "error").map(formatProblem) : [],
      isChanged: changed.length > 0,
    });
    this.waitFor(nextTransition);
  }

  /** A story that expires does so in the preview too. */
  private waitFor(instant: string | null): void {
    clearTimeout(this.timer);
    if (instant === null || this.request.now !== null) return;
    const delay = Date.parse(instant) - Date.now();
    this.timer = setTimeout(() => void this.build(), Math.min(Math.max(delay, 0) + 1000, longestTimer));
  }
}
