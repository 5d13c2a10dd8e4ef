// Worker processes for one build, at most one a core: each takes the next job as soon as it is free.
import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { TemplateError } from "../eleventy/template-error.ts";
import type { Job, WarmJob } from "./jobs.ts";
import type { WorkerAnswer } from "./worker.ts";

const mostWorkers = 8;
/** Megabytes: most of what a worker makes is dropped at once, and should not be copied before. */
const largerNursery = "--max-semi-space-size=64";

export class WorkerPool {
  private readonly bundleFolder: string;
  private readonly workers: ChildProcess[] = [];

  constructor(bundleFolder: string) {
    this.bundleFolder = bundleFolder;
  }

  /** Whether a worker is up, so that even little work is better done there. */
  get isWarm(): boolean {
    return this.workers.length > 0;
  }

  /** Has the workers, at least one, load what rendering needs while this process does something else. */
  warm(job: WarmJob): void {
    if (!this.isWarm) this.startWorker();
    for (const worker of this.workers) worker.send(job);
  }

  /**
   * Runs all jobs and returns their values in the jobs' order. `onProgress` gets the pages rendered since its last call.
   * The first failure ends all workers and is thrown.
   */
  async run<T>(jobs: readonly Job[], onProgress: (rendered: number) => void): Promise<T[]> {
    const wanted = Math.min(jobs.length, availableParallelism(), mostWorkers);
    while (this.workers.length < wanted) this.startWorker();
    const values = new Array<T>(jobs.length);
    let next = 0;
    const keepBusy = async (worker: ChildProcess): Promise<void> => {
      while (next < jobs.length) {
        const index = next++;
        values[index] = (await runJob(worker, jobs[index] as Job, onProgress)) as T;
      }
    };
    try {
      await Promise.all(this.workers.slice(0, wanted).map(keepBusy));
    } catch (error) {
      await this.close();
      throw error;
    }
    return values;
  }

  /** Ends the workers; resolves when they are gone. */
  async close(): Promise<void> {
    const ends = this.workers.map(
      (worker) =>
        new Promise<void>((resolve) => {
          if (worker.exitCode !== null || worker.signalCode !== null) return resolve();
          worker.once("exit", () => resolve());
          worker.kill("SIGKILL");
        }),
    );
    this.workers.length = 0;
    await Promise.all(ends);
  }

  private startWorker(): ChildProcess {
    const worker = fork(join(this.bundleFolder, "worker.mjs"), { stdio: ["ignore", "ignore", "inherit", "ipc"], serialization: "advanced", execArgv: [largerNursery] });
    this.workers.push(worker);
    return worker;
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
