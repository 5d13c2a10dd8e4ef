// Keys of readers: the same for a day, over a restart too, and never again after it.
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { ReaderKeys } from "../../../../src/service/http/reader-keys.ts";
import { temporaryFolder } from "../../../build/broadsheet.ts";

const noon = Date.UTC(2026, 0, 31, 12);
const make = (file: string, now = noon) => {
  const clock = { now };
  return { keys: new ReaderKeys(file, () => clock.now), clock };
};

test("a key has ten bytes, and differs by site, address and agent", () => {
  const { keys } = make(join(temporaryFolder(), "salt"));
  const key = keys.keyOf("times", "203.0.113.1", "Firefox");
  assert.is(Buffer.from(key, "base64url").length, 10);
  const all = new Set([
    key,
    keys.keyOf("post", "203.0.113.1", "Firefox"),
    keys.keyOf("times", "203.0.113.2", "Firefox"),
    keys.keyOf("times", "203.0.113.1", "Chrome"),
  ]);
  assert.is(all.size, 4);
  assert.is(keys.keyOf("times", "203.0.113.1", "Firefox"), key);
});

test("a restart on the same day keeps the salt, in a file for its owner alone", () => {
  const file = join(temporaryFolder(), "data", "salt");
  const { keys } = make(file);
  keys.save();
  assert.is(statSync(file).mode & 0o777, 0o600);
  const { keys: again } = make(file, noon + 3_600_000);
  assert.is(again.keyOf("times", "a", "b"), keys.keyOf("times", "a", "b"));
  assert.is(again.hasOldKeys, false);
});

test("a new day, forward or back, brings a new salt over the old one's bytes", () => {
  const file = join(temporaryFolder(), "salt");
  const { keys, clock } = make(file);
  keys.save();
  keys.hasOldKeys = false;
  let old = readFileSync(file, "latin1");
  for (const step of [86_400_000, -86_400_000]) {
    const key = keys.keyOf("times", "a", "b");
    clock.now += step;
    assert.is.not(keys.keyOf("times", "a", "b"), key);
    assert.is(keys.hasOldKeys, true);
    keys.save();
    const text = readFileSync(file, "latin1");
    assert.not.match(text, old.slice(6, 70));
    old = text;
  }
});

test("yesterday's file is not used, nor one that is broken", () => {
  const file = join(temporaryFolder(), "salt");
  const { keys } = make(file);
  keys.save();
  const { keys: next } = make(file, noon + 86_400_000);
  assert.is(next.hasOldKeys, true);
  assert.is.not(next.keyOf("times", "a", "b"), keys.keyOf("times", "a", "b"));
  writeFileSync(file, "nonsense");
  assert.is(make(file).keys.hasOldKeys, true);
});

test("no key outlives the day", () => {
  const { keys, clock } = make(join(temporaryFolder(), "salt"));
  assert.is(keys.timeLeft, 12 * 3_600_000);
  clock.now += 12 * 3_600_000 - 1;
  assert.is(keys.timeLeft, 1);
});

test.run();
