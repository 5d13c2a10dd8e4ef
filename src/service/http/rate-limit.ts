// How many requests one address may make in a span of time; in memory alone, and of bounded size.

export interface RateLimit {
  /** Requests allowed in a span, which starts with the first of them. */
  requests: number;
  /** ms */
  span: number;
  /** Addresses remembered; past it the longest known are forgotten, so that a flood of addresses cannot fill the memory. */
  memory?: number;
}

/** How much of a full memory is forgotten at a time: a map is slow to find its first entry after many were removed. */
const forgottenShare = 1 / 60;

export class RateLimiter {
  private readonly limit: Required<RateLimit>;
  /** In the order of starts, which are on the monotonic clock, ms. */
  private readonly spans = new Map<string, { start: number; count: number }>();

  constructor(limit: RateLimit) {
    this.limit = { memory: 100_000, ...limit };
  }

  /** Counts one request of `block` at `now` (ms, monotonic); returns 0, or the whole seconds until the next may come. */
  take(block: string, now: number): number {
    const { requests, span, memory } = this.limit;
    const known = this.spans.get(block);
    if (known && now - known.start < span) {
      if (known.count >= requests) return Math.max(1, Math.ceil((known.start + span - now) / 1000));
      known.count++;
      return 0;
    }
    this.spans.delete(block);
    if (this.spans.size >= memory) this.forget(now, Math.ceil(memory * forgottenShare));
    this.spans.set(block, { start: now, count: 1 });
    return 0;
  }

  get size(): number {
    return this.spans.size;
  }

  /** Drops what has ended by `now` (ms, monotonic), and the oldest `surplus` that have not. For a timer: nobody's address stays because nobody comes. */
  forget(now: number, surplus = 0): void {
    let left = surplus;
    for (const [block, { start }] of this.spans) {
      if (now - start < this.limit.span && left-- <= 0) return;
      this.spans.delete(block);
    }
  }
}
