// Processes of a command that runs in a group of its own: found, killed, and looked for when it has ended. Only Linux tells of them.
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** Who is killed with SIGKILL: the command's own process, its whole group, or one of its worker processes. */
export type Victim = "main" | "group" | "worker";

const isKnown = process.platform === "linux";
/** A worker whose parent is gone ends with the job that it is at. */
const graceTime = 10_000; // ms

/** "" where the process has ended meanwhile. */
function readProcess(pid: number | string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "latin1");
  } catch {
    return "";
  }
}

/** Numbers of the worker processes of `pid`, the oldest first. */
function findWorkers(pid: number): number[] {
  const children = readProcess(pid, `task/${pid}/children`).trim().split(" ").filter(Boolean).map(Number);
  return children.filter((child) => readProcess(child, "cmdline").includes("run-bundle.cjs"));
}

/** Whether `pid` had a worker process before it ended. */
export async function hasWorker(pid: number, isOver: () => boolean): Promise<boolean> {
  while (isKnown && !isOver()) {
    if (findWorkers(pid).length > 0) return true;
    await wait(5);
  }
  return false;
}

/** Waits `delay` milliseconds, for a worker from when there is one, and kills. Who has ended before is let be. */
export async function killLater(pid: number, victim: Victim, delay: number, isOver: () => boolean): Promise<void> {
  if (victim === "worker" && !(await hasWorker(pid, isOver))) return;
  await wait(delay);
  if (isOver()) return;
  try {
    if (victim !== "worker") process.kill(victim === "group" ? -pid : pid, "SIGKILL");
    // The youngest has the most left to do.
    else for (const worker of findWorkers(pid).slice(-1)) process.kill(worker, "SIGKILL");
  } catch {
    // It has ended just now.
  }
}

/** A line for each process that is left of the groups when they have had time to end. */
export async function findLeftovers(groups: ReadonlySet<number>): Promise<string[]> {
  const until = Date.now() + graceTime;
  for (;;) {
    const left = isKnown ? readdirSync("/proc").filter((name) => /^\d+$/.test(name) && groups.has(groupOf(name))) : [];
    if (left.length === 0 || Date.now() > until)
      return left.map((process) => `still running: ${readProcess(process, "cmdline").replaceAll("\0", " ")}`);
    await wait(20);
  }
}

/** 0 of a process that has ended, whether or not its end has been asked for. */
function groupOf(process: string): number {
  const stat = readProcess(process, "stat");
  const [state = "", , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return "ZX".includes(state) ? 0 : Number(group);
}
