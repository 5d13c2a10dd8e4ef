// Counts a batch of views in SQLite: one transaction, a handful of statements however many views there are.
import type { SqliteFile } from "./sqlite-file.ts";
import { type CountedView, dayLength, hourLength, readerLimit, type View, viewIdLife } from "./store.ts";

/** In the order of `views`. @throws StoreUnavailable, having counted none */
export function countBatch(file: SqliteFile, views: readonly View[]): CountedView[] {
  return file.transact(() => {
    const numbers = numberArticles(file, views);
    const numberOf = ({ site, article }: View) => numbers.get(keyOf(site, article)) as number;
    const outcomes = judge(file, views, numberOf);
    const totals = addUp(
      file,
      views.filter((_, index) => outcomes[index] === "counted"),
      numberOf,
    );
    const others = [...new Set(views.map(numberOf))].filter((number) => !totals.has(number));
    if (others.length > 0) {
      const rows = file.all("SELECT article, views FROM totals WHERE article IN (SELECT value FROM json_each(?))", [
        JSON.stringify(others),
      ]);
      for (const [number, total] of rows as [number, number][]) totals.set(number, total);
    }
    return views.map((view, index) => ({
      outcome: outcomes[index] as CountedView["outcome"],
      views: totals.get(numberOf(view)) ?? 0,
    }));
  });
}

const keyOf = (site: string, article: string) => `${site}\n${article}`;

function numberArticles(file: SqliteFile, views: readonly View[]): Map<string, number> {
  const numbers = new Map<string, number>();
  const missing = new Map<string, [site: string, article: string]>();
  for (const { site, article } of views) {
    const key = keyOf(site, article);
    const number = file.articleNumbers.get(key);
    if (number === undefined) missing.set(key, [site, article]);
    else numbers.set(key, number);
  }
  const find = () => {
    const rows = file.all(
      "SELECT site, articles.id, number FROM json_each(?) JOIN articles ON site = value ->> 0 AND articles.id = value ->> 1",
      [JSON.stringify([...missing.values()])],
    );
    for (const [site, id, number] of rows as [string, string, number][]) {
      const key = keyOf(site, id);
      numbers.set(key, number);
      missing.delete(key);
    }
    return rows as [string, string, number][];
  };
  if (missing.size === 0) return numbers;
  for (const [site, id, number] of find()) file.articleNumbers.set(keyOf(site, id), number);
  if (missing.size === 0) return numbers;
  file.run("INSERT INTO articles (site, id) SELECT value ->> 0, value ->> 1 FROM json_each(?)", [
    JSON.stringify([...missing.values()]),
  ]);
  // Not to be remembered: they are gone if the batch fails.
  find();
  return numbers;
}

function judge(file: SqliteFile, views: readonly View[], numberOf: (view: View) => number): CountedView["outcome"][] {
  const fresh = rememberIds(file, views);
  const readers = new ReaderTimes(file, views, numberOf);
  const outcomes = views.map((view): CountedView["outcome"] => {
    // The first of a batch's equal ids is the one that was new.
    if (!fresh.delete(idOf(view))) return "repeat";
    return readers.admit(view) ? "counted" : "limited";
  });
  readers.save();
  return outcomes;
}

const idOf = ({ site, id }: View) => `${id} ${site}`;

/** Returns those that were not known. */
function rememberIds(file: SqliteFile, views: readonly View[]): Set<string> {
  const rows = file.all(
    `INSERT INTO view_ids SELECT value ->> 0, value ->> 1 FROM json_each(?1) WHERE true
      ON CONFLICT DO UPDATE SET at = excluded.at WHERE at <= excluded.at - ${viewIdLife} RETURNING id`,
    [JSON.stringify(views.map((view) => [idOf(view), view.at]))],
  );
  return new Set(rows.map(([id]) => id as string));
}

/** When each reader's views of an article were counted, within the last half hour. */
class ReaderTimes {
  private readonly file: SqliteFile;
  private readonly numberOf: (view: View) => number;
  private readonly times: Map<string, number[]>;
  private readonly changed = new Set<string>();

  constructor(file: SqliteFile, views: readonly View[], numberOf: (view: View) => number) {
    this.file = file;
    this.numberOf = numberOf;
    const keys = [...new Set(views.filter(({ reader }) => reader !== "").map((view) => this.keyOf(view)))];
    const rows =
      keys.length === 0
        ? []
        : file.all("SELECT key, times FROM readers WHERE key IN (SELECT value FROM json_each(?))", [
            JSON.stringify(keys),
          ]);
    this.times = new Map((rows as [string, string][]).map(([key, times]) => [key, times.split(" ").map(Number)]));
  }

  private keyOf(view: View): string {
    return `${view.reader} ${this.numberOf(view)}`;
  }

  admit(view: View): boolean {
    if (view.reader === "") return true;
    const key = this.keyOf(view);
    // Times that lie ahead are of a clock that has been put back.
    const recent = (this.times.get(key) ?? []).filter((time) => time > view.at - readerLimit.span && time <= view.at);
    if (recent.length >= readerLimit.views) return false;
    this.times.set(key, [...recent, view.at]);
    this.changed.add(key);
    return true;
  }

  save(): void {
    if (this.changed.size === 0) return;
    const rows = [...this.changed].map((key) => [key, this.times.get(key)?.join(" "), this.times.get(key)?.at(-1)]);
    this.file.run(
      `INSERT INTO readers SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true
        ON CONFLICT DO UPDATE SET times = excluded.times, last = excluded.last`,
      [JSON.stringify(rows)],
    );
  }
}

/** Returns the new totals by article. */
function addUp(file: SqliteFile, views: readonly View[], numberOf: (view: View) => number): Map<number, number> {
  if (views.length === 0) return new Map();
  const add = (table: string, key: string, rows: readonly (readonly number[])[]) =>
    file.run(
      `INSERT INTO ${table} (${key}, article, views) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true ON CONFLICT DO UPDATE SET views = views + excluded.views`,
      [JSON.stringify(rows)],
    );
  add("hours", "hour", sum(views, numberOf, hourLength));
  const byDay = sum(views, numberOf, dayLength);
  add("days", "day", byDay);
  const rows = file.all(
    `INSERT INTO totals SELECT value ->> 1, sum(value ->> 2) FROM json_each(?) WHERE true GROUP BY 1
      ON CONFLICT DO UPDATE SET views = views + excluded.views RETURNING article, views`,
    [JSON.stringify(byDay)],
  );
  return new Map(rows as [number, number][]);
}

function sum(views: readonly View[], numberOf: (view: View) => number, length: number): number[][] {
  const sums = new Map<string, number[]>();
  for (const view of views) {
    const bucket = Math.floor(view.at / length);
    const number = numberOf(view);
    const key = `${bucket} ${number}`;
    const row = sums.get(key);
    if (row) row[2] = (row[2] as number) + 1;
    else sums.set(key, [bucket, number, 1]);
  }
  return [...sums.values()];
}
