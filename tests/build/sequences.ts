// Sequences of edits and builds as data: drawn from a seed, followed, and made shorter where they fail.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { broadsheet, compareSnapshots, type Run, type RunOptions, snapshot, temporaryFolder } from "./broadsheet.ts";
import { Chance } from "./chance.ts";
import { EditedSite } from "./edited-site.ts";
import { accidents, type EditName, edits, editsOfPosts, editsOfTheSite, namesOf } from "./edits.ts";
import { findLeftovers, type Victim } from "./processes.ts";

/** From which sizes on work goes to worker processes, and in which parts: BROADSHEET_THRESHOLDS. What is not named stays as it is. */
export type Thresholds = Partial<
  Record<"postsWorthWorkers" | "postsWorthWarming" | "postsPerJob" | "pagesWorthWorkers" | "pagesPerJob", number>
>;

interface BuildStep {
  build: Thresholds;
  workers: number;
  /** Of the command; it must not matter. */
  zone: string;
  /** When: parts of the time that the last build took. */
  kill?: { victim: Victim; after: number };
}

interface EditStep {
  edit: EditName;
  /** What it does to which post follows from it. */
  seed: number;
}

export type Step = BuildStep | EditStep;

export interface Sequence {
  /** Of the site's first posts. */
  seed: number;
  posts: number;
  steps: Step[];
}

