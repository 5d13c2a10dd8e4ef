// What one worker takes at a time.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { chunk } from "../../../src/workers/chunk.ts";

test("a list is cut into full parts, and a rest", () => {
  assert.equal(chunk([], 3), []);
  assert.equal(chunk([1, 2, 3], 3), [[1, 2, 3]]);
  assert.equal(chunk([1, 2, 3, 4, 5, 6, 7], 3), [[1, 2, 3], [4, 5, 6], [7]]);
});

test("heavy items share a part with fewer, and one that is too heavy is alone", () => {
  assert.equal(
    chunk([1, 1, 2, 9, 1, 3, 1], 4, (weight) => weight),
    [[1, 1, 2], [9], [1, 3], [1]],
  );
});

test.run();
