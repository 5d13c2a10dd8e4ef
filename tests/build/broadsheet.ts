// Runs the command as users do, in a process of its own, on sites in temporary folders.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { killLater, type Victim } from "./processes.ts";

export const packageFolder = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

export interface Run {
  pid: number;
  status: number | null;
  output: string;
  errors: string;
}

export interface RunOptions {
  environment?: Record<string, string>;
  /** So that all of it can be killed, and found. */
  hasOwnGroup?: boolean;
  /** Milliseconds: see `killLater`. A group must be its own. */
  kill?: { victim: Victim; after: number };
}

export function broadsheet(
  args: string[],
  { environment = {}, hasOwnGroup = false, kill }: RunOptions = {},
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(packageFolder, "src/commands/broadsheet.js"), ...args], {
      env: { ...process.env, ...environment },
      detached: hasOwnGroup,
    });
    const { pid = 0 } = child;
    let output = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    const end = (status: number | null) => resolve({ pid, status, output, errors });
    child.once("error", reject);
    child.once("close", end);
    if (kill === undefined) return;
    // Workers may hold the streams open for longer than the command lives.
    child.once("exit", (_, signal) => signal === "SIGKILL" && end(null));
    void killLater(pid, kill.victim, kill.after, () => child.exitCode !== null || child.signalCode !== null);
  });
}

/** A fresh folder, removed when the process ends. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "broadsheet-")));
  process.setMaxListeners(0).once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files, given by their paths in `folder`; null deletes one. */
export function writeFiles(folder: string, files: Record<string, string | Buffer | null>): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    if (content === null) rmSync(file, { force: true, recursive: true });
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }
}

/** Path → digest of every file below `folder`. */
export function snapshot(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  if (!existsSync(folder)) return files;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(file.slice(folder.length + 1), createHash("sha256").update(readFileSync(file)).digest("hex"));
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Empty where both are equal; else the paths that differ, with what is wrong. */
export function compareSnapshots(actual: ReadonlyMap<string, string>, expected: ReadonlyMap<string, string>): string[] {
  const differences: string[] = [];
  for (const [path, digest] of expected) {
    if (!actual.has(path)) differences.push(`missing: ${path}`);
    else if (actual.get(path) !== digest) differences.push(`differs: ${path}`);
  }
  for (const path of actual.keys()) if (!expected.has(path)) differences.push(`left over: ${path}`);
  return differences;
}

/** The smallest whole site; posts are added by the tests. */
export const smallSite: Record<string, string> = {
  "_data/site.json": JSON.stringify({
    title: "Small",
    url: "https://small.example",
    language: "en",
    timezone: "Asia/Kolkata",
  }),
  "_data/sections.json": JSON.stringify([
    { slug: "world", name: "World" },
    { slug: "science", name: "Science" },
  ]),
  "_data/authors.json": JSON.stringify({
    desk: { name: "The desk", kind: "organization" },
    asha: { name: "Asha Example" },
  }),
};

/** A post's file. */
export function postText(frontMatter: Record<string, unknown>, body = "A paragraph of text.\n"): string {
  const defaults = { title: "A headline", date: "2026-01-31T14:20:00+05:30", section: "world", authors: ["desk"] };
  const keys = Object.entries({ ...defaults, ...frontMatter }).filter(([, value]) => value !== undefined);
  return `---\n${keys.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join("\n")}\n---\n\n${body}`;
}
