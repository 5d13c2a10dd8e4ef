// The commit: whatever interrupts it, the output folder is as before or, after the next build's repair, as decided.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { commitBuild, type Journal, newStagingFolder, recoverCommit } from "../../../src/publish/commit.ts";
import { emptyManifest, loadManifest, type Manifest, storeManifest } from "../../../src/publish/manifest.ts";
import { stageFile } from "../../../src/publish/staging.ts";
import { temporaryFolder } from "../../build/broadsheet.ts";
import { intercept, killAfter } from "./failing-files.ts";

const root = temporaryFolder();
let folders = 0;
const freshFolder = (): string => {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  return folder;
};

interface Build {
  cache: string;
  output: string;
  commit: Journal;
  manifest: Manifest;
}

const old: Record<string, string> = {
  "index.html": "old front",
  "a/index.html": "old a",
  "gone/deep/index.html": "old gone",
  file: "old file",
  "folder/x.html": "old x",
  "kept.txt": "kept",
};
const staged: Record<string, string> = {
  "media/p.svg": "new picture",
  "index.html": "new front",
  "a/index.html": "new a",
  "a/new/deep/index.html": "new below a",
  "a/new/index.html": "new beside",
  "file/index.html": "was a file",
  folder: "was a folder",
  "rss.xml": "new feed",
};
const removals = ["gone/deep/index.html", "folder/x.html", "file"];
const decided: Record<string, string> = { "kept.txt": "kept", ...staged };

