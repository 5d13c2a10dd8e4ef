// Reads the instants that authors write and settles their offset.
import { FixedOffsetZone, IANAZone } from "luxon";
import { quote } from "../problems.ts";
import { nameOf, type Reader, refuse, refuseText, report, typeName } from "./readers.ts";

/** ISO 8601 with offset: `2026-01-31T14:20:00+05:30`. `Date.parse` reads it. "" stands for "none" where a field is optional. */
export type Instant = string;

const written =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?[ ]?([Zz]|[+-]\d{2}:?\d{2})?)?$/;
const shape = "write 2026-01-31, or 2026-01-31T14:20 with or without an offset such as +05:30";
const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * An ISO 8601 date or date-time with offset, seconds kept, fractions dropped. Without an offset it is in the site's zone;
 * a date alone is 00:00 there. A local time that a clock change leaves out moves forward with the clock, with a warning; one that comes twice is the first.
 */
export const instant: Reader<Instant> = (value, reading) => {
  if (typeof value !== "string") return refuse(reading, `is ${typeName(value)}; ${shape}`);
  const fail = (what: string): undefined => refuseText(reading, value, what);
  const match = written.exec(value.trim());
  if (match === null) return fail(`is not a date; ${shape}`);
  const numbers = match.slice(1, 7).map((part) => Number(part ?? 0));
  const [year = 0, month = 0, date = 0, hour = 0, minutes = 0, seconds = 0] = numbers;
  const offset = match[7]?.toUpperCase().replace(/(?<=^.\d\d)(?=\d)/, ":");
  const hasTime = match[4] !== undefined;
  if (year < 1) return fail("is before the year 0001; write a later date");
  if (month < 1 || month > 12) return fail("has no such month; write year-month-day, such as 2026-01-31");
  const dates = new Date(utc(year, month + 1, 0)).getUTCDate();
  if (date < 1 || date > dates)
    return fail(`is not in the calendar; ${year}-${String(month).padStart(2, "0")} has ${dates} days`);
  if (hour > 23 || minutes > 59 || seconds > 59) return fail("has no such time of day; write 00:00 to 23:59");
  if (offset !== undefined && !/^(?:Z|.(?:0\d|1[0-4]):[0-5]\d)$/.test(offset))
    return fail("has no such offset; write one from -14:00 to +14:00");
  const local = utc(year, month, date) + (hour * 60 + minutes) * minute + seconds * 1000;
  const { instant, isMoved } =
    offset === undefined ? settle(local, reading.timezone) : { instant: print(local, offset), isMoved: false };
  // A day whose midnight is left out simply starts later.
  if (isMoved && hasTime) {
    const message = `${nameOf(reading)} ${quote(value)} does not exist in ${reading.timezone}, where clocks go forward; it is taken as ${instant}`;
    report(reading, message, "value", "warning");
  }
  // Formats of feeds and sitemaps have four digits for the year, in UTC and in the site's zone.
  const isWithin = Date.parse(instant) < utc(10_000, 1, 1) && /^(?!0000)\d{4}-/.test(dateIn(instant, reading.timezone));
  return isWithin ? instant : fail("is outside the years 0001 to 9999; write a date within them");
};

/** Calendar date of an instant in a zone: `2026-01-31`. */
export function dateIn(instant: Instant, timezone: string): string {
  const time = Date.parse(instant);
  return print(time + offsetAt(time, timezone) * minute, "").slice(0, 10);
}

function settle(local: number, timezone: string): { instant: Instant; isMoved: boolean } {
  // The offsets before and after any change near this local time; the earlier instant that reads as it on the clock wins.
  const before = offsetAt(local - day, timezone);
  const after = offsetAt(local + day, timezone);
  const offset = [before, after].find((offset) => offsetAt(local - offset * minute, timezone) === offset);
  const isMoved = offset === undefined && before !== after;
  const at = isMoved ? local + (after - before) * minute : local;
  const zone = FixedOffsetZone.instance(isMoved ? after : (offset ?? before));
  return { instant: print(at, zone.formatOffset(at, "short")), isMoved };
}

/** Whole minutes east of UTC, rounded down: zones had seconds before standard time, and ISO 8601 has none. */
function offsetAt(time: number, timezone: string): number {
  return Math.floor(IANAZone.create(timezone).offset(time));
}

/** Midnight, in epoch milliseconds; date 0 is the last of the month before. */
function utc(year: number, month: number, date: number): number {
  // `Date.UTC` would take the year 99 for 1999.
  return new Date(0).setUTCFullYear(year, month - 1, date);
}

function print(local: number, offset: string): string {
  return new Date(local).toISOString().slice(0, -5) + offset;
}
