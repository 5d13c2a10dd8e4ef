// A worker process: takes one job after the other from its parent, and ends with it.
import module from "node:module";
import { constants, setPriority } from "node:os";
import { TemplateError } from "../eleventy/template-error.ts";
import { type Job, runDrawJob, runParseJob, runRenderJob, runWarmJob, type WarmJob } from "./jobs.ts";

export type WorkerAnswer =
  | { kind: "done"; value: unknown }
  | { kind: "progress"; rendered: number }
  | { kind: "failed"; message: string; stack: string; code: string; template: { file: string; line: number; column: number } | null };

const send = (answer: WorkerAnswer): void => void process.send?.(answer);

// All wait for the process that plans: where there are fewer cores than work, it goes first.
try {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // A sandbox may refuse it; the same work is then done a little later.
}
process.on("disconnect", () => process.exit(0));
let last = Promise.resolve();
process.on("message", (job: Job) => {
  last = last.then(() => work(job));
});

function run(job: Exclude<Job, WarmJob>): Promise<unknown> {
  if (job.kind === "parse") return runParseJob(job);
  if (job.kind === "draw") return runDrawJob(job);
  return runRenderJob(job, (rendered) => send({ kind: "progress", rendered }));
}

async function work(job: Job): Promise<void> {
  if (job.kind === "warm") {
    // A failure to load shows again, and is reported, with the first pages.
    await runWarmJob(job).catch(() => {});
    return;
  }
  try {
    send({ kind: "done", value: await run(job) });
    // The parent ends this process without notice, once it has its answers. Node 20 keeps no code.
    (module as { flushCompileCache?: () => void }).flushCompileCache?.();
  } catch (error) {
    const { message, stack = "", code = "" } = error as NodeJS.ErrnoException;
    const template = error instanceof TemplateError ? { file: error.file, line: error.line, column: error.column } : null;
    send({ kind: "failed", message, stack, code, template });
  }
}
