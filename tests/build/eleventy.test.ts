// A one-off build by Eleventy itself gives the same files as `broadsheet build`.
import { spawnSync } from "node:child_process";
import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { broadsheet, compareSnapshots, packageFolder, snapshot, temporaryFolder } from "./broadsheet.ts";
import { lendPictures } from "./built-once.ts";

test("Eleventy with the repository's configuration makes what broadsheet build makes, byte for byte", async () => {
  const copy = join(temporaryFolder(), "copy");
  for (const name of [
    "_data",
    "_includes",
    "posts",
    "src",
    ".eleventy.ts",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
  ])
    cpSync(join(packageFolder, name), join(copy, name), { recursive: true });
  symlinkSync(join(packageFolder, "node_modules"), join(copy, "node_modules"));
  const run = spawnSync(
    process.execPath,
    ["--import", "tsx", "node_modules/@11ty/eleventy/cmd.cjs", "--config=.eleventy.ts", "--quiet"],
    { cwd: copy, encoding: "utf8" },
  );
  assert.is(run.status, 0, run.stderr);
  const dist = join(copy, "..", "dist");
  await lendPictures(`${dist}-cache`);
  // The clock is the current minute in both: the sample has no post that waits for its time.
  const { status, errors } = await broadsheet(["build", "--site", copy, "--out", dist, "--cache", `${dist}-cache`]);
  assert.is(status, 0, errors);
  assert.equal(compareSnapshots(snapshot(join(copy, "dist")), snapshot(dist)), []);
});

test.run();
