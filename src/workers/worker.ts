// A worker process: takes one job after the other from its parent, and ends with it.
import { constants, setPriority } from "node:os";
import { TemplateError } from "../eleventy/template-error.ts";
import { type ParseJob, runParseJob } from "./parse-job.ts";
import { type RenderPagesJob, runRenderJob, runWarmJob, type WarmJob } from "./render-job.ts";

export type Job = ParseJob | RenderPagesJob | WarmJob;

export type WorkerAnswer =
  | { kind: "done"; value: unknown }
  | { kind: "progress"; rendered: number }
  | {
      kind: "failed";
      message: string;
      stack: string;
      code: string;
      template: { file: string; line: number; column: number } | null;
    };

const send = (answer: WorkerAnswer): void => void process.send?.(answer);

/** @param keepCompiled keeps the code of this process, compiled, for the next one */
export function serve(keepCompiled: () => void): void {
  // All wait for the process that plans: where there are fewer cores than work, it goes first.
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A sandbox may refuse it; the same work is then done a little later.
  }
  process.on("disconnect", () => process.exit(0));
  let last = Promise.resolve();
  process.on("message", (job: Job) => {
    last = last.then(() => work(job, keepCompiled));
  });
}

async function work(job: Job, keepCompiled: () => void): Promise<void> {
  if (job.kind === "warm") {
    // A failure to load shows again, and is reported, with the first pages.
    await runWarmJob(job).catch(() => {});
    return;
  }
  try {
    const value = await run(job);
    // Ahead of the answer: the parent ends this process without notice, once it has its answers.
    if (job.kind === "render") keepCompiled();
    send({ kind: "done", value });
  } catch (error) {
    const { message, stack = "", code = "" } = error as NodeJS.ErrnoException;
    const template =
      error instanceof TemplateError ? { file: error.file, line: error.line, column: error.column } : null;
    send({ kind: "failed", message, stack, code, template });
  }
}

function run(job: Exclude<Job, WarmJob>): Promise<unknown> {
  if (job.kind === "parse") return runParseJob(job);
  return runRenderJob(job, (rendered) => send({ kind: "progress", rendered }));
}
