// Reads the instants that authors write and settles their offset.
import { IANAZone } from "luxon";
import { quote } from "../problems.ts";
import type { Instant } from "../types.ts";
import { nameOf, type Reader, report, typeName } from "./readers.ts";

const written =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?[ ]?(?:([Zz])|([+-])(\d{2}):?(\d{2}))?)?$/;
const shape = "write 2026-01-31, or 2026-01-31T14:20 with or without an offset such as +05:30";
const minute = 60_000;

/**
 * An ISO 8601 date or date-time with offset, seconds kept, fractions dropped. Without an offset it is in the site's zone;
 * a date alone is 00:00 there. A local time that a clock change leaves out moves forward with the clock, with a warning; one that comes twice is the first.
 */
export const instant: Reader<Instant> = (value, reading) => {
  const name = nameOf(reading);
  if (typeof value !== "string") return report(reading, `${name} is ${typeName(value)}; ${shape}`);
  const match = written.exec(value.trim());
  if (match === null) return report(reading, `${name} ${quote(value)} is not a date; ${shape}`);
  const [year, month, day, hour, minutes, seconds] = [1, 2, 3, 4, 5, 6].map((group) => Number(match[group] ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (year < 1) return report(reading, `${name} ${quote(value)} is before the year 0001; write a later date`);
  if (month < 1 || month > 12)
    return report(reading, `${name} ${quote(value)} has no such month; write year-month-day, such as 2026-01-31`);
  const days = daysIn(year, month);
  if (day < 1 || day > days)
    return report(reading, `${name} ${quote(value)} is not in the calendar; ${year}-${pad(month)} has ${days} days`);
  if (hour > 23 || minutes > 59 || seconds > 59)
    return report(reading, `${name} ${quote(value)} has no such time of day; write 00:00 to 23:59`);
  const local = utc(year, month, day, hour, minutes, seconds);
  let instant: Instant;
  if (match[7] !== undefined) instant = print(local, "Z");
  else if (match[8] !== undefined) {
    if (Number(match[9]) > 14 || Number(match[10]) > 59)
      return report(reading, `${name} ${quote(value)} has no such offset; write one from -14:00 to +14:00`);
    instant = print(local, `${match[8]}${match[9]}:${match[10]}`);
  } else {
    const settled = settle(local, reading.timezone);
    instant = settled.instant;
    // A day whose midnight is left out simply starts later.
    if (settled.isMoved && match[4] !== undefined)
      report(
        reading,
        `${name} ${quote(value)} does not exist in ${reading.timezone}, where clocks go forward; it is taken as ${instant}`,
        "value",
        "warning",
      );
  }
  const time = Date.parse(instant);
  // Formats of feeds and sitemaps have four digits for the year, in UTC and in the site's zone.
  const isWithin = time < utc(10_000, 1, 1) && isFourDigits(dateIn(instant, reading.timezone));
  return isWithin
    ? instant
    : report(reading, `${name} ${quote(value)} is outside the years 0001 to 9999; write a date within them`);
};

/** Calendar date of an instant in a zone: `2026-01-31`. */
export function dateIn(instant: Instant, timezone: string): string {
  if (lastDate.instant === instant && lastDate.timezone === timezone) return lastDate.date;
  const time = Date.parse(instant);
  lastDate = { instant, timezone, date: print(time + offsetAt(time, timezone) * minute, "").slice(0, 10) };
  return lastDate.date;
}

/** Each post asks twice in a row, and offsets are slow to find. */
let lastDate = { instant: "", timezone: "", date: "" };

function settle(local: number, timezone: string): { instant: Instant; isMoved: boolean } {
  // The offsets before and after any change near this local time; the earlier instant that reads as it on the clock wins.
  const before = offsetAt(local - 24 * 60 * minute, timezone);
  const after = offsetAt(local + 24 * 60 * minute, timezone);
  for (const offset of before === after ? [before] : [before, after]) {
    if (offsetAt(local - offset * minute, timezone) === offset)
      return { instant: print(local, printOffset(offset)), isMoved: false };
  }
  if (before === after) return { instant: print(local, printOffset(before)), isMoved: false };
  return { instant: print(local + (after - before) * minute, printOffset(after)), isMoved: true };
}

const zones = new Map<string, IANAZone>();

/** Whole minutes east of UTC, rounded down: zones had seconds before standard time, and ISO 8601 has none. */
function offsetAt(time: number, timezone: string): number {
  let zone = zones.get(timezone);
  if (zone === undefined) zones.set(timezone, (zone = IANAZone.create(timezone)));
  return Math.floor(zone.offset(time));
}

function utc(year: number, month: number, day: number, hour = 0, minutes = 0, seconds = 0): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minutes, seconds);
  return date.getTime();
}

function daysIn(year: number, month: number): number {
  return month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;
}

function print(local: number, offset: string): string {
  return new Date(local).toISOString().slice(0, -5) + offset;
}

function printOffset(offset: number): string {
  const size = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}

function isFourDigits(date: string): boolean {
  return /^\d{4}-/.test(date) && !date.startsWith("0000");
}