const zones = ["UTC", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Chatham"];
/** More than any site here has of anything. */
const never = 1_000_000;
export const allHere: Thresholds = { postsWorthWorkers: never, postsWorthWarming: never, pagesWorthWorkers: never };
export const allToWorkers: Thresholds = { postsWorthWorkers: 0, postsWorthWarming: 0, pagesWorthWorkers: 0 };
/** One sequence in so many has a site that is large enough for workers by itself. */
const largeOnceIn = 10;

export function drawSequence(seed: number): Sequence {
  const chance = new Chance(seed);
  const isLarge = seed % largeOnceIn === 0;
  const posts = isLarge ? 300 + chance.below(301) : 8 + chance.below(40);
  const steps: Step[] = [drawBuild(chance)];
  for (let builds = isLarge ? 3 : 5 + chance.below(3); builds > 0; builds--) {
    steps.push(...drawEdits(chance));
    const build = drawBuild(chance);
    steps.push(chance.below(4) === 0 ? { ...build, kill: drawKill(chance) } : build);
  }
  return { seed, posts, steps };
}

/** Few at a time: an edit that makes a page stale hides that another one should have. */
function drawEdits(chance: Chance): EditStep[] {
  const names = Array.from({ length: 1 + chance.below(2) }, () => chance.pick(namesOf(editsOfPosts)));
  for (const rarer of [editsOfTheSite, accidents])
    if (chance.below(4) === 0) names.splice(chance.below(names.length + 1), 0, chance.pick(namesOf(rarer)));
  return names.map((edit) => ({ edit, seed: chance.below(2 ** 32) }));
}

function drawBuild(chance: Chance): BuildStep {
  return { build: drawThresholds(chance), workers: 1 + chance.below(3), zone: chance.pick(zones) };
}

function drawThresholds(chance: Chance): Thresholds {
  const tinyJobs = { postsPerJob: 1 + chance.below(5), pagesPerJob: 1 + chance.below(5) };
  const someSize = () => chance.pick([0, 2, 10, never]);
  const mixed = { postsWorthWorkers: someSize(), postsWorthWarming: someSize(), pagesWorthWorkers: someSize() };
  return chance.pick<Thresholds>([{}, allHere, { ...allToWorkers, ...tinyJobs }, { ...mixed, ...tinyJobs }]);
}

function drawKill(chance: Chance): NonNullable<BuildStep["kill"]> {
  return { victim: chance.pick<Victim>(["main", "group", "worker"]), after: chance.below(120) / 100 };
}

/** How a sequence broke the law. */
export interface Breach {
  /** Steps that were taken; the last one is the build that did it. */
  steps: number;
  faults: string[];
}

/** Follows it in a folder of its own, up to the first breach; null where there is none. */
export async function follow({ seed, posts, steps }: Sequence): Promise<Breach | null> {
  const folder = temporaryFolder();
  const groups = new Set<number>();
  try {
    const site = new EditedSite(folder, new Chance(seed), posts);
    let lastTime = 0;
    let isKilled = false;
    for (const [index, step] of steps.entries()) {
      if ("edit" in step) {
        edits[step.edit](site, new Chance(step.seed));
        continue;
      }
      const before = snapshot(site.output);
      const started = Date.now();
      const { pid, status, errors } = await takeBuild(site, step, lastTime);
      lastTime = Date.now() - started;
      groups.add(pid);
      const faults: string[] = [];
      if (status !== 0 && step.kill === undefined) faults.push(`exit code ${status}: ${errors}`);
      // Without a worker a build fails by itself; what a killed build had decided it finishes first.
      else if (status !== 0 && status !== null && !isKilled)
        faults.push(...compareSnapshots(snapshot(site.output), before));
      else if (status === 0) faults.push(...(await compareToClean(site, join(folder, "kept"))).filter(isLasting));
      if (faults.length > 0) return { steps: index + 1, faults };
      isKilled = status === null;
    }
    const faults = [...(await endSequence(site, folder)), ...(await findLeftovers(groups))];
    return faults.length === 0 ? null : { steps: steps.length, faults };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A hashed asset stays for one build after the last page that named it. */
const isLasting = (difference: string): boolean => !/^left over: (?:assets|media)\//.test(difference);

/** After two more builds nothing may be left of what was, nor may a clean build find anything of it in a cache. */
async function endSequence(site: EditedSite, folder: string): Promise<string[]> {
  for (let i = 0; i < 2; i++) {
    const { status, errors } = await takeBuild(site, { build: {}, workers: 2, zone: "UTC" }, 0);
    if (status !== 0) return [`exit code ${status} at the end: ${errors}`];
  }
  return compareToClean(site, join(folder, "new"));
}

export function takeBuild(site: EditedSite, { build, workers, zone, kill }: BuildStep, lastTime: number): Promise<Run> {
  return buildSite(site, site.output, site.cache, {
    environment: { TZ: zone, BROADSHEET_THRESHOLDS: JSON.stringify(build), BROADSHEET_WORKERS: String(workers) },
    ...(kill === undefined ? {} : { kill: { victim: kill.victim, after: kill.after * lastTime } }),
  });
}

/** Differences between the site's output and a clean build's, into `folder`; what that keeps for the next one is pictures. */
async function compareToClean(site: EditedSite, folder: string): Promise<string[]> {
  const output = join(folder, "dist");
  const cache = join(folder, "cache");
  rmSync(output, { recursive: true, force: true });
  const { status, errors } = await buildSite(site, output, cache, { environment: { TZ: "UTC" } }, "--clean");
  if (status !== 0) return [`the clean build failed: ${errors}`];
  return compareSnapshots(snapshot(site.output), snapshot(output));
}

function buildSite(
  { folder, now }: EditedSite,
  output: string,
  cache: string,
  options: RunOptions,
  ...more: string[]
): Promise<Run> {
  const args = ["--site", folder, "--out", output, "--cache", cache, "--now", new Date(now).toISOString()];
  return broadsheet(["build", ...args, ...more], { ...options, hasOwnGroup: true });
}

/** The shortest sequence found by `until`, in epoch milliseconds, of which `fails` still says that it does. */
export async function shorten(
  sequence: Sequence,
  fails: (candidate: Sequence) => Promise<boolean>,
  until: number,
): Promise<Sequence> {
  let shortest = sequence;
  const attempt = async (change: Partial<Sequence>): Promise<boolean> => {
    const candidate = { ...shortest, ...change };
    if (Date.now() > until || !(await fails(candidate))) return false;
    shortest = candidate;
    return true;
  };
  // Builds cost most, and often two are enough.
  const builds = sequence.steps.filter((step) => "build" in step);
  await attempt({
    steps: sequence.steps.filter((step) => "edit" in step || builds.indexOf(step) % (builds.length - 1) === 0),
  });
  for (let isShorter = true; isShorter; ) {
    isShorter = false;
    // Many steps at a time while that goes, the last ones first.
    for (let size = shortest.steps.length >> 1; size > 0; size >>= 1) {
      for (let start = shortest.steps.length - size; start > -size; start -= size)
        isShorter = (await attempt({ steps: shortest.steps.toSpliced(Math.max(start, 0), size) })) || isShorter;
    }
    for (const posts of [1, shortest.posts >> 2, shortest.posts >> 1])
      if (posts > 0 && posts < shortest.posts) isShorter = (await attempt({ posts })) || isShorter;
    for (const [index, step] of shortest.steps.entries()) {
      if ("edit" in step || (step.kill === undefined && Object.keys(step.build).length === 0)) continue;
      const plain: BuildStep = { build: {}, workers: step.workers, zone: step.zone };
      isShorter = (await attempt({ steps: shortest.steps.with(index, plain) })) || isShorter;
    }
  }
  return shortest;
}
