// Dates as readers of several languages and zones are used to them.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type DateStyle, formatDate } from "../../../src/eleventy/format-date.ts";

const instant = "2026-01-31T14:20:00+05:30";

const rows: [instant: string, language: string, style: DateStyle, zone: string, text: string][] = [
  [instant, "en", "long", "Asia/Kolkata", "31 January 2026, 14:20 IST"],
  [instant, "en", "day", "Asia/Kolkata", "31 January 2026"],
  [instant, "en", "time", "Asia/Kolkata", "14:20"],
  [instant, "en", "month", "Asia/Kolkata", "January 2026"],
  [instant, "en", "weekday", "Asia/Kolkata", "Saturday 31 January 2026"],
  [instant, "en-US", "day", "Asia/Kolkata", "January 31, 2026"],
  [instant, "en-GB", "long", "Europe/London", "31 January 2026, 08:50 GMT"],
  [instant, "en", "long", "America/New_York", "31 January 2026, 03:50 EST"],
  ["2026-07-01T12:00:00Z", "en", "long", "America/New_York", "1 July 2026, 08:00 EDT"],
  ["2026-07-01T12:00:00Z", "en", "long", "Europe/Berlin", "1 July 2026, 14:00 CEST"],
  [instant, "en", "long", "UTC", "31 January 2026, 08:50 UTC"],
  [instant, "en", "long", "Asia/Kathmandu", "31 January 2026, 14:35 GMT+5:45"],
  [instant, "hi", "day", "Asia/Kolkata", "31 जनवरी 2026"],
  [instant, "ja", "day", "Asia/Tokyo", "2026年1月31日"],
  [instant, "ja", "long", "Asia/Tokyo", "2026年1月31日 17:50 JST"],
  // Midnight is the start of a day, and the day is the zone's.
  ["2026-01-31T00:00:00+05:30", "en", "long", "Asia/Kolkata", "31 January 2026, 00:00 IST"],
  ["2026-01-31T23:30:00Z", "en", "day", "Asia/Kolkata", "1 February 2026"],
  ["2026-01-31T01:00:00Z", "en", "day", "America/Los_Angeles", "30 January 2026"],
  // The same calendar and digits in every language.
  [instant, "th", "month", "Asia/Bangkok", "มกราคม 2026"],
  [instant, "fa", "time", "Asia/Tehran", "12:20"],
  [instant, "ar", "time", "Africa/Cairo", "10:50"],
  ["", "en", "long", "UTC", ""],
  ["", "en", "day", "UTC", ""],
];

for (const [at, language, style, zone, text] of rows) {
  test(`${at || "no instant"} as ${style} in ${language} and ${zone} is "${text}"`, () => {
    // Versions of ICU differ in the spaces that they put.
    assert.is(
      formatDate(at, language, style, zone)
        .replace(/[\u00a0\u202f]/g, " ")
        .replace(/^Saturday,/, "Saturday"),
      text,
    );
  });
}

test("Arabic dates have Latin digits and an Arabic comma", () => {
  const text = formatDate(instant, "ar", "long", "Asia/Kolkata");
  assert.match(text, "، ");
  assert.match(text, "2026");
  assert.not.match(text, /[\u0660-\u0669\u06f0-\u06f9]/);
});

test("the machine's zone does not matter", () => {
  const zone = process.env.TZ;
  try {
    const texts = ["UTC", "Pacific/Chatham", "America/Los_Angeles"].map((name) => {
      process.env.TZ = name;
      return formatDate(instant, "en", "long", "Asia/Kolkata");
    });
    assert.equal(new Set(texts).size, 1);
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test("a style that is not known is an error that names those that are, even where it is the name of something else", () => {
  for (const style of ["short", "constructor", "toString"]) {
    assert.throws(
      () => formatDate(instant, "en", style as DateStyle, "UTC"),
      new RegExp(`date style "${style}" is unknown \\(long, day, time, month, weekday\\)`),
    );
  }
});

test.run();
