// How many requests an address may make in a span.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { RateLimiter } from "../../../../src/service/http/rate-limit.ts";

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
  limiter.take("b", 900);
  limiter.forget(1_500);
  assert.is(limiter.size, 1, "that one is remembered");
  limiter.forget(1_900);
  assert.is(limiter.size, 0);
});

test("a flood of addresses drops a few of the oldest at a time", () => {
  const limiter = new RateLimiter({ requests: 1, span: 60_000, memory: 600 });
  for (let index = 0; index < 600; index++) limiter.take(`a${index}`, index);
  assert.is(limiter.size, 600);
  limiter.take("b", 600);
  assert.is(limiter.size, 591);
  assert.ok(limiter.take("a10", 601) > 0, "the eleventh is remembered");
  assert.is(limiter.take("a9", 602), 0, "the tenth is forgotten");
});

test("an address that comes again after its span counts as new, and holds up the forgetting of no other", () => {
  const limiter = new RateLimiter({ requests: 1, span: 1_000, memory: 60 });
  limiter.take("a", 0);
  limiter.take("b", 500);
  limiter.take("c", 990);
  assert.is(limiter.take("a", 1_000), 0);
  limiter.forget(1_600);
  assert.is(limiter.size, 2, "b is forgotten");
  assert.ok(limiter.take("a", 1_900) > 0);
});

test.run();
