// Which folders a build may write to, and clear.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { documents } from "../../../src/pages/documents.ts";
import { checkOutputFolder, OutputFolderError } from "../../../src/publish/output-folder.ts";
import { temporaryFolder } from "../../build/broadsheet.ts";
import { editionOf } from "../sample-posts.ts";

const root = temporaryFolder();
const site = join(root, "home", "site");
const ours = documents(editionOf([])).find((document) => document.path === "build.json")?.text.value ?? "";

for (const [path, text] of Object.entries({
  "home/site/posts/a.md": "",
  "home/site/dist/foreign.txt": "",
  "home/site/public/build.json": ours,
  "home/site/public/old.html": "",
  "home/documents/letter.txt": "",
  "home/other/build.json": '{"generator": "Something"}',
})) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
mkdirSync(join(root, "home", "empty"));

const rows: [output: string, isRefused: RegExp | null][] = [
  ["home/site/dist", null],
  ["home/site/new", null],
  ["home/site/public", null],
  ["home/empty", null],
  ["home/not-there", null],
  ["home/site-2", null],
  ["home/documents", /holds files that Broadsheet did not make.*empty it, or choose another --out/],
  ["home/other", /holds files that Broadsheet did not make/],
  ["home/site/posts", /holds files that Broadsheet did not make/],
  ["home/site", /holds the site itself; choose another --out/],
  ["home", /holds the site itself/],
  ["", /holds the site itself/],
];

for (const [output, isRefused] of rows) {
  test(`a build into ${output || "the folder above all"} is ${isRefused ? "refused" : "allowed"}`, () => {
    const check = (): void => checkOutputFolder(join(root, output).replace(/\/$/, ""), site);
    if (isRefused === null) check();
    else assert.throws(check, (error: Error) => error instanceof OutputFolderError && isRefused.test(error.message));
  });
}

test("the root of the file system is refused", () => {
  assert.throws(() => checkOutputFolder("/", site), /holds the site itself/);
});

test.run();
