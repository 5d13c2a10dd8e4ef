// The listing of an output folder: what was seen before is read again whenever something in it has changed.
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { keepSeenFolders, loadSeenFolders, type OutputListing, scanOutput } from "../../../src/publish/scan-output.ts";
import { temporaryFolder, writeFiles } from "../../build/broadsheet.ts";

/** Later than any file of these tests: to a scan then, all folders have settled. */
const later = (): number => Date.now() + 60_000;
/** More than two ticks of the clock that folders are stamped by. */
const tick = (): Promise<void> => wait(20);

const describe = ({ paths, sizes, mtimes }: OutputListing): string[] =>
  paths.map((path, i) => `${path} ${sizes[i]} ${mtimes[i]}`).sort();

const edits: Record<string, (folder: string) => void> = {
  "a file altered in place": (folder) => writeFileSync(join(folder, "a/b/one.html"), "altered"),
  "a file replaced": (folder) => {
    writeFileSync(join(folder, "new"), "replaced");
    renameSync(join(folder, "new"), join(folder, "a/b/one.html"));
  },
  "a file added": (folder) => writeFiles(folder, { "a/b/stray.html": "stray" }),
  "a file removed": (folder) => rmSync(join(folder, "a/b/one.html")),
  "a file renamed": (folder) => renameSync(join(folder, "a/b/one.html"), join(folder, "a/b/two.html")),
  "a folder added deep below": (folder) => writeFiles(folder, { "a/b/c/d/e.html": "deep" }),
  "a folder removed": (folder) => rmSync(join(folder, "a"), { recursive: true }),
  "a folder replaced by another": (folder) => {
    rmSync(join(folder, "a/b"), { recursive: true });
    writeFiles(folder, { "a/b/other.html": "other" });
  },
  "a folder that became a file": (folder) => {
    rmSync(join(folder, "a/b"), { recursive: true });
    writeFileSync(join(folder, "a/b"), "file");
  },
  "a file that became a folder": (folder) => {
    rmSync(join(folder, "index.html"));
    mkdirSync(join(folder, "index.html"));
  },
  "a file that became a link": (folder) => {
    rmSync(join(folder, "index.html"));
    symlinkSync("a/b/one.html", join(folder, "index.html"));
  },
  "all removed": (folder) => rmSync(folder, { recursive: true }),
};

for (const [what, edit] of Object.entries(edits)) {
  test(`${what} shows in the next scan`, async () => {
    const folder = join(temporaryFolder(), "dist");
    writeFiles(folder, { "index.html": "front", "a/b/one.html": "one", "a/x.html": "x", "z/y/w.html": "w" });
    const { seen } = scanOutput(folder, undefined, later());
    await tick();
    edit(folder);
    const scan = scanOutput(folder, seen, later());
    assert.equal(describe(scan.listing), describe(scanOutput(folder).listing));
  });
}

test("folders that nothing has happened in are not read again, as far as they are kept for this output folder", () => {
  const [folder, cache] = [temporaryFolder(), temporaryFolder()];
  writeFiles(folder, { "index.html": "front", "a/b/one.html": "one" });
  const { seen, readAnew } = scanOutput(folder, undefined, later());
  assert.is(readAnew, 3);
  keepSeenFolders(cache, folder, seen);
  assert.equal(loadSeenFolders(cache, folder), seen);
  assert.is(scanOutput(folder, loadSeenFolders(cache, folder)).readAnew, 0);
  assert.is(loadSeenFolders(cache, temporaryFolder()).size, 0, "of another folder");
  writeFileSync(join(cache, "output-folders.json"), '{"of"');
  assert.is(loadSeenFolders(cache, folder).size, 0, "damaged");
});

test("a folder that changed a moment ago may change again unseen: it is not trusted", () => {
  const folder = temporaryFolder();
  writeFiles(folder, { "a/one.html": "one" });
  assert.is(scanOutput(folder).seen.size, 0);
});

test("an output folder that is a link is followed", async () => {
  const folder = temporaryFolder();
  writeFiles(folder, { "real/one.html": "one" });
  const linked = join(folder, "dist");
  symlinkSync("real", linked);
  const { seen } = scanOutput(linked, undefined, later());
  await tick();
  writeFiles(folder, { "real/two.html": "two" });
  assert.equal(scanOutput(linked, seen).listing.paths.sort(), ["one.html", "two.html"]);
});

test.run();
