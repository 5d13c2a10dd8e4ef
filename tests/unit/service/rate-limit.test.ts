// How many requests an address may make in a span.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { RateLimiter } from "../../../src/service/rate-limit.ts";

test("so many in a span, which starts with the first; then the seconds until it ends", () => {
  const limiter = new RateLimiter({ requests: 3, span: 60_000 });
  assert.equal(
    [0, 1, 2].map((now) => limiter.take("a", now)),
    [0, 0, 0],
  );
  assert.is(limiter.take("a", 1_500), 59);
  assert.is(limiter.take("b", 1_500), 0);
  assert.is(limiter.take("a", 59_999), 1);
  assert.is(limiter.take("a", 60_000), 0);
});

test("what has ended is forgotten, and never more than the memory is kept", () => {
  const limiter = new RateLimiter({ requests: 1, span: 1_000, memory: 10 });
  for (let index = 0; index < 100; index++) limiter.take(`a${index}`, 0);
  assert.ok(limiter.size <= 11);
  assert.ok(limiter.take("a99", 1) > 0, "the newest are remembered");
  for (let index = 0; index < 20; index++) limiter.take(`b${index}`, 2_000 + index * 1_000);
  assert.ok(limiter.size <= 2);
});

test.run();
