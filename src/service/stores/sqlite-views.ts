// Counts a batch of views in SQLite: one transaction, a handful of statements however many views there are.
import type { SqliteFile } from "./sqlite-file.ts";
import { type CountedView, dayLength, hourLength, readerLimit, type View, viewIdLife } from "./store.ts";

interface NumberedView extends View {
  /** The article's number in this file. */
  number: number;
}

type Outcome = CountedView["outcome"];

/** In the order of `views`. @throws StoreUnavailable, having counted none */
export function countBatch(file: SqliteFile, views: readonly View[]): CountedView[] {
  return file.transact(() => {
    const numbered = numberArticles(file, views);
    const outcomes = judge(file, numbered);
    const counted = numbered.filter((_, index) => outcomes[index] === "counted");
    if (counted.length > 0) addUp(file, counted);
    const query = "SELECT article, views FROM totals WHERE article IN (SELECT value FROM json_each(?))";
    const numbers = numbered.map(({ number }) => number);
    const totals = new Map(file.all<[number, number]>(query, numbers));
    return outcomes.map((outcome, index) => ({ outcome, views: totals.get(numbered[index]?.number ?? 0) ?? 0 }));
  });
}

function numberArticles(file: SqliteFile, views: readonly View[]): NumberedView[] {
  const known = file.articleNumbers;
  const keyOf = (site: string, article: string) => `${site}\n${article}`;
  const missing = views.filter(({ site, article }) => !known.has(keyOf(site, article)));
  if (missing.length > 0) {
    const pairs = missing.map(({ site, article }) => [site, article]);
    const insert = `INSERT INTO articles (site, id) SELECT value ->> 0, value ->> 1 FROM json_each(?)
      WHERE true ON CONFLICT DO NOTHING`;
    file.run(insert, pairs);
    const query = `SELECT site, articles.id, number FROM json_each(?)
      JOIN articles ON site = value ->> 0 AND articles.id = value ->> 1`;
    for (const [site, id, number] of file.all<[string, string, number]>(query, pairs))
      known.set(keyOf(site, id), number);
  }
  return views.map((view) => ({ ...view, number: known.get(keyOf(view.site, view.article)) as number }));
}

function judge(file: SqliteFile, views: readonly NumberedView[]): Outcome[] {
  const fresh = rememberIds(file, views);
  const times = readTimes(file, views);
  const changed = new Map<string, number[]>();
  const outcomes = views.map((view): Outcome => {
    // The first of a batch's equal ids is the one that was new.
    if (!fresh.delete(idOf(view))) return "repeat";
    if (view.reader === "") return "counted";
    const key = readerOf(view);
    // Times that lie ahead are of a clock that has been put back.
    const recent = (times.get(key) ?? []).filter((time) => time > view.at - readerLimit.span && time <= view.at);
    if (recent.length >= readerLimit.views) return "limited";
    recent.push(view.at);
    times.set(key, recent);
    changed.set(key, recent);
    return "counted";
  });
  const rows = Array.from(changed, ([key, recent]) => [key, recent.join(" "), recent.at(-1)]);
  const save = `INSERT INTO readers SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)
    WHERE true ON CONFLICT DO UPDATE SET times = excluded.times, last = excluded.last`;
  if (rows.length > 0) file.run(save, rows);
  return outcomes;
}

const idOf = ({ site, id }: View) => `${id} ${site}`;
const readerOf = ({ reader, number }: NumberedView) => `${reader} ${number}`;

/** Returns those that were not known. */
function rememberIds(file: SqliteFile, views: readonly View[]): Set<string> {
  const rows = views.map((view) => [idOf(view), view.at]);
  const insert = `INSERT INTO view_ids SELECT value ->> 0, value ->> 1 FROM json_each(?) WHERE true
    ON CONFLICT DO UPDATE SET at = excluded.at WHERE at <= excluded.at - ${viewIdLife} RETURNING id`;
  return new Set(file.all<[string]>(insert, rows).flat());
}

/** When each reader's views of an article were counted, within the last half hour. */
function readTimes(file: SqliteFile, views: readonly NumberedView[]): Map<string, number[]> {
  const keys = views.filter(({ reader }) => reader !== "").map(readerOf);
  const query = "SELECT key, times FROM readers WHERE key IN (SELECT value FROM json_each(?))";
  return new Map(file.all<[string, string]>(query, keys).map(([key, times]) => [key, times.split(" ").map(Number)]));
}

function addUp(file: SqliteFile, views: readonly NumberedView[]): void {
  const rows = views.map(({ at, number }) => [Math.floor(at / hourLength), Math.floor(at / dayLength), number]);
  const keys = { hours: "value ->> 0, value ->> 2", days: "value ->> 1, value ->> 2", totals: "value ->> 2" };
  for (const [table, key] of Object.entries(keys)) {
    const add = `INSERT INTO ${table} SELECT ${key}, count(*) FROM json_each(?) WHERE true GROUP BY ${key}
      ON CONFLICT DO UPDATE SET views = views + excluded.views`;
    file.run(add, rows);
  }
}
