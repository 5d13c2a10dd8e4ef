// The law of the incremental build: after any sequence of edits, dist/ is byte for byte what a clean build at the same clock makes.
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { broadsheet, compareSnapshots, snapshot, temporaryFolder } from "./broadsheet.ts";
import { Chance, EditedSite } from "./edits.ts";

// BROADSHEET_SEED repeats one sequence; the seeds of a day are those of the next, so that a failure can be found again.
const seeds =
  process.env.BROADSHEET_SEED === undefined
    ? Array.from({ length: 60 }, (_, i) => 1000 + i)
    : [Number(process.env.BROADSHEET_SEED)];
const zones = ["UTC", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Chatham"];
const sequencesAtOnce = 2;

async function followSequence(seed: number): Promise<string[]> {
  const chance = new Chance(seed);
  const folder = temporaryFolder();
  const site = new EditedSite(folder, chance, 6 + chance.below(30));
  const steps: string[] = [];
  const build = (more: string[] = [], killAfter?: number) =>
    broadsheet(
      [
        "build",
        "--site",
        site.folder,
        "--out",
        site.output,
        "--cache",
        site.cache,
        "--now",
        new Date(site.now).toISOString(),
        ...more,
      ],
      {
        environment: { TZ: chance.pick(zones) },
        ...(killAfter === undefined ? {} : { killAfter }),
      },
    );
  await build();
  for (let step = 0; step < 5 + chance.below(3); step++) {
    for (let edits = 1 + chance.below(2); edits > 0; edits--) steps.push(site.edit());
    if (chance.below(4) === 0) {
      const killAfter = chance.below(900);
      steps.push(`kill -9 after ${killAfter} ms`);
      await build([], killAfter);
    } else {
      const { status, errors } = await build();
      if (status !== 0) return [`after ${steps.join(", ")}: exit code ${status}: ${errors}`];
    }
  }
  // Twice: a hashed asset stays for one build after the last page that named it.
  for (let i = 0; i < 2; i++) {
    const { status, errors } = await build();
    if (status !== 0) return [`after ${steps.join(", ")}: exit code ${status}: ${errors}`];
  }
  const clean = join(folder, "clean");
  const reference = await broadsheet(
    [
      "build",
      "--site",
      site.folder,
      "--out",
      clean,
      "--cache",
      `${clean}-cache`,
      "--now",
      new Date(site.now).toISOString(),
      "--clean",
    ],
    {
      environment: { TZ: "UTC" },
    },
  );
  if (reference.status !== 0) return [`the clean build failed: ${reference.errors}`];
  const differences = compareSnapshots(snapshot(site.output), snapshot(clean));
  return differences.length === 0 ? [] : [`after ${steps.join(", ")}`, ...differences];
}

test("after any sequence of edits the output equals a clean build's", async () => {
  console.log(`seeds ${seeds.join(" ")}`);
  const failures: string[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < seeds.length) {
      const seed = seeds[next++] as number;
      const differences = await followSequence(seed);
      if (differences.length > 0) failures.push(`seed ${seed}: ${differences.join("\n  ")}`);
    }
  };
  await Promise.all(Array.from({ length: sequencesAtOnce }, work));
  assert.equal(failures, [], failures.join("\n"));
});

test.run();