function write(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Path → text, folders that hold nothing as "path/". */
function read(folder: string): Record<string, string> {
  const found: [string, string][] = [];
  const walk = (relative: string): void => {
    const entries = existsSync(join(folder, relative))
      ? readdirSync(join(folder, relative), { withFileTypes: true })
      : [];
    if (entries.length === 0 && relative !== "") found.push([`${relative}/`, ""]);
    for (const entry of entries) {
      const path = relative === "" ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else found.push([path, readFileSync(join(folder, path), "utf8")]);
    }
  };
  walk("");
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const sorted = (files: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));

/** A build that has staged its files, with the last build's output and manifest in place. */
function prepare(existing = old, cacheFolder = ""): Build {
  const folder = freshFolder();
  const [cache, output] = [cacheFolder === "" ? join(folder, "cache") : cacheFolder, join(folder, "dist")];
  write(output, existing);
  write(cache, { "manifest.json": JSON.stringify(storeManifest({ ...emptyManifest(), retired: ["last build"] })) });
  const stagingFolder = newStagingFolder(cache);
  mkdirSync(stagingFolder, { recursive: true });
  for (const [path, text] of Object.entries(staged)) stageFile(stagingFolder, path, text);
  return {
    cache,
    output,
    commit: { outputFolder: output, stagingFolder, moves: Object.keys(staged), removals },
    manifest: { outputs: new Map(), retired: ["this build"], edition: null },
  };
}

function assertDone({ cache, output }: Build, what: string): void {
  assert.equal(read(output), sorted(decided), what);
  assert.equal(loadManifest(cache).retired, ["this build"], what);
  assert.equal(readdirSync(cache), ["manifest.json"], `${what}: nothing is left over`);
}

test("a commit moves, removes and saves; a file may become a folder and a folder a file", () => {
  const build = prepare();
  commitBuild(build.cache, build.commit, build.manifest);
  assertDone(build, "commit");
});

test("a commit into a folder that is not there makes it", () => {
  const build = prepare({});
  commitBuild(build.cache, build.commit, build.manifest);
  assert.equal(read(build.output), sorted(staged));
});

test("a build killed ahead of any change has done nothing, or all of it after the next build's repair", () => {
  let kills = 0;
  const seen = { before: 0, after: 0 };
  for (let after = 0; ; after++) {
    const build = prepare();
    if (!killAfter(after, () => commitBuild(build.cache, build.commit, build.manifest))) break;
    kills++;
    const isDecided =
      existsSync(join(build.cache, "journal.json")) || loadManifest(build.cache).retired[0] === "this build";
    if (!isDecided)
      assert.equal(
        read(build.output),
        sorted(old),
        `killed ahead of change ${after}: nothing was decided, so nothing has moved`,
      );
    recoverCommit(build.cache, build.output);
    if (isDecided) {
      seen.after++;
      assertDone(build, `killed ahead of change ${after}`);
    } else {
      seen.before++;
      assert.equal(read(build.output), sorted(old));
      assert.equal(loadManifest(build.cache).retired, ["last build"]);
      assert.equal(readdirSync(build.cache), ["manifest.json"]);
    }
  }
  assert.ok(kills > 15 && seen.before > 0 && seen.after > 10, `${kills} kills`);
});

test("a repair that is killed is repaired itself", () => {
  for (let after = 0; after < 40; after++) {
    const build = prepare();
    killAfter(12, () => commitBuild(build.cache, build.commit, build.manifest));
    const isKilled = killAfter(after, () => recoverCommit(build.cache, build.output));
    recoverCommit(build.cache, build.output);
    assertDone(build, `repair killed ahead of change ${after}`);
    if (!isKilled) break;
  }
});

test("pages that readers meet during a commit are whole, and assets come first", () => {
  const build = prepare();
  const moved: string[] = [];
  intercept(
    (writer, [, to = ""]) => {
      if (writer === "renameSync" && to.startsWith(build.output)) moved.push(to.slice(build.output.length + 1));
      for (const [path, text] of Object.entries(read(build.output)))
        if (!path.endsWith("/")) assert.ok(text === old[path] || text === staged[path], `${path} is "${text}"`);
    },
    () => commitBuild(build.cache, build.commit, build.manifest),
  );
  assert.equal(
    [...new Set(moved)],
    ["media", "index.html", "a/index.html", "a/new", "file", "folder", "rss.xml"],
    "new folders come whole",
  );
});

test("between file systems, where nothing can be renamed, files are copied beside their place", () => {
  const build = prepare();
  const failure = Object.assign(new Error("cross-device link not permitted"), { code: "EXDEV" });
  intercept(
    (writer, [from = "", to = ""]) => {
      if (writer === "renameSync" && from.startsWith(build.cache) && to.startsWith(build.output)) throw failure;
    },
    () => commitBuild(build.cache, build.commit, build.manifest),
  );
  assertDone(build, "across file systems");
});

// Linux keeps one file system in memory, which is never that of the temporary folder's disk; elsewhere there is nothing to test with.
const memory =
  existsSync("/dev/shm") && statSync("/dev/shm").dev !== statSync(root).dev ? mkdtempSync("/dev/shm/broadsheet-") : "";
process.once("exit", () => memory !== "" && rmSync(memory, { recursive: true, force: true }));

test("a build with its cache on another file system, killed ahead of any change, is repaired as well", () => {
  if (memory === "") return;
  for (let after = 0; ; after++) {
    const build = prepare(old, join(memory, String(after)));
    const isKilled = killAfter(after, () => commitBuild(build.cache, build.commit, build.manifest));
    const isDecided =
      !isKilled ||
      existsSync(join(build.cache, "journal.json")) ||
      loadManifest(build.cache).retired[0] === "this build";
    if (isKilled) recoverCommit(build.cache, build.output);
    if (isDecided) assertDone(build, `killed ahead of change ${after}`);
    else {
      // What was copied there before the commit was decided is foreign to the next build, which removes it.
      const left = Object.entries(read(build.output)).filter(([path]) => !path.startsWith(".staging-"));
      assert.equal(Object.fromEntries(left), sorted(old));
    }
    if (!isKilled) break;
  }
});

test("a disk that is too full for the copies of a cache on another file system shows before anything is replaced", () => {
  if (memory === "") return;
  const build = prepare(old, join(memory, "full"));
  let copies = 0;
  assert.throws(
    () =>
      intercept(
        (writer) => {
          if (writer === "copyFileSync" && copies++ === 3)
            throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
        },
        () => commitBuild(build.cache, build.commit, build.manifest),
      ),
    /no space left/,
  );
  recoverCommit(build.cache, build.output);
  assert.equal(read(build.output), sorted(old));
  assert.equal(loadManifest(build.cache).retired, ["last build"]);
});

test("a disk that fails in the middle throws its error, and the next build completes the commit", () => {
  const build = prepare();
  const failure = Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  assert.throws(
    () =>
      intercept(
        (writer, [, to = ""]) => {
          if (writer === "renameSync" && to.endsWith("rss.xml")) throw failure;
        },
        () => commitBuild(build.cache, build.commit, build.manifest),
      ),
    /no space left/,
  );
  recoverCommit(build.cache, build.output);
  assertDone(build, "after a full disk");
});

test("the journal of another output folder is dropped, its folder left alone", () => {
  const build = prepare();
  killAfter(12, () => commitBuild(build.cache, build.commit, build.manifest));
  const [before, other] = [read(build.output), join(dirname(build.output), "other")];
  recoverCommit(build.cache, other);
  assert.equal(read(build.output), before);
  assert.not.ok(existsSync(other));
  assert.not.ok(existsSync(join(build.cache, "journal.json")) || existsSync(join(build.cache, "staging")));
});

test("what is to be removed may be gone, and folders that still hold something stay", () => {
  const build = prepare({ "a/b/c.html": "c", "a/b/d.html": "d", "e/f.html": "f" });
  commitBuild(
    build.cache,
    { ...build.commit, moves: [], removals: ["a/b/c.html", "e/f.html", "never/was.html"] },
    build.manifest,
  );
  assert.equal(read(build.output), { "a/b/d.html": "d" });
});

test("there is nothing to recover in a fresh cache", () => {
  const folder = freshFolder();
  recoverCommit(join(folder, "cache"), join(folder, "dist"));
  assert.equal(readdirSync(folder), []);
});

test.run();
