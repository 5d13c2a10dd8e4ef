// Files below the staging folder, and what is told of them.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { digestOf } from "../../../src/parts/parts.ts";
import { stageFile } from "../../../src/publish/staging.ts";
import { temporaryFolder } from "../../build/broadsheet.ts";

const folder = temporaryFolder();
const texts = [
  "",
  "plain",
  "é’漢\u{1f600}",
  "half \ud83d of a pair",
  "x".repeat(90_000),
  "漢".repeat(200_000),
  `${"\u{1f600}".repeat(50_000)}.`,
  "short again",
];

texts.forEach((text, i) => {
  test(`a text of ${text.length} units is staged as UTF-8`, () => {
    const path = `deep/${i}/index.html`;
    const bytes = Buffer.from(text);
    const { size, digest, mtimeMs } = stageFile(folder, path, text);
    assert.ok(readFileSync(join(folder, path)).equals(bytes));
    assert.equal([size, digest, mtimeMs], [bytes.length, digestOf(bytes), statSync(join(folder, path)).mtimeMs]);
  });
});

test("bytes are staged as they are", () => {
  const bytes = Uint8Array.from([0, 255, 128]);
  assert.is(stageFile(folder, "a.png", bytes).size, 3);
  assert.ok(readFileSync(join(folder, "a.png")).equals(bytes));
});

test.run();
