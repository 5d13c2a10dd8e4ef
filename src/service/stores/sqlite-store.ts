// Counts in one SQLite file. Views of one turn of the event loop are one transaction, synced to disk before any of them is answered.
import { SqliteFile } from "./sqlite-file.ts";
import { countBatch } from "./sqlite-views.ts";
import type { ArticleNumbers, CountedView, Span, Store, View } from "./store.ts";
import { hourLength, hoursKept, rankLength, readerLimit, StoreUnavailable, viewIdLife } from "./store.ts";

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

/** Table, its key, its column of time, how long a row is kept, ms. */
const sweptTables = [
  ["view_ids", "id", "at", viewIdLife],
  ["readers", "key", "last", readerLimit.span],
] as const;
/** Rows looked at in one step: about a millisecond of work. */
const sweepStep = 2_000;
/** Articles read at a time by `listNumbers`. */
const pageLength = 2_000;
/** Table → its column of time. */
const units = { hours: "hour", days: "day" } as const;

export class SqliteStore implements Store {
  private readonly file: SqliteFile;
  /** A flush is due while there are any. */
  private waiting: WaitingViews[] = [];
  /** By table, the key that the sweep has come to. */
  private readonly sweptTo = new Map<string, string>();

  /** @param path of the file, made where it is not there yet; nothing is opened before it is needed. */
  constructor(path: string) {
    this.file = new SqliteFile(path);
  }

  addView(view: View): Promise<CountedView> {
    return this.addViews([view]).then(([counted]) => counted as CountedView);
  }

  /** In the order of `views`; all are committed, or none. @throws StoreUnavailable */
  addViews(views: readonly View[]): Promise<CountedView[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ views, since: performance.now(), resolve, reject });
      if (this.waiting.length === 1) setImmediate(() => this.flush());
    });
  }

  private flush(): void {
    const batches = this.waiting;
    this.waiting = [];
    const now = performance.now();
    try {
      const all = batches.flatMap(({ views }) => views);
      const counted = countBatch(this.file, all);
      for (const { views, resolve } of batches) resolve(counted.splice(0, views.length));
    } catch (error) {
      // What another process holds up is tried again; the rest is refused.
      const isBusy = error instanceof StoreUnavailable && error.reason === "busy";
      for (const batch of batches) {
        if (isBusy && now - batch.since < patience) this.waiting.push(batch);
        else batch.reject(error as Error);
      }
      if (this.waiting.length > 0) setTimeout(() => this.flush(), busyPause);
    }
  }

  async readViews(site: string, articles: readonly string[]): Promise<Map<string, number>> {
    const query =
      "SELECT id, views FROM articles JOIN totals ON article = number WHERE site = ? AND id IN (SELECT value FROM json_each(?))";
    return new Map(this.file.all<[string, number]>(query, site, articles));
  }

  async rank(site: string, { unit, since }: Span): Promise<[string, number][]> {
    const query = `SELECT id, sum(views) AS sum FROM ${unit} JOIN articles ON number = article
      WHERE ${units[unit]} >= ? AND site = ? GROUP BY number ORDER BY sum DESC, id LIMIT ${rankLength}`;
    return this.file.all(query, since, site);
  }

  async listNumbers(site: string, after: string, withSpans: boolean): Promise<ArticleNumbers[]> {
    const query = `SELECT number, id, views FROM articles JOIN totals ON article = number
      WHERE site = ? AND id > ? ORDER BY id LIMIT ${pageLength}`;
    const page = new Map<number, ArticleNumbers>();
    for (const [number, id, views] of this.file.all<[number, string, number]>(query, site, after))
      page.set(number, { id, views, hours: {}, days: {} });
    for (const unit of withSpans ? (["hours", "days"] as const) : []) {
      const spans = `SELECT article, ${units[unit]}, views FROM ${unit}
        WHERE article IN (SELECT value FROM json_each(?)) ORDER BY ${units[unit]}`;
      for (const [article, start, views] of this.file.all<[number, number, number]>(spans, [...page.keys()]))
        (page.get(article) as ArticleNumbers)[unit][start] = views;
    }
    return [...page.values()];
  }

  async replaceNumbers(site: string, numbers: readonly ArticleNumbers[]): Promise<void> {
    const { file } = this;
    file.transact(() => {
      for (const { id, views, ...spans } of numbers) {
        file.run("INSERT INTO articles (site, id) VALUES (?, ?) ON CONFLICT DO NOTHING", site, id);
        const [[article]] = file.all("SELECT number FROM articles WHERE site = ? AND id = ?", site, id) as [[number]];
        file.run("INSERT INTO totals VALUES (?, ?) ON CONFLICT DO UPDATE SET views = excluded.views", article, views);
        for (const unit of ["hours", "days"] as const) {
          file.run(`DELETE FROM ${unit} WHERE article = ?`, article);
          file.run(`INSERT INTO ${unit} SELECT key, ?1, value FROM json_each(?2)`, article, spans[unit]);
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
    const write = "INSERT INTO probes VALUES (1, ?) ON CONFLICT DO UPDATE SET at = excluded.at";
    this.file.transact(() => this.file.run(write, Date.now()));
  }

  /** Goes through tables in the order of their keys, step by step and round and round: an index on the time would cost every view. */
  async sweep(now: number): Promise<void> {
    for (const [table, key, time, life] of sweptTables) {
      const from = this.sweptTo.get(table) ?? "";
      const step = `SELECT ${key} FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT 1 OFFSET ${sweepStep}`;
      const [[to] = [""]] = this.file.all<[string]>(step, from);
      const condition = `${key} > ?1 AND (?2 = '' OR ${key} <= ?2) AND ${time} <= ?3`;
      this.removeWhere(table, condition, from, to, now - life);
      this.sweptTo.set(table, to);
    }
    const oldest = Math.floor(now / hourLength) - hoursKept;
    this.removeWhere("hours", "hour < ?1 AND hour IN (SELECT min(hour) FROM hours)", oldest);
  }

  /** Writes only where there is something to remove. */
  private removeWhere(table: string, condition: string, ...values: (string | number)[]): void {
    const isDue = this.file.all(`SELECT 1 FROM ${table} WHERE ${condition} LIMIT 1`, ...values).length > 0;
    if (isDue) this.file.transact(() => this.file.run(`DELETE FROM ${table} WHERE ${condition}`, ...values));
  }

  async close(): Promise<void> {
    while (this.waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    this.file.close();
  }
}
