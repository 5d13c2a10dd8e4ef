// Counts in one SQLite file. Views of one turn of the event loop are one transaction, synced to disk before any of them is answered.
import { SqliteFile } from "./sqlite-file.ts";
import { countBatch } from "./sqlite-views.ts";
import {
  type ArticleNumbers,
  type CountedView,
  hourLength,
  hoursKept,
  rankLength,
  readerLimit,
  type Span,
  type Store,
  StoreUnavailable,
  type View,
  viewIdLife,
} from "./store.ts";

interface WaitingViews {
  views: readonly View[];
  /** On the monotonic clock, ms. */
  since: number;
  resolve: (counted: CountedView[]) => void;
  reject: (error: Error) => void;
}

/** How long views wait for another process to let go of the file, and how often it is asked, ms. */
const patience = 1_500;
const busyPause = 15;
/** How often it is looked whether the file is still the one that was opened, ms. */
const placeInterval = 1_000;
/** Rows looked at in one step of the sweep: about a millisecond of work. */
const sweepStep = 2_000;
/** Articles read at a time by `listNumbers`. */
const pageLength = 2_000;

export class SqliteStore implements Store {
  private readonly file: SqliteFile;
  private waiting: WaitingViews[] = [];
  private isScheduled = false;
  private placeCheckedAt = 0;
  private readonly cursors = { view_ids: ["id", ""], readers: ["key", ""] };

  /** @param path of the file, made where it is not there yet; nothing is opened before it is needed. */
  constructor(path: string) {
    this.file = new SqliteFile(path);
  }

  async addView(view: View): Promise<CountedView> {
    const [counted] = await this.addViews([view]);
    return counted as CountedView;
  }

