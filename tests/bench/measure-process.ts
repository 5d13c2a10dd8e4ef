// Runs a command once in a fresh process and measures its whole process tree: wall time, CPU time, peak memory.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export interface Command {
  program: string;
  args: string[];
  cwd: string;
}

/** `null` where the machine has no `/proc` (only Linux does). */
export interface Measurement {
  wallSeconds: number;
  /** User and system time of the process and all its descendants that were waited for. */
  cpuSeconds: number | null;
  /** The largest resident set that any single process of the tree ever had, in bytes. */
  peakBytes: number | null;
  /** The largest sum of the resident sets of the tree at one moment, in bytes; shared pages count once for each process. */
  peakSumBytes: number | null;
  exitCode: number;
  /** The last line that is not blank of standard output. */
  lastLine: string;
  /** Both streams, for the report of a failure. */
  output: string;
}

const sampleMilliseconds = 10;
/** `USER_HZ`: 100 on every platform that Node runs on. */
const ticksPerSecond = 100;

/** Resolves also when the command fails (`exitCode`); rejects when it cannot be started. */
export function measureProcess(command: Command): Promise<Measurement> {
  return new Promise((resolve, reject) => {
    const ticksBefore = readChildTicks();
    const startedAt = process.hrtime.bigint();
    const child = spawn(command.program, command.args, { cwd: command.cwd, stdio: ["ignore", "pipe", "pipe"] });
    const memory = new MemorySampler(child.pid ?? 0);
    const timer = setInterval(() => memory.sample(), sampleMilliseconds);
    let [output, standardOutput] = ["", ""];
    let wallSeconds = 0;
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      standardOutput += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.on("error", (error) => {
      clearInterval(timer);
      reject(error);
    });
    // "exit" is the moment that counts; "close" follows once the pipes are drained.
    child.on("exit", () => {
      wallSeconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
      clearInterval(timer);
    });
    child.on("close", (code) => {
      const ticksAfter = readChildTicks();
      resolve({
        wallSeconds,
        cpuSeconds: ticksBefore === null || ticksAfter === null ? null : (ticksAfter - ticksBefore) / ticksPerSecond,
        peakBytes: memory.peakBytes || null,
        peakSumBytes: memory.peakSumBytes || null,
        exitCode: code ?? 1,
        lastLine: standardOutput.trimEnd().split("\n").at(-1) ?? "",
        output,
      });
    });
  });
}

/** Clock ticks of all children that ended, their own waited-for children included; see proc(5), `cutime` and `cstime`. */
function readChildTicks(): number | null {
  const stat = readProc("/proc/self/stat");
  if (stat === "") return null;
  // The second field is a name in brackets that may hold spaces; cutime and cstime are fields 16 and 17.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(fields[13]) + Number(fields[14]);
}

/** The kernel keeps each process's own high-water mark, so that a sample misses only the growth of its last milliseconds. */
class MemorySampler {
  peakBytes = 0;
  peakSumBytes = 0;
  readonly #root: number;

  constructor(root: number) {
    this.#root = root;
  }

  sample(): void {
    let sum = 0;
    for (const pid of listTree(this.#root)) {
      const status = readProc(`/proc/${pid}/status`);
      this.peakBytes = Math.max(this.peakBytes, readKilobytes(status, "VmHWM") * 1024);
      sum += readKilobytes(status, "VmRSS") * 1024;
    }
    this.peakSumBytes = Math.max(this.peakSumBytes, sum);
  }
}

function readKilobytes(status: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status)?.[1] ?? 0);
}

/** The process and its descendants; each thread has a list of the children that it started. */
function listTree(root: number): number[] {
  const tree = [root];
  for (const pid of tree) {
    for (const thread of listThreads(pid)) {
      tree.push(...readProc(`/proc/${pid}/task/${thread}/children`).split(" ").filter(Boolean).map(Number));
    }
  }
  return tree;
}

function listThreads(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return []; // It has ended since it was listed, or there is no /proc here.
  }
}

function readProc(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // As above.
  }
}
