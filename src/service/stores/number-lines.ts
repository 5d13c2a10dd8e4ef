// Counts as JSON lines: a line for the site, then one for each article. The same numbers give the same bytes.
import { type ArticleNumbers, dayLength, hourLength, type Store } from "./store.ts";

/** Instants are ISO 8601 in UTC: "2026-01-31T14" is an hour, "2026-01-31" a day. */
interface NumberLine {
  id: string;
  views: number;
  days?: Record<string, number>;
  hours?: Record<string, number>;
}

export class LineError extends Error {}

/** Yields many lines at a time, each with its line end. */
export async function* formatNumbers(store: Store, site: string, withSpans: boolean): AsyncGenerator<string> {
  let page = await store.listNumbers(site, "", withSpans);
  yield formatHead(site) + page.map(formatArticle).join("");
  for (let last = page.at(-1); last; last = page.at(-1)) {
    page = await store.listNumbers(site, last.id, withSpans);
    if (page.length > 0) yield page.map(formatArticle).join("");
  }
}

const formatHead = (site: string) => `${JSON.stringify({ version: 1, site })}\n`;

function formatArticle({ id, views, days, hours }: ArticleNumbers): string {
  const line: NumberLine = { id, views };
  const [dayList, hourList] = [Object.entries(days), Object.entries(hours)];
  if (dayList.length > 0)
    line.days = Object.fromEntries(
      dayList.map(([day, count]) => [new Date(Number(day) * dayLength).toISOString().slice(0, 10), count]),
    );
  if (hourList.length > 0)
    line.hours = Object.fromEntries(
      hourList.map(([hour, count]) => [new Date(Number(hour) * hourLength).toISOString().slice(0, 13), count]),
    );
  return `${JSON.stringify(line)}\n`;
}

/** The site that a first line names. @throws LineError */
export function readHead(line: string): string {
  const { version, site } = parseObject(line);
  if (version !== 1 || typeof site !== "string") throw new LineError('the first line is not {"version":1,"site":"…"}');
  return site;
}

/** @throws LineError */
export function readNumbers(line: string): ArticleNumbers {
  const { id, views, days = {}, hours = {} } = parseObject(line);
  if (typeof id !== "string" || id === "") throw new LineError("id is no text");
  if (!isCount(views)) throw new LineError("views is no number of views");
  return {
    id,
    views,
    days: readSpans(days, /^\d{4}-\d\d-\d\d$/, "", dayLength),
    hours: readSpans(hours, /^\d{4}-\d\d-\d\dT\d\d$/, ":00Z", hourLength),
  };
}

function readSpans(value: unknown, pattern: RegExp, ending: string, length: number): Record<number, number> {
  if (typeof value !== "object" || value === null) throw new LineError("days and hours are objects");
  return Object.fromEntries(
    Object.entries(value).map(([key, count]) => {
      const time = pattern.test(key) ? Date.parse(key + ending) : Number.NaN;
      if (Number.isNaN(time)) throw new LineError(`"${key}" is no day or hour`);
      if (!isCount(count)) throw new LineError(`"${key}" has no number of views`);
      return [time / length, count];
    }),
  );
}

function parseObject(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Reported below like any other text.
  }
  throw new LineError("it is no JSON object");
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
