// Counts in Redis 7.0 or Valkey 7.2 and later, for many processes at once. One script counts one view; all keys of a site share a slot.
import type { Log } from "../log.ts";
import { makeScript, RedisLink } from "./redis-link.ts";
import {
  type ArticleNumbers,
  type CountedView,
  dayLength,
  hourLength,
  hoursKept,
  rankLength,
  readerLimit,
  type Span,
  type Store,
  type View,
  viewIdLife,
} from "./store.ts";

/** KEYS: totals, view id, reader, hour, day, buckets. ARGV: article, life of the id, reader's life or "", now, span, limit, hour, day. */
const countView = makeScript(`
local total = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or 0)
if not redis.call('SET', KEYS[2], 1, 'NX', 'PX', ARGV[2]) then return {'repeat', total} end
if ARGV[3] ~= '' then
  local now, recent = tonumber(ARGV[4]), 0
  for _, time in ipairs(redis.call('LRANGE', KEYS[3], 0, -1)) do
    if tonumber(time) > now - tonumber(ARGV[5]) and tonumber(time) <= now then recent = recent + 1 end
  end
  if recent >= tonumber(ARGV[6]) then return {'limited', total} end
  redis.call('LPUSH', KEYS[3], ARGV[4])
  redis.call('LTRIM', KEYS[3], 0, ARGV[6] - 1)
  redis.call('PEXPIRE', KEYS[3], ARGV[3])
end
redis.call('ZINCRBY', KEYS[4], 1, ARGV[1])
redis.call('ZINCRBY', KEYS[5], 1, ARGV[1])
redis.call('SADD', KEYS[6], 'hour:' .. ARGV[7], 'day:' .. ARGV[8])
return {'counted', redis.call('HINCRBY', KEYS[1], ARGV[1], 1)}`);

/** Articles given by `listNumbers` and taken by `replaceNumbers` at a time. */
const pageLength = 1_000;

const units = { hours: "hour", days: "day" } as const;

export class RedisStore implements Store {
  private readonly link: RedisLink;
  /** Sites that this process has counted for: those whose old hours it removes. */
  private readonly sites = new Set<string>();
  private sweptHour = 0;

  /** @param addresses one, or several of a cluster; nothing is connected before it is needed */
  constructor(addresses: readonly string[], log: Log) {
    this.link = new RedisLink(addresses, log);
  }

  async addView({ site, article, id, reader, readerLife, at }: View): Promise<CountedView> {
    this.sites.add(site);
    const hour = String(Math.floor(at / hourLength));
    const day = String(Math.floor(at / dayLength));
    const names = ["views", `id:${id}`, `reader:${reader}:${article}`, `hour:${hour}`, `day:${day}`, "buckets"];
    const values = [
      article,
      viewIdLife,
      reader === "" ? "" : Math.ceil(readerLife),
      at,
      readerLimit.span,
      readerLimit.views,
      hour,
      day,
    ];
    const [outcome, views] = (await this.link.run(
      countView,
      names.map((name) => keyOf(site, name)),
      values.map(String),
    )) as [CountedView["outcome"], number];
    return { outcome, views };
  }

  async readViews(site: string, articles: readonly string[]): Promise<Map<string, number>> {
    if (articles.length === 0) return new Map();
    const key = keyOf(site, "views");
    const numbers = (await this.link.command(key, "HMGET", key, ...articles)) as (string | null)[];
    return new Map(
      articles.flatMap((article, index) => (numbers[index] == null ? [] : [[article, Number(numbers[index])]])),
    );
  }

