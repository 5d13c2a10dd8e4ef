// Worker processes for one build, at most one a core: each takes the next job as soon as it is free.
import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { TemplateError } from "../eleventy/template-error.ts";
import { bundleRunner, type CodeFolders } from "./code-folders.ts";
import type { WarmJob } from "./render-job.ts";
import type { Job, WorkerAnswer } from "./worker.ts";

const mostWorkers = 8;
/** Megabytes: most of what a worker makes is dropped at once, and should not be copied before. */
const largerNursery = "--max-semi-space-size=32";

interface Task {
  /** Called when a worker is free, so that what waits takes no memory. */
  makeJob: () => Job;
  onProgress: (rendered: number) => void;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/** So that a worker goes on while this process is busy with something else. */
const jobsPerWorker = 2;

interface PoolWorker {
  process: ChildProcess;
  /** Given to it, in the order of its answers. */
  tasks: Task[];
  /** Pages of the first of them that are reported already. */
  reported: number;
}

export class WorkerPool {
  private readonly code: CodeFolders;
  private readonly workers: PoolWorker[] = [];
  private waiting: Task[] = [];

  constructor(code: CodeFolders) {
    this.code = code;
  }

  /** Whether a worker is up, so that even little work is better done there. */
  get isWarm(): boolean {
    return this.workers.length > 0;
  }

  /** Has the workers, at least one, load what rendering needs while this process does something else. */
  warm(job: WarmJob): void {
    if (!this.isWarm) this.startWorker();
    for (const worker of this.workers) worker.process.send(job);
  }

  /**
   * Runs all jobs, after those of earlier calls, and returns their values in the jobs' order. `onProgress` gets the pages rendered since
   * its last call. The first failure ends all workers and every call.
   */
  async run<T>(jobs: readonly (() => Job)[], onProgress: (rendered: number) => void): Promise<T[]> {
    const values = jobs.map(
      (makeJob) =>
        new Promise<unknown>((resolve, reject) => this.waiting.push({ makeJob, onProgress, resolve, reject })),
    );
    const wanted = Math.min(jobs.length, availableParallelism(), mostWorkers);
    while (this.workers.length < wanted) this.startWorker();
    this.handOut();
    return (await Promise.all(values)) as T[];
  }

  /** Ends the workers; resolves when they are gone. */
  async close(): Promise<void> {
    const ends = this.workers.splice(0).map(
      ({ process: child }) =>
        new Promise<void>((resolve) => {
          if (child.exitCode !== null || child.signalCode !== null) return resolve();
          child.once("exit", () => resolve());
          child.kill("SIGKILL");
        }),
    );
    await Promise.all(ends);
  }

  /** First one job for each worker, then more; the last jobs wait for whoever is free first. */
  private handOut(): void {
    for (let load = 0; load < jobsPerWorker; load++) {
      for (const worker of this.workers) {
        if (this.waiting.length === 0 || (load > 0 && this.waiting.length < this.workers.length)) return;
        if (worker.tasks.length === load) this.give(worker, this.waiting.shift() as Task);
      }
    }
  }

  private give(worker: PoolWorker, task: Task): void {
    worker.tasks.push(task);
    try {
      worker.process.send(task.makeJob(), (error) => {
        if (error) this.fail(error);
      });
    } catch (error) {
      this.fail(error as Error);
    }
  }

  private hear(worker: PoolWorker, answer: WorkerAnswer): void {
    const [task] = worker.tasks;
    if (task === undefined) return;
    if (answer.kind === "progress") {
      task.onProgress(answer.rendered - worker.reported);
      worker.reported = answer.rendered;
    } else if (answer.kind === "done") {
      worker.tasks.shift();
      worker.reported = 0;
      task.resolve(answer.value);
      this.handOut();
    } else this.fail(toError(answer));
  }

  private fail(error: Error): void {
    const tasks = [...this.workers.flatMap((worker) => worker.tasks), ...this.waiting];
    this.waiting = [];
    void this.close().then(() => {
      for (const { reject } of tasks) reject(error);
    });
  }

  private startWorker(): void {
    const child = fork(bundleRunner(this.code), [this.code.bundleFolder, "worker"], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      serialization: "advanced",
      execArgv: [largerNursery],
    });
    const worker: PoolWorker = { process: child, tasks: [], reported: 0 };
    child.on("message", (answer: WorkerAnswer) => this.hear(worker, answer));
    child.on("exit", (code, signal) => {
      if (this.workers.includes(worker)) this.fail(new Error(`a worker process ended early (${signal ?? code})`));
    });
    this.workers.push(worker);
  }
}

function toError({ message, stack, code, template }: Extract<WorkerAnswer, { kind: "failed" }>): Error {
  if (template !== null) return new TemplateError(template.file, template.line, template.column, message);
  return Object.assign(new Error(message), { stack, code });
}
