// Counts in Redis 7.0 or Valkey 7.2 and later, for many processes at once. One script counts one view; all keys of a site share a slot.
import type { Log } from "../log.ts";
import { RedisLink } from "./redis-link.ts";
import type { ArticleNumbers, CountedView, Span, Store, View } from "./store.ts";
import { dayLength, hourLength, hoursKept, rankLength, readerLimit, viewIdLife } from "./store.ts";

export const isRedisAddress = (text: string): boolean =>
  /^rediss?:\/\/[^/?#]+(?:\/\d*)?$/.test(text) && URL.canParse(text);

/** Articles given by `listNumbers` at a time. */
const pageLength = 1_000;

export class RedisStore implements Store {
  private readonly link: RedisLink;
  /** Sites that this process has counted for: those whose old hours it removes. */
  private readonly sites = new Set<string>();
  private sweptHour = 0;

  /** @param addresses one, or several of a cluster; nothing is connected before it is needed */
  constructor(addresses: readonly string[], log: Log) {
    this.link = new RedisLink(addresses, log);
  }

  addView({ site, article, id, reader, readerLife, at }: View): Promise<CountedView> {
    this.sites.add(site);
    const hour = Math.floor(at / hourLength);
    const day = Math.floor(at / dayLength);
    const names = ["views", `id:${id}`, `reader:${reader}:${article}`, `hour:${hour}`, `day:${day}`, "buckets"];
    const keys = names.map((name) => keyOf(site, name));
    const life = reader === "" ? "" : Math.ceil(readerLife);
    const values = [article, viewIdLife, life, at, readerLimit.span, readerLimit.views, hour, day];
    return this.link.use((client) => client.countView(keys, values.map(String)));
  }

  async readViews(site: string, articles: readonly string[]): Promise<Map<string, number>> {
    if (articles.length === 0) return new Map();
    const views = await this.link.use((client) => client.hmGet(keyOf(site, "views"), [...articles]));
    return new Map(
      articles.flatMap((article, index) => (views[index] == null ? [] : [[article, Number(views[index])]])),
    );
  }

  async rank(site: string, { unit, since }: Span): Promise<[string, number][]> {
    const buckets = (await this.listBuckets(site)).filter((bucket) => bucket.unit === unit && bucket.number >= since);
    if (buckets.length === 0) return [];
    const keys = buckets.map(({ name }) => keyOf(site, name));
    const sums = await this.link.use((client) => client.zUnionWithScores(keys as [string, ...string[]]));
    const ranking = sums.sort((a, b) => b.score - a.score || compareBytes(a.value, b.value)).slice(0, rankLength);
    return ranking.map(({ value, score }) => [value, score]);
  }

  async listNumbers(site: string, after: string, withSpans: boolean): Promise<ArticleNumbers[]> {
    const ids = await this.link.use((client) => client.hKeys(keyOf(site, "views")));
    const following = ids.filter((id) => compareBytes(id, after) > 0);
    const page = following.sort(compareBytes).slice(0, pageLength);
    const views = await this.readViews(site, page);
    const numbers = page.map((id): ArticleNumbers => ({ id, views: views.get(id) ?? 0, hours: {}, days: {} }));
    if (!withSpans || page.length === 0) return numbers;
    for (const { name, unit, number } of await this.listBuckets(site)) {
      const scores = await this.link.use((client) => client.zmScore(keyOf(site, name), page));
      for (const [index, score] of scores.entries())
        if (score !== null) (numbers[index] as ArticleNumbers)[unit][number] = score;
    }
    return numbers;
  }

  async replaceNumbers(site: string, numbers: readonly ArticleNumbers[]): Promise<void> {
    const buckets = await this.listBuckets(site);
    const key = (name: string) => keyOf(site, name);
    for (const { id, views, hours, days } of numbers) {
      const counts = Object.fromEntries([
        ...Object.entries(hours).map(([hour, count]) => [`hour:${hour}`, count]),
        ...Object.entries(days).map(([day, count]) => [`day:${day}`, count]),
      ]) as Record<string, number>;
      const names = Object.keys(counts);
      await this.link.use((client) =>
        Promise.all([
          ...buckets.flatMap(({ name }) => (name in counts ? [] : [client.zRem(key(name), id)])),
          ...names.map((name) => client.zAdd(key(name), { value: id, score: counts[name] as number })),
          names.length > 0 && client.sAdd(key("buckets"), names),
          client.hSet(key("views"), id, views),
        ]),
      );
    }
  }

  /** The views of hours and days, from the oldest: "hour:491508" is a member of the set `buckets`, and the end of a key. */
  private async listBuckets(site: string) {
    const names = await this.link.use((client) => client.sMembers(keyOf(site, "buckets")));
    const buckets = names.map((name) => {
      const [unit, number] = name.split(":");
      return { name, unit: unit === "hour" ? ("hours" as const) : ("days" as const), number: Number(number) };
    });
    return buckets.sort((a, b) => a.number - b.number);
  }

  async forgetReaders(): Promise<void> {
    const pattern = { MATCH: keyOf("*", "reader:*"), COUNT: 1_000 };
    let cursor = "0";
    do {
      const found = await this.link.use((client) => client.scan(cursor, pattern));
      if (found.keys.length > 0) await this.link.use((client) => client.unlink(found.keys));
      cursor = found.cursor;
    } while (cursor !== "0");
  }

  async probe(): Promise<void> {
    await this.link.use((client) => client.set(keyOf("probe", "at"), Date.now()));
  }

  /** Ids and readers expire by themselves. */
  async sweep(now: number): Promise<void> {
    const hour = Math.floor(now / hourLength);
    if (hour === this.sweptHour) return;
    for (const site of this.sites) {
      for (const { name, unit, number } of await this.listBuckets(site)) {
        if (unit !== "hours" || number >= hour - hoursKept) continue;
        await this.link.use((client) => client.unlink(keyOf(site, name)));
        await this.link.use((client) => client.sRem(keyOf(site, "buckets"), name));
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
