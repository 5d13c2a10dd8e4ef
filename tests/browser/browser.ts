// Finds a Chromium for the browser tests, gets one where there is none, and launches it.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Browser, LaunchOptions } from "playwright";

/** What is known of this machine before a browser is chosen. */
export interface Probe {
  /** `BROADSHEET_CHROMIUM`, or "". */
  named: string;
  /** Whether the named one starts. */
  isNamedUsable: boolean;
  /** Browsers of the system that start, best first. */
  system: string[];
  /** Playwright's own download: its path when it starts; `broken` where it lacks libraries of the system. */
  downloaded: { path: string } | "absent" | "broken";
  isRoot: boolean;
  hasAptGet: boolean;
  /** What was done already, so that nothing is tried twice. */
  tried: Step[];
}

/** A way to get a browser: Playwright's download, the system libraries it needs, or Debian's package. */
export type Step = "download" | "libraries" | "package";

export type Choice = { use: string } | { step: Step } | { problem: string };

/** Decides what to do next; pure. */
export function chooseBrowser(probe: Probe): Choice {
  if (probe.named) {
    if (probe.isNamedUsable) return { use: probe.named };
    return {
      problem: `BROADSHEET_CHROMIUM is "${probe.named}", which does not start; name a Chromium or Chrome, or unset it`,
    };
  }
  const found = probe.system[0] ?? (typeof probe.downloaded === "object" ? probe.downloaded.path : "");
  if (found) return { use: found };
  const steps: Step[] = probe.downloaded === "absent" ? ["download"] : [];
  if (probe.isRoot && probe.hasAptGet)
    steps.push(...(probe.downloaded === "broken" ? (["libraries"] as const) : []), "package");
  const step = steps.find((candidate) => !probe.tried.includes(candidate));
  if (step) return { step };
  const cure = probe.hasAptGet
    ? '"sudo apt-get install chromium" or "sudo npx playwright install --with-deps chromium"'
    : '"npx playwright install chromium"';
  return {
    problem: `no Chromium for the browser tests; run ${cure}, or set BROADSHEET_CHROMIUM to the path of a Chromium or Chrome`,
  };
}

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Where Chromium and Chrome may be, best first; not all exist. */
export function listSystemPaths(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string[] {
  if (platform === "darwin") {
    const applications = ["Chromium.app/Contents/MacOS/Chromium", "Google Chrome.app/Contents/MacOS/Google Chrome"];
    return applications.flatMap((application) => [
      `/Applications/${application}`,
      `${environment.HOME ?? ""}/Applications/${application}`,
    ]);
  }
  if (platform === "win32") {
    const folders = [environment.PROGRAMFILES, environment["PROGRAMFILES(X86)"], environment.LOCALAPPDATA].filter(
      (folder) => folder !== undefined,
    );
    return ["Chromium\\Application\\chrome.exe", "Google\\Chrome\\Application\\chrome.exe"].flatMap((path) =>
      folders.map((folder) => `${folder}\\${path}`),
    );
  }
  const folders = (environment.PATH ?? "").split(delimiter).filter((folder) => folder.startsWith("/"));
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** Existing is not enough: a download may lack system libraries, and Ubuntu's `chromium-browser` may only point to a snap. */
function startsUp(path: string): boolean {
  if (!existsSync(path)) return false;
  // Chrome on Windows opens a window instead of printing its version.
  return (
    process.platform === "win32" || spawnSync(path, ["--version"], { timeout: 20_000, stdio: "ignore" }).status === 0
  );
}

async function probeMachine(tried: Step[]): Promise<Probe> {
  const named = process.env.BROADSHEET_CHROMIUM ?? "";
  const firstSystem = named ? undefined : listSystemPaths(process.platform, process.env).find(startsUp);
  const needsDownload = !named && !firstSystem;
  const downloadPath = needsDownload ? (await import("playwright")).chromium.executablePath() : "";
  return {
    named,
    isNamedUsable: named !== "" && startsUp(named),
    system: firstSystem ? [firstSystem] : [],
    downloaded: !existsSync(downloadPath) ? "absent" : startsUp(downloadPath) ? { path: downloadPath } : "broken",
    isRoot: process.getuid?.() === 0,
    hasAptGet: existsSync("/usr/bin/apt-get"),
    tried,
  };
}

const playwright = join(
  fileURLToPath(new URL(".", pathToFileURL(createRequire(import.meta.url).resolve("playwright/package.json")))),
  "cli.js",
);

const announcements: Record<Step, string> = {
  download: "No Chromium found; downloading Playwright's (about 170 MB) …",
  libraries: "Playwright's Chromium lacks system libraries; installing them with apt-get …",
  package: "Installing Debian's chromium package with apt-get, as root …",
};

const commands: Record<Step, string[][]> = {
  download: [[process.execPath, playwright, "install", "chromium"]],
  libraries: [[process.execPath, playwright, "install-deps", "chromium"]],
  package: [
    ["apt-get", "update", "-q"],
    ["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"],
  ],
};

function findReason(output: string): string {
  const lines = output.trim().split("\n");
  return (lines.find((line) => /\b(error|E):/i.test(line)) ?? lines.at(-1) ?? "").trim();
}

/** Runs a step's commands until one fails; whether it helped is seen by probing again. */
async function take(step: Step, say: (line: string) => void): Promise<void> {
  say(announcements[step]);
  for (const [command = "", ...rest] of commands[step]) {
    const environment = {
      PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000",
      DEBIAN_FRONTEND: "noninteractive",
      ...process.env,
    };
    const child = spawn(command, rest, { env: environment, stdio: ["ignore", "pipe", "pipe"], timeout: 600_000 });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    const failure = await new Promise<string>((resolve) => {
      child.on("error", (error) => resolve(error.message));
      child.on("close", (code, signal) =>
        resolve(code === 0 ? "" : `${signal ?? `exit code ${code}`}: ${findReason(output)}`),
      );
    });
    if (failure) return say(`  ${[command, ...rest].join(" ")} failed: ${failure}`);
  }
}

/**
 * Returns the path of a Chromium that starts, downloading or installing one where there is none.
 * Throws an error whose message says what to run where that fails.
 */
export async function ensureBrowser(
  say: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
): Promise<string> {
  const tried: Step[] = [];
  for (;;) {
    const choice = chooseBrowser(await probeMachine(tried));
    if ("use" in choice) return choice.use;
    if ("problem" in choice) throw new Error(choice.problem);
    tried.push(choice.step);
    await take(choice.step, say);
  }
}

const quiet = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Flags for every Chromium that tests start; the sandbox cannot work for root. */
export function browserFlags(): string[] {
  return process.getuid?.() === 0 ? [...quiet, "--no-sandbox"] : quiet;
}

/** Launches a headless Chromium with a fresh profile; `options` win over Broadsheet's, `args` are added. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = await ensureBrowser();
  const { chromium } = await import("playwright");
  return chromium.launch({
    executablePath,
    headless: true,
    ...options,
    args: [...browserFlags(), ...(options.args ?? [])],
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await ensureBrowser().then(
    (path) => process.stdout.write(`${path}\n`),
    (error: Error) => {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    },
  );
}
