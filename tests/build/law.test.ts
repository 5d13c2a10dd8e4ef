// The law of the incremental build: after any sequence of edits, dist/ is byte for byte what a clean build at the same clock makes.
import { randomInt } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { packageFolder, snapshot, temporaryFolder } from "./broadsheet.ts";
import { Chance } from "./chance.ts";
import { EditedSite } from "./edited-site.ts";
import { edits, namesOf } from "./edits.ts";
import { findLeftovers } from "./processes.ts";
import {
  allHere,
  allToWorkers,
  type Breach,
  drawSequence,
  follow,
  type Sequence,
  type Step,
  shorten,
  type Thresholds,
  takeBuild,
} from "./sequences.ts";

const { BROADSHEET_SEED, BROADSHEET_STEPS, BROADSHEET_LONG_TESTS } = process.env;
/** The same in every run, so that what failed once is seen again. */
const fixedSeeds = Array.from({ length: 19 }, (_, i) => 1000 + i);
/** Others in every run, so that what no run has met is met some day. */
const freshSeeds = Array.from({ length: BROADSHEET_LONG_TESTS ? 600 : 5 }, () => randomInt(2 ** 32));
const sequencesAtOnce = 2;
const shorteningTime = 180_000; // ms

/** BROADSHEET_SEED repeats one sequence, BROADSHEET_STEPS one that was shortened. */
function chooseSequences(): Sequence[] {
  if (BROADSHEET_STEPS !== undefined) return [JSON.parse(BROADSHEET_STEPS) as Sequence];
  const seeds = BROADSHEET_SEED === undefined ? [...fixedSeeds, ...freshSeeds] : [Number(BROADSHEET_SEED)];
  console.log(`seeds ${seeds.join(" ")}`);
  return seeds.map(drawSequence);
}

async function describeFailure(sequence: Sequence, { steps, faults }: Breach): Promise<string> {
  const broken = { ...sequence, steps: sequence.steps.slice(0, steps) };
  const fails = async (candidate: Sequence) => (await follow(candidate)) !== null;
  const shortest = await shorten(broken, fails, Date.now() + shorteningTime);
  return [
    `BROADSHEET_SEED=${sequence.seed} fails at step ${steps}:`,
    ...faults,
    "The shortest part of it that fails too:",
    `BROADSHEET_STEPS='${JSON.stringify(shortest)}'`,
    ...((await follow(shortest))?.faults ?? ["not always"]),
  ].join("\n  ");
}

test("a failing sequence is shortened to the steps that matter", async () => {
  const [wanted, ...others] = namesOf(edits).map((edit, seed) => ({ edit, seed }));
  const plain = { build: {}, workers: 1, zone: "UTC" };
  const steps = [
    ...others.slice(9),
    { ...plain, build: { pagesPerJob: 1 } },
    wanted as Step,
    ...others.slice(0, 9),
    plain,
  ];
  const fails = async ({ steps, posts }: Sequence) =>
    posts > 3 &&
    steps.findIndex((step) => "build" in step) < steps.indexOf(wanted as Step) &&
    steps.some((step) => "build" in step);
  const shortest = await shorten({ seed: 1, posts: 40, steps }, fails, Date.now() + 60_000);
  assert.equal(shortest, { seed: 1, posts: 5, steps: [plain, wanted] });
});

const isTold = readdirSync(join(packageFolder, "src/workers")).some((name) =>
  readFileSync(join(packageFolder, "src/workers", name), "utf8").includes("BROADSHEET_THRESHOLDS"),
);
const toldTest = isTold ? test : test.skip;

toldTest(
  "told to, a build of a small site works in worker processes; without one it fails, and writes nothing",
  async () => {
    const site = new EditedSite(temporaryFolder(), new Chance(1), 8);
    const lose = (build: Thresholds) =>
      takeBuild(site, { build, workers: 2, zone: "UTC", kill: { victim: "worker", after: 0 } }, 0);
    const { status, pid } = await lose({ ...allToWorkers, postsPerJob: 1, pagesPerJob: 1 });
    assert.is.not(status, 0);
    assert.equal([snapshot(site.output).size, await findLeftovers(new Set([pid]))], [0, []]);
    assert.is((await lose(allHere)).status, 0, "there was none to kill");
  },
);

test("after any sequence of edits the output equals a clean build's", async () => {
  const waiting = chooseSequences();
  const broken: { sequence: Sequence; breach: Breach }[] = [];
  const work = async (): Promise<void> => {
    for (let sequence = waiting.shift(); sequence !== undefined; sequence = waiting.shift()) {
      const breach = await follow(sequence);
      if (breach !== null) broken.push({ sequence, breach });
    }
  };
  await Promise.all(Array.from({ length: sequencesAtOnce }, work));
  const [first] = broken;
  if (first === undefined) return;
  console.log(`broken by seeds ${broken.map(({ sequence }) => sequence.seed).join(" ")}`);
  // One is enough to begin with.
  assert.unreachable(await describeFailure(first.sequence, first.breach));
});

test.run();
