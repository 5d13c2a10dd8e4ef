// The browser script's size: every reader of every page pays for it.
import { gzipSync } from "node:zlib";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { bundleCountScript } from "../../browser/counting-stub.ts";

test("the counting script is at most 1,000 bytes gzipped", async () => {
  const size = gzipSync(await bundleCountScript(), { level: 9 }).length;
  assert.ok(size <= 1000, `${size} bytes`);
});

test("the counting script holds the contract's routes and no import", async () => {
  const script = await bundleCountScript();
  assert.match(script, "/v1/view");
  assert.match(script, "/v1/counts");
  assert.not.match(script, /\b(import|require|export)\b/);
});

test.run();
