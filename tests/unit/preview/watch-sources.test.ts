// What the live preview notices. Waits have an upper end, but no duration is asserted.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { watchSources } from "../../../src/preview/watch-sources.ts";

/** A change has to be noticed by then, in milliseconds; the machine may be busy. */
const patience = 10_000;
const installed = "/nowhere/node_modules/broadsheet";

interface Watched {
  write: (file: string) => void;
  /** How often a change was noticed so far. */
  changes: () => number;
  /** Writes the file and resolves with whether a change was noticed. */
  isNoticed: (file: string) => Promise<boolean>;
}

/** @param packageFolder where the package is developed inside the site; without it, it is installed elsewhere. */
function watchTest(name: string, run: (watched: Watched) => Promise<void>, packageFolder?: string): void {
  test(name, async () => {
    const folder = mkdtempSync(join(tmpdir(), "broadsheet-watch-"));
    for (const name of ["posts", "_data"]) mkdirSync(join(folder, name));
    if (packageFolder !== undefined)
      for (const name of ["src", "_includes"]) mkdirSync(join(folder, packageFolder, name), { recursive: true });
    let changes = 0;
    let onChange = (): void => {};
    const watcher = await watchSources(
      folder,
      packageFolder === undefined ? installed : join(folder, packageFolder),
      () => {
        changes += 1;
        onChange();
      },
    );
    const write = (file: string): void => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), "{}");
    };
    const isNoticed = (file: string): Promise<boolean> =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, patience, false);
        onChange = () => {
          clearTimeout(timer);
          resolve(true);
        };
        write(file);
      });
    try {
      await run({ write, changes: () => changes, isNoticed });
    } finally {
      await watcher.close();
      rmSync(folder, { recursive: true });
    }
  });
}

for (const file of [
  ".state/counts.json",
  "_includes/partials/footer.njk",
  "posts/2026/tin/index.md",
  "_data/site.json",
])
  watchTest(`${file} is noticed when it appears, and again when it changes`, async ({ isNoticed }) => {
    assert.ok(await isNoticed(file), "appears");
    assert.ok(await isNoticed(file), "changes");
  });

watchTest("folders that are absent at first are noticed one after the other", async ({ isNoticed }) => {
  assert.ok(await isNoticed("_includes/partials/footer.njk"));
  assert.ok(await isNoticed(".state/counts.json"));
});

watchTest("what is built, and what editors leave, is not noticed", async ({ write, changes, isNoticed }) => {
  for (const file of [
    "dist/index.html",
    ".cache/posts.json",
    "posts/steel.md~",
    "posts/.#steel.md",
    "posts/.steel.md.swp",
    "notes.md",
  ])
    write(file);
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.is(changes(), 0);
  assert.ok(await isNoticed("posts/last.md"));
});

watchTest(
  "the package's own code is watched where it is developed, even inside the site",
  async ({ isNoticed }) => {
    assert.ok(await isNoticed("vendor/broadsheet/src/commands/main.ts"));
    assert.ok(await isNoticed("vendor/broadsheet/_includes/base.njk"));
  },
  "vendor/broadsheet",
);

test.run();
