// Whether an output file still is what the last build wrote.
import { mkdirSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { writeJson } from "../../../src/content/files/json-files.ts";
import { digestOf } from "../../../src/parts/parts.ts";
import {
  emptyManifest,
  isIntact,
  loadManifest,
  manifestFile,
  type OutputRecord,
  storeManifest,
} from "../../../src/publish/manifest.ts";
import { scanOutput } from "../../../src/publish/scan-output.ts";
import { temporaryFolder } from "../../build/broadsheet.ts";

const root = temporaryFolder();
let folders = 0;

/** A folder with one file of the last build, whose mtime lies in the past. */
function write(text = "as built"): { folder: string; file: string; record: OutputRecord } {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  const file = join(folder, "a.html");
  writeFileSync(file, text);
  utimesSync(file, 1_700_000_000, 1_700_000_000);
  return {
    folder,
    file,
    record: { key: "k", digest: digestOf(text), size: Buffer.byteLength(text), mtimeMs: statSync(file).mtimeMs },
  };
}

function check(folder: string, record: OutputRecord): boolean {
  const { listing } = scanOutput(folder);
  return isIntact(folder, "a.html", listing, listing.paths.indexOf("a.html"), record);
}

const rows: [what: string, change: (file: string) => void, isStillIntact: boolean][] = [
  ["untouched", () => {}, true],
  ["touched", (file) => utimesSync(file, 1_800_000_000, 1_800_000_000), true],
  ["altered, its size the same", (file) => writeFileSync(file, "as b-ilt"), false],
  ["altered to another size", (file) => writeFileSync(file, "as built!"), false],
  ["emptied", (file) => writeFileSync(file, ""), false],
];

for (const [what, change, isStillIntact] of rows) {
  test(`a file that was ${what} is ${isStillIntact ? "kept" : "made again"}`, () => {
    const { folder, file, record } = write();
    change(file);
    assert.is(check(folder, record), isStillIntact);
    if (isStillIntact) assert.is(record.mtimeMs, statSync(file).mtimeMs, "the record learns the new time");
  });
}

test("what is no file is not kept, not even an empty one", () => {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  writeFileSync(join(root, "elsewhere.html"), "");
  symlinkSync(join(root, "elsewhere.html"), join(folder, "a.html"));
  assert.not.ok(check(folder, { key: "k", digest: digestOf(""), size: 0, mtimeMs: 0 }));
});

test("the scan lists files of all folders with size and time, and links without following them", () => {
  const folder = join(root, String(folders++));
  mkdirSync(join(folder, "a", "和紙"), { recursive: true });
  mkdirSync(join(folder, "empty"));
  writeFileSync(join(folder, "a", "和紙", "index.html"), "1234");
  writeFileSync(join(folder, "rss.xml"), "12");
  symlinkSync(root, join(folder, "link"));
  symlinkSync(join(folder, "nowhere"), join(folder, "broken"));
  const { paths, sizes, mtimes } = scanOutput(folder).listing;
  assert.equal(paths.map((path, i) => `${path} ${sizes[i]}`).sort(), [
    "a/和紙/index.html 4",
    "broken -1",
    "link -1",
    "rss.xml 2",
  ]);
  assert.ok([...mtimes].every((time) => time > 0));
  assert.is(scanOutput(join(folder, "not", "there")).listing.paths.length, 0);
});

const manifests: [what: string, text: string | null][] = [
  ["is missing", null],
  ["is empty", ""],
  ["is cut off", '{"outputs":{"a":{"ke'],
  ["is something else", "[1]"],
  ["is null", "null"],
  ["is of another shape", '{"outputs":{}}'],
  ["lacks a column", '{"paths":["a.html"],"keys":["k"],"sizes":[1],"mtimes":[1],"retired":[]}'],
];

for (const [what, text] of manifests) {
  test(`a manifest that ${what} is as none`, () => {
    const cache = join(root, String(folders++));
    mkdirSync(cache);
    if (text !== null) writeFileSync(manifestFile(cache), text);
    assert.equal(loadManifest(cache), emptyManifest());
  });
}

test("a manifest is read as it was written", () => {
  const cache = join(root, String(folders++));
  mkdirSync(cache);
  const outputs = new Map([
    ["a.html", { key: "k", digest: "d", size: 1, mtimeMs: 1.5 }],
    ["和紙/index.html", { key: "l", digest: "e", size: 0, mtimeMs: 2 }],
  ]);
  const manifest = { outputs, retired: ["media/a.svg"], edition: { key: "e", pages: 2, problems: [] } };
  writeJson(manifestFile(cache), storeManifest(manifest));
  assert.equal(loadManifest(cache), manifest);
});

test.run();