  /** In the order of `views`; all are committed, or none. @throws StoreUnavailable */
  addViews(views: readonly View[]): Promise<CountedView[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ views, since: performance.now(), resolve, reject });
      this.schedule(0);
    });
  }

  private schedule(pause: number): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    const flush = () => {
      this.isScheduled = false;
      this.flush();
    };
    if (pause === 0) setImmediate(flush);
    else setTimeout(flush, pause);
  }

  private flush(): void {
    const batches = this.waiting;
    this.waiting = [];
    try {
      const now = performance.now();
      if (now - this.placeCheckedAt > placeInterval) {
        this.placeCheckedAt = now;
        this.file.checkIsInPlace();
      }
      const counted = countBatch(
        this.file,
        batches.flatMap(({ views }) => views),
      );
      for (const { views, resolve } of batches) resolve(counted.splice(0, views.length));
    } catch (error) {
      this.fail(batches, error as Error);
    }
  }

  /** Tries again what another process holds up; the rest is refused. */
  private fail(batches: WaitingViews[], error: Error): void {
    const isBusy = error instanceof StoreUnavailable && error.reason === "busy";
    const now = performance.now();
    for (const waiting of batches) {
      if (isBusy && now - waiting.since < patience) this.waiting.push(waiting);
      else waiting.reject(error);
    }
    if (this.waiting.length > 0) this.schedule(busyPause);
  }

  async readViews(site: string, articles: readonly string[]): Promise<Map<string, number>> {
    const rows = this.file.all(
      "SELECT id, views FROM articles JOIN totals ON article = number WHERE site = ?1 AND id IN (SELECT value FROM json_each(?2))",
      [site, JSON.stringify(articles)],
    );
    return new Map(rows as [string, number][]);
  }

  async rank(site: string, { unit, since }: Span): Promise<[string, number][]> {
    const bucket = unit === "hours" ? "hour" : "day";
    const rows = this.file.all(
      `SELECT id, sum(views) AS sum FROM ${unit} JOIN articles ON number = article WHERE ${bucket} >= ?1 AND site = ?2 GROUP BY number ORDER BY sum DESC, id LIMIT ${rankLength}`,
      [since, site],
    );
    return rows as [string, number][];
  }

  async listNumbers(site: string, after: string, withSpans: boolean): Promise<ArticleNumbers[]> {
    const rows = this.file.all(
      `SELECT number, id, views FROM articles JOIN totals ON article = number WHERE site = ?1 AND id > ?2 ORDER BY id LIMIT ${pageLength}`,
      [site, after],
    );
    const page = new Map(
      (rows as [number, string, number][]).map(([number, id, views]) => [
        number,
        { id, views, hours: {}, days: {} } as ArticleNumbers,
      ]),
    );
    if (withSpans) this.readSpans(page);
    return [...page.values()];
  }

  private readSpans(page: ReadonlyMap<number, ArticleNumbers>): void {
    const numbers = JSON.stringify([...page.keys()]);
    for (const [unit, bucket] of [["hours", "hour"] as const, ["days", "day"] as const]) {
      const rows = this.file.all(
        `SELECT article, ${bucket}, views FROM ${unit} WHERE article IN (SELECT value FROM json_each(?)) ORDER BY ${bucket}`,
        [numbers],
      );
      for (const [article, key, views] of rows as [number, number, number][]) {
        const numbersOf = page.get(article);
        if (numbersOf) numbersOf[unit][key] = views;
      }
    }
  }

  async replaceNumbers(site: string, numbers: readonly ArticleNumbers[]): Promise<void> {
    this.file.transact(() => {
      for (const { id, views, hours, days } of numbers) {
        this.file.run("INSERT INTO articles (site, id) VALUES (?, ?) ON CONFLICT DO NOTHING", [site, id]);
        const [[article]] = this.file.all("SELECT number FROM articles WHERE site = ? AND id = ?", [site, id]) as [
          [number],
        ];
        this.file.run("INSERT INTO totals VALUES (?, ?) ON CONFLICT DO UPDATE SET views = excluded.views", [
          article,
          views,
        ]);
        for (const [unit, spans] of [["hours", hours] as const, ["days", days] as const]) {
          this.file.run(`DELETE FROM ${unit} WHERE article = ?`, [article]);
          this.file.run(`INSERT INTO ${unit} SELECT key, ?1, value FROM json_each(?2)`, [
            article,
            JSON.stringify(spans),
          ]);
        }
      }
    });
  }

  async forgetReaders(): Promise<void> {
    this.file.transact(() => this.file.run("DELETE FROM readers"));
    // The log still holds what was deleted, until it is cut.
    this.file.all("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  async probe(): Promise<void> {
    this.file.checkIsInPlace();
    this.file.transact(() =>
      this.file.run("INSERT INTO probes VALUES (1, ?) ON CONFLICT DO UPDATE SET at = excluded.at", [Date.now()]),
    );
  }

  async sweep(now: number): Promise<void> {
    this.sweepStep("view_ids", "at", now - viewIdLife);
    this.sweepStep("readers", "last", now - readerLimit.span);
    this.removeWhere("hours", `hour < ?1 AND hour IN (SELECT min(hour) FROM hours)`, [
      Math.floor(now / hourLength) - hoursKept,
    ]);
  }

  /** Goes through a table in the order of its keys, step by step and round and round: an index on the time would cost every view. */
  private sweepStep(table: "view_ids" | "readers", time: string, expiry: number): void {
    const cursor = this.cursors[table];
    const [key, from] = cursor as [string, string];
    const [end] = this.file.all(
      `SELECT ${key} FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT 1 OFFSET ${sweepStep}`,
      [from],
    ) as [string][];
    const to = end?.[0] ?? "";
    this.removeWhere(table, `${key} > ?1 AND (?2 = '' OR ${key} <= ?2) AND ${time} <= ?3`, [from, to, expiry]);
    cursor[1] = to;
  }

  /** Writes only where there is something to remove. */
  private removeWhere(table: string, condition: string, values: readonly (string | number)[]): void {
    const [[isDue]] = this.file.all(`SELECT EXISTS (SELECT 1 FROM ${table} WHERE ${condition})`, values) as [[number]];
    if (isDue === 1) this.file.transact(() => this.file.run(`DELETE FROM ${table} WHERE ${condition}`, values));
  }

  async close(): Promise<void> {
    while (this.waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    this.file.close();
  }
}
