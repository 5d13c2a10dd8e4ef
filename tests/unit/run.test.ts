// The test runner, on files that pass, fail and misbehave on purpose (tests/fixtures/runner/).
import { test } from "uvu";
import * as assert from "uvu/assert";
import { findTests, readArguments, suites, summarize } from "../run.ts";
import { judge, parseSummary, report, runFile } from "../test-file.ts";

const fixture = (name: string): string => `tests/fixtures/runner/${name}.fixture.ts`;
const patience = 60_000; // ms
/** From now on, since it takes so long to be given up. */
const hanging = runFile(fixture("hangs"), 6000);

const rows: {
  file: string;
  what: string;
  passed: number;
  failed: number;
  skipped?: number;
  reason?: RegExp;
}[] = [
  { file: "passes", what: "a file that passes", passed: 2, failed: 0, skipped: 1 },
  { file: "fails", what: "a file with a failing test", passed: 1, failed: 1 },
  { file: "two-suites", what: "a file with two summaries", passed: 3, failed: 0 },
  { file: "forgets-run", what: "a file without test.run()", passed: 0, failed: 1, reason: /test\.run\(\)/ },
  { file: "skips", what: "a file that skips all its tests", passed: 0, failed: 0, skipped: 1 },
  { file: "empty", what: "a file that runs no test", passed: 0, failed: 1, reason: /no test/ },
  {
    file: "crashes",
    what: "a file that crashes before its tests",
    passed: 0,
    failed: 1,
    reason: /before its summary, exit code 1/,
  },
  {
    file: "crashes-late",
    what: "a file that crashes after its summary",
    passed: 1,
    failed: 1,
    reason: /after its summary, exit code/,
  },
  { file: "breaks-before", what: "a file whose hook throws", passed: 0, failed: 1 },
  { file: "hangs", what: "a file that never ends", passed: 1, failed: 1, reason: /timed out/ },
  { file: "absent", what: "a file that is not there", passed: 0, failed: 1, reason: /before its summary/ },
];

for (const { file, what, passed, failed, skipped = 0, reason = /^$/ } of rows) {
  test(`${what} counts as ${passed} passed, ${failed} failed`, async () => {
    const ending = await (file === "hangs" ? hanging : runFile(fixture(file), patience));
    const verdict = judge(ending);
    assert.equal([verdict.passed, verdict.failed, verdict.skipped], [passed, failed, skipped], ending.output);
    assert.match(verdict.reason, reason);
  });
}

test("a failing file is reported with the failing test's name, a passing one in one line", async () => {
  const failing = await runFile(fixture("fails"), patience);
  const text = report("fails.fixture.ts", failing, judge(failing));
  assert.match(text, /^FAIL {2}fails\.fixture\.ts {2}1 passed, 1 failed/);
  assert.match(text, "fails on purpose");
  const line = report("a.test.ts", { output: "noise", seconds: 1 }, { passed: 2, failed: 0, skipped: 1, reason: "" });
  assert.is(line, "ok    a.test.ts  2 passed, 1 skipped  (1.0 s)");
});

test("a summary is read with colours and with Windows' line ends", () => {
  const summary = { total: 3, passed: 2, skipped: 1 };
  assert.equal(
    parseSummary("\n  Total:     3\x1b[31m\n  Passed:    2\x1b[39m\n  Skipped:   \x1b[33m1\x1b[39m\n"),
    summary,
  );
  assert.equal(parseSummary("\r\n  Total:     3\r\n  Passed:    2\r\n  Skipped:   1\r\n"), summary);
});

test("words like a summary's are none", () => {
  assert.is(parseSummary("Total: 3\nPassed: 3\nSkipped: 0\n"), null);
  assert.is(parseSummary("  Total:     3\n"), null);
});

test("the last line counts what passed, failed and was skipped, below the slowest files of many", () => {
  assert.is(summarize({ passed: 3, failed: 0, skipped: 0, times: [] }), "3 passed, 0 failed");
  const times = Array.from({ length: 12 }, (_, seconds) => ({ file: `tests/${seconds}.test.ts`, seconds }));
  const lines = summarize({ passed: 3, failed: 1, skipped: 2, times }).split("\n");
  assert.equal(
    [lines.length, lines[0], lines[1], lines.at(-1)],
    [12, "slowest:", "   11.0 s  tests/11.test.ts", "3 passed, 1 failed, 2 skipped"],
  );
});

test("arguments name a suite, a pattern, jobs and the long run; others are refused", () => {
  const usual = { named: undefined, pattern: "", jobs: 2, isLong: false, wantsHelp: false };
  assert.equal(readArguments([]), usual);
  assert.equal(readArguments(["law", "--long"]), { ...usual, pattern: "law", isLong: true });
  assert.equal(readArguments(["unit", "slug", "--jobs", "4"]), { ...usual, named: "unit", pattern: "slug", jobs: 4 });
  for (const args of [["unit", "a", "b"], ["--jobs", "0"], ["--fast"]]) assert.is(readArguments(args), null);
});

test("the runner finds itself by a pattern, and no fixture", async () => {
  assert.equal(await findTests("unit", "unit/run.test"), ["tests/unit/run.test.ts"]);
  const all = (await Promise.all(suites.map((suite) => findTests(suite)))).flat();
  assert.equal(
    all.filter((file) => file.includes("fixture")),
    [],
  );
});

test.run();
