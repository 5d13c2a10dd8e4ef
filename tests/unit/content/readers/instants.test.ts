// Instants as written, and as kept.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { dateIn, instant } from "../../../../src/content/readers/instants.ts";
import { startReading } from "../../../../src/content/readers/readers.ts";

function read(text: string, timezone: string): { value: string | undefined; severities: string[] } {
  const reading = startReading(timezone, null);
  return { value: instant(text, reading), severities: reading.findings.map((finding) => finding.severity) };
}

const kept: [text: string, timezone: string, value: string][] = [
  ["2026-01-31", "Asia/Kolkata", "2026-01-31T00:00:00+05:30"],
  ["2026-07-01", "America/New_York", "2026-07-01T00:00:00-04:00"],
  ["2026-01-31 14:20", "UTC", "2026-01-31T14:20:00+00:00"],
  ["2026-01-31T14:20:05.123Z", "Asia/Seoul", "2026-01-31T14:20:05Z"],
  ["2026-01-31T14:20+0530", "UTC", "2026-01-31T14:20:00+05:30"],
  ["2026-1-5", "UTC", "2026-01-05T00:00:00+00:00"],
  ["2024-02-29", "UTC", "2024-02-29T00:00:00+00:00"],
  ["0001-01-01", "UTC", "0001-01-01T00:00:00+00:00"],
  ["9999-12-31", "Asia/Kolkata", "9999-12-31T00:00:00+05:30"],
  // Twice on the clock: the first.
  ["2026-11-01T01:30", "America/New_York", "2026-11-01T01:30:00-04:00"],
  ["2026-10-25T02:30", "Europe/Berlin", "2026-10-25T02:30:00+02:00"],
  // Midnight does not exist on this day: it starts at one.
  ["2018-11-04", "America/Sao_Paulo", "2018-11-04T01:00:00-02:00"],
  ["2026-03-08T03:00", "America/New_York", "2026-03-08T03:00:00-04:00"],
  ["2026-03-08T01:59", "America/New_York", "2026-03-08T01:59:00-05:00"],
];
for (const [text, timezone, value] of kept) {
  test(`${text} in ${timezone} is ${value}`, () => assert.equal(read(text, timezone), { value, severities: [] }));
}

for (const text of [
  "2026-02-29",
  "2026-13-01",
  "2026-00-10",
  "2026-01-32",
  "2026-01-31T24:00",
  "2026-01-31T23:60",
  "2026-01-31T10:00+15:00",
  "0000-01-01",
  "10000-01-01",
  "9999-12-31T23:00-05:00",
  "2026-01-31T",
  "31.01.2026",
  "",
  "2026-01-31T10",
]) {
  test(`${JSON.stringify(text)} is refused`, () =>
    assert.equal(read(text, "UTC"), { value: undefined, severities: ["error"] }));
}

test("a time that a clock change leaves out moves forward, with a warning", () => {
  assert.equal(read("2026-03-08T02:30", "America/New_York"), {
    value: "2026-03-08T03:30:00-04:00",
    severities: ["warning"],
  });
});

test("the day of an instant is the site's", () => {
  assert.is(dateIn("2026-01-31T22:00:00Z", "Asia/Kolkata"), "2026-02-01");
  assert.is(dateIn("2026-02-01T02:00:00Z", "America/New_York"), "2026-01-31");
});

test("a date from before standard time stays on its day", () => {
  for (const timezone of ["America/New_York", "Asia/Kolkata"]) {
    const { value = "" } = read("1850-06-01", timezone);
    assert.is(dateIn(value, timezone), "1850-06-01");
    // As calendars that know the seconds of such offsets print it.
    assert.is(new Intl.DateTimeFormat("sv", { timeZone: timezone }).format(Date.parse(value)), "1850-06-01");
  }
});

test.run();