  async rank(site: string, { unit, since }: Span): Promise<[string, number][]> {
    const keys = (await this.listBuckets(site))
      .filter((bucket) => bucket.unit === unit && bucket.number >= since)
      .map(({ key }) => key);
    if (keys.length === 0) return [];
    const flat = (await this.link.command(
      keys[0] as string,
      "ZUNION",
      String(keys.length),
      ...keys,
      "WITHSCORES",
    )) as string[];
    const ranking = Array.from({ length: flat.length / 2 }, (_, index): [string, number] => [
      flat[index * 2] as string,
      Number(flat[index * 2 + 1]),
    ]);
    return ranking.sort(([a, left], [b, right]) => right - left || compareBytes(a, b)).slice(0, rankLength);
  }

  async listNumbers(site: string, after: string, withSpans: boolean): Promise<ArticleNumbers[]> {
    const key = keyOf(site, "views");
    const ids = ((await this.link.command(key, "HKEYS", key)) as string[])
      .filter((id) => compareBytes(id, after) > 0)
      .sort(compareBytes);
    const page = ids.slice(0, pageLength);
    const views = await this.readViews(site, page);
    const numbers = page.map((id): ArticleNumbers => ({ id, views: views.get(id) ?? 0, hours: {}, days: {} }));
    if (!withSpans || page.length === 0) return numbers;
    for (const { key, unit, number } of await this.listBuckets(site)) {
      const scores = (await this.link.command(key, "ZMSCORE", key, ...page)) as (string | null)[];
      for (const [index, score] of scores.entries())
        if (score !== null) (numbers[index] as ArticleNumbers)[unit][number] = Number(score);
    }
    return numbers;
  }

  async replaceNumbers(site: string, numbers: readonly ArticleNumbers[]): Promise<void> {
    const key = keyOf(site, "views");
    const buckets = await this.listBuckets(site);
    for (const { id, views, hours, days } of numbers) {
      await Promise.all(buckets.map((bucket) => this.link.command(bucket.key, "ZREM", bucket.key, id)));
      const spans = [
        ...Object.entries(hours).map(([number, count]) => [`hour:${number}`, count] as const),
        ...Object.entries(days).map(([number, count]) => [`day:${number}`, count] as const),
      ];
      await Promise.all(
        spans.map(([name, count]) => this.link.command(key, "ZADD", keyOf(site, name), String(count), id)),
      );
      if (spans.length > 0)
        await this.link.command(key, "SADD", keyOf(site, "buckets"), ...spans.map(([name]) => name));
      await this.link.command(key, "HSET", key, id, String(views));
    }
  }

  private async listBuckets(site: string): Promise<{ key: string; unit: Span["unit"]; number: number }[]> {
    const key = keyOf(site, "buckets");
    const names = (await this.link.command(key, "SMEMBERS", key)) as string[];
    const buckets = names.map((name) => ({
      key: keyOf(site, name),
      unit: name.startsWith(units.hours) ? ("hours" as const) : ("days" as const),
      number: Number(name.split(":")[1]),
    }));
    return buckets.sort((a, b) => a.number - b.number);
  }

  async forgetReaders(): Promise<void> {
    const keys = await this.link.findKeys(keyOf("*", "reader:*"));
    await Promise.all(keys.map((key) => this.link.command(key, "UNLINK", key)));
  }

  async probe(): Promise<void> {
    const key = keyOf("probe", "at");
    await this.link.command(key, "SET", key, String(Date.now()));
  }

  /** Ids and readers expire by themselves. */
  async sweep(now: number): Promise<void> {
    const hour = Math.floor(now / hourLength);
    if (hour === this.sweptHour) return;
    for (const site of this.sites) {
      for (const { key, unit, number } of await this.listBuckets(site)) {
        if (unit !== "hours" || number >= hour - hoursKept) continue;
        await this.link.command(key, "UNLINK", key);
        await this.link.command(key, "SREM", keyOf(site, "buckets"), `hour:${number}`);
      }
    }
    this.sweptHour = hour;
  }

  close(): Promise<void> {
    return this.link.close();
  }
}

/** The braces are the hash tag: https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags */
const keyOf = (site: string, name: string) => `broadsheet:{${site}}:${name}`;

const compareBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
