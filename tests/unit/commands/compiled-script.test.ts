// Compiled code is taken from where it was kept, and from nowhere else.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compileScript } from "../../../src/workers/compiled-script.cjs";
import { temporaryFolder } from "../../build/broadsheet.ts";

const source = "(function (by) { return 'é'.length + by; })";
const run = (script: { runInThisContext: () => unknown }): unknown =>
  (script.runInThisContext() as (by: number) => number)(2);

interface Place {
  version: string;
  filename: string;
  keptFile: string;
  folder: string;
}

function makePlace(): Place {
  const folder = temporaryFolder();
  return { version: "v1", filename: "script.js", keptFile: join(folder, "script.js"), folder };
}

function keep(place: Place): string {
  const { script, keep: keepCompiled } = compileScript({ source, ...place });
  assert.is(run(script), 3);
  keepCompiled();
  const [name = ""] = readdirSync(place.folder);
  return join(place.folder, name);
}

test("what was kept is used, and not kept again", () => {
  const place = makePlace();
  const file = keep(place);
  const kept = readFileSync(file);
  writeFileSync(join(place.folder, "other"), "");
  const { script, keep: keepCompiled } = compileScript({ source, ...place });
  assert.is(script.cachedDataRejected, false);
  assert.is(run(script), 3);
  keepCompiled();
  assert.ok(readFileSync(file).equals(kept));
});

for (const [what, damage] of [
  ["cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length - 9)],
  ["empty", () => Buffer.alloc(0)],
  ["altered", (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])])],
] as const) {
  test(`kept code that is ${what} is not used, and made anew`, () => {
    const place = makePlace();
    const file = keep(place);
    const kept = readFileSync(file);
    writeFileSync(file, damage(kept));
    const { script, keep: keepCompiled } = compileScript({ source, ...place });
    assert.is(script.cachedDataRejected, undefined);
    assert.is(run(script), 3);
    keepCompiled();
    assert.is(compileScript({ source, ...place }).script.cachedDataRejected, false);
  });
}

test("code of another version of the script is not used, though it is as long", () => {
  const place = makePlace();
  keep(place);
  const other = compileScript({ source: source.replace("+ by", "- by"), ...place, version: "v2" });
  assert.is(other.script.cachedDataRejected, undefined);
  assert.is(run(other.script), -1);
});

test("where it cannot be kept, it is not", () => {
  const place = makePlace();
  const { script, keep: keepCompiled } = compileScript({
    source,
    ...place,
    keptFile: join(place.folder, "not", "there", "script.js"),
  });
  assert.is(run(script), 3);
  keepCompiled();
  assert.not(existsSync(join(place.folder, "not")));
});

test.run();
