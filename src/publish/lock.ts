// One build at a time for a cache folder; a killed build's lock is taken over.
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

export class BuildLockedError extends Error {}

/**
 * Takes the lock and returns its release.
 * @throws BuildLockedError when a live process holds it.
 */
export function acquireLock(cacheFolder: string): () => void {
  mkdirSync(cacheFolder, { recursive: true });
  const file = join(cacheFolder, "lock");
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const descriptor = openSync(file, "wx");
      writeSync(descriptor, `${process.pid} ${statusOf(process.pid).start}`);
      closeSync(descriptor);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    let holder = readHolder(file);
    if (holder === null) {
      // A build that takes the lock at this moment has yet to write its number into it.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
      holder = readHolder(file);
    }
    if (holder !== null && isAlive(holder)) {
      throw new BuildLockedError(
        `another build (process ${holder.pid}) is at work on ${cacheFolder}; wait for it to end, or give this one another --cache`,
      );
    }
    rmSync(file, { force: true });
  }
  throw new BuildLockedError(`the lock ${file} cannot be taken; delete it if no build is running`);
}

interface Holder {
  pid: number;
  start: string;
}

function readHolder(file: string): Holder | null {
  try {
    const [pid, start = ""] = readFileSync(file, "utf8").split(" ");
    return Number(pid) > 0 ? { pid: Number(pid), start } : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** A process number may have been given to another program since: its start must match too, where the system tells it. */
function isAlive({ pid, start }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const { state, start: startNow } = statusOf(pid);
  // A zombie has ended, and waits for somebody to collect it: in a container without an init for ever.
  return state !== "Z" && state !== "X" && startNow === start;
}

/** State, and start time in clock ticks since boot, from Linux's process table (proc_pid_stat(5)); "" on other systems. */
function statusOf(pid: number): { state: string; start: string } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", start: fields[19] ?? "" };
  } catch {
    return { state: "", start: "" };
  }
}
