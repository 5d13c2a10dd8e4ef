// Counts as JSON lines, from one store and into another: a line for the site, then one for each article. The same numbers give the same bytes.
import { isCount, isObject, parseJson } from "../json-values.ts";
import { type ArticleNumbers, dayLength, hourLength, type Store } from "./store.ts";

/** Articles written at a time. */
const batchLength = 200;

export class LineError extends Error {}

/** The lines are not what an export writes, or must not be written here; the message names the line. */
export class ImportError extends Error {}

/** How spans stand in a line, by the instant that they begin with, in UTC: "2026-01-31" is a day, "2026-01-31T14" an hour. */
const spans = {
  days: { length: dayLength, pattern: /^\d{4}-\d\d-\d\d$/, digits: 10, ending: "" },
  hours: { length: hourLength, pattern: /^\d{4}-\d\d-\d\dT\d\d$/, digits: 13, ending: ":00Z" },
};

type Unit = keyof typeof spans;

/** Yields many lines at a time, each with its line end. */
export async function* formatNumbers(store: Store, site: string, withSpans: boolean): AsyncGenerator<string> {
  let page = await store.listNumbers(site, "", withSpans);
  yield `${JSON.stringify({ version: 1, site })}\n${page.map(formatArticle).join("")}`;
  for (let last = page.at(-1); last; last = page.at(-1)) {
    page = await store.listNumbers(site, last.id, withSpans);
    if (page.length > 0) yield page.map(formatArticle).join("");
  }
}

function formatArticle({ id, views, days, hours }: ArticleNumbers): string {
  return `${JSON.stringify({ id, views, ...formatSpans("days", days), ...formatSpans("hours", hours) })}\n`;
}

/** Nothing where there are no numbers. */
function formatSpans(unit: Unit, numbers: Record<number, number>): Partial<Record<Unit, Record<string, number>>> {
  const { length, digits } = spans[unit];
  const format = (number: string) => new Date(Number(number) * length).toISOString().slice(0, digits);
  const entries = Object.entries(numbers).map(([number, count]) => [format(number), count]);
  return entries.length === 0 ? {} : { [unit]: Object.fromEntries(entries) };
}

/**
 * Replaces the numbers of the articles that the lines name; so that a broken import can be run again.
 * @param mayReplace whether the site may have numbers already. @throws ImportError, StoreUnavailable
 */
export async function importNumbers(store: Store, lines: AsyncIterable<string>, mayReplace: boolean) {
  let site = "";
  let number = 0;
  let articles = 0;
  let batch: ArticleNumbers[] = [];
  const write = async () => {
    if (batch.length > 0) await store.replaceNumbers(site, batch);
    articles += batch.length;
    batch = [];
  };
  for await (const line of lines) {
    number++;
    try {
      if (number === 1) site = readHead(line);
      else if (line !== "") batch.push(readNumbers(line));
    } catch (error) {
      throw error instanceof LineError ? new ImportError(`line ${number}: ${error.message}`) : error;
    }
    if (number === 1 && !mayReplace && (await store.listNumbers(site, "", false)).length > 0) {
      const cure = "--replace replaces those of the articles in the file";
      throw new ImportError(`the site "${site}" has numbers here already; ${cure}`);
    }
    if (batch.length >= batchLength) await write();
  }
  if (number === 0) throw new ImportError("there is nothing to read");
  await write();
  return { site, articles };
}

/** The site that a first line names. @throws LineError */
export function readHead(line: string): string {
  const { version, site } = readLine(line);
  if (version !== 1 || typeof site !== "string") throw new LineError('the first line is not {"version":1,"site":"…"}');
  return site;
}

/** @throws LineError */
export function readNumbers(line: string): ArticleNumbers {
  const { id, views, days = {}, hours = {} } = readLine(line);
  if (typeof id !== "string" || id === "") throw new LineError("id is no text");
  if (!isCount(views)) throw new LineError("views is no number of views");
  return { id, views, days: readSpans("days", days), hours: readSpans("hours", hours) };
}

function readSpans(unit: Unit, value: unknown): Record<number, number> {
  const { length, pattern, ending } = spans[unit];
  if (!isObject(value)) throw new LineError("days and hours are objects");
  const entries = Object.entries(value).map(([key, count]) => {
    const time = pattern.test(key) ? Date.parse(key + ending) : Number.NaN;
    if (Number.isNaN(time)) throw new LineError(`"${key}" is no day or hour`);
    if (!isCount(count)) throw new LineError(`"${key}" has no number of views`);
    return [time / length, count];
  });
  return Object.fromEntries(entries);
}

function readLine(line: string): Record<string, unknown> {
  const value = parseJson(line);
  if (!isObject(value)) throw new LineError("it is no JSON object");
  return value;
}
