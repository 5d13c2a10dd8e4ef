// Spreads jobs over worker processes, as many as there are cores: each takes the next job as soon as it is free.
import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { TemplateError } from "../eleventy/template-error.ts";
import type { Job } from "./jobs.ts";
import type { WorkerAnswer } from "./worker.ts";

const mostWorkers = 8;

/**
 * Runs all jobs and returns their values in the jobs' order. `onProgress` gets the pages rendered since its last call.
 * The first failure ends all workers and is thrown.
 */
export async function runInWorkers<T>(bundleFolder: string, jobs: readonly Job[], onProgress: (rendered: number) => void): Promise<T[]> {
  const values = new Array<T>(jobs.length);
  const workers: ChildProcess[] = [];
  let next = 0;
  const runWorker = async (): Promise<void> => {
    const worker = fork(join(bundleFolder, "worker.mjs"), { stdio: ["ignore", "ignore", "inherit", "ipc"], serialization: "advanced" });
    workers.push(worker);
    while (next < jobs.length) {
      const index = next++;
      values[index] = (await runJob(worker, jobs[index] as Job, onProgress)) as T;
    }
    worker.disconnect();
  };
  try {
    await Promise.all(Array.from({ length: Math.min(jobs.length, availableParallelism(), mostWorkers) }, runWorker));
    return values;
  } finally {
    for (const worker of workers) if (worker.exitCode === null) worker.kill();
  }
}

function runJob(worker: ChildProcess, job: Job, onProgress: (rendered: number) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let reported = 0;
    const finish = (settle: () => void): void => {
      worker.off("message", onMessage);
      worker.off("exit", onExit);
      settle();
    };
    const onExit = (code: number | null, signal: string | null): void => finish(() => reject(new Error(`a worker process ended early (${signal ?? code})`)));
    const onMessage = (answer: WorkerAnswer): void => {
      if (answer.kind === "progress") {
        onProgress(answer.rendered - reported);
        reported = answer.rendered;
      } else if (answer.kind === "done") finish(() => resolve(answer.value));
      else finish(() => reject(toError(answer)));
    };
    worker.on("message", onMessage);
    worker.on("exit", onExit);
    worker.send(job, (error) => {
      if (error) finish(() => reject(error));
    });
  });
}

function toError({ message, stack, code, template }: Extract<WorkerAnswer, { kind: "failed" }>): Error {
  if (template !== null) return new TemplateError(template.file, template.line, template.column, message);
  return Object.assign(new Error(message), { stack, code });
}
