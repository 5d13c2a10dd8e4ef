// The command's own code: bundled once, compiled once, and the same whatever becomes of what was kept.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { broadsheet, packageFolder, postText, smallSite, temporaryFolder, writeFiles } from "./broadsheet.ts";

const site = temporaryFolder();
writeFiles(site, { ...smallSite, "posts/a.md": postText({}) });
const build = (): ReturnType<typeof broadsheet> =>
  broadsheet(["build", "--site", site, "--now", "2026-02-01", "--clean"]);
await build();

const code = join(packageFolder, ".cache", "code");
const folders = readdirSync(code).map((name) => join(code, name));
const newest = folders.reduce((a, b) => (statSync(a).mtimeMs > statSync(b).mtimeMs ? a : b));
const names = readdirSync(newest);

test("bundles are ASCII, so that they are read as what they are, and in one byte a character", () => {
  const bundles = names.filter((name) => name.endsWith(".cjs"));
  assert.equal(bundles.sort(), ["main.cjs", "side-thread.cjs", "store-thread.cjs", "worker.cjs"]);
  for (const name of bundles)
    assert.not(
      readFileSync(join(newest, name)).some((byte) => byte > 127),
      name,
    );
});

test("compiled code that is damaged is compiled again", async () => {
  const kept = names.filter((name) => /^main\.cjs\.\d+$/.test(name));
  assert.is(kept.length > 0, true, "the main process keeps its own");
  for (const name of kept) writeFileSync(join(newest, name), readFileSync(join(newest, name)).subarray(0, 99));
  const { status, errors } = await build();
  assert.is(status, 0, errors);
  assert.ok(kept.some((name) => statSync(join(newest, name)).size > 99));
});

test.run();
