// Problems as printed, and the words that suggestions find.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { describeProblems, formatProblem, quote, sortProblems } from "../../../src/content/problems.ts";
import { countEdits, findNearest, suggest } from "../../../src/content/readers/nearest.ts";
import type { Problem } from "../../../src/content/types.ts";

const problem: Problem = {
  file: "posts/a.md",
  line: 4,
  column: 10,
  severity: "error",
  message: "it is wrong; right it",
};

test("a problem is one line that editors read", () => {
  assert.is(formatProblem(problem), "posts/a.md:4:10: error: it is wrong; right it");
});

test("nothing in a name or message can forge a line or reach the terminal", () => {
  const hostile = {
    ...problem,
    file: "posts/a\nposts/b.md:1:1: error",
    message: "x\u001b[2J\u009b\u202e\r\u2028\ud800",
  };
  assert.is(
    formatProblem(hostile),
    "posts/a\\u{a}posts/b.md:1:1: error:4:10: error: x\\u{1b}[2J\\u{9b}\\u{202e}\\u{d}\\u{2028}\\u{d800}",
  );
  assert.is(describeProblems([hostile])[0]?.message, "x\\u{1b}[2J\\u{9b}\\u{202e}\\u{d}\\u{2028}\\u{d800}");
});

test("problems come by file, line and column", () => {
  const at = (file: string, line: number, column: number): Problem => ({ ...problem, file, line, column });
  assert.equal(
    sortProblems([at("b", 1, 1), at("a", 10, 1), at("a", 2, 5), at("a", 2, 1), at("B", 1, 1)]).map(
      ({ file, line, column }) => `${file}${line}${column}`,
    ),
    ["B11", "a21", "a25", "a101", "b11"],
  );
});

test("a quoted text is short", () => {
  assert.is(quote("x".repeat(100_000)), `"${"x".repeat(60)}…"`);
});

test("edits are counted with swapped neighbours as one", () => {
  assert.is(countEdits("buisness", "business"), 1);
  assert.is(countEdits("", "abc"), 3);
  assert.is(countEdits("abc", "abc"), 0);
});

test("only near words are suggested", () => {
  assert.is(findNearest("buisness", ["politics", "business"]), "business");
  assert.is(findNearest("weather", ["politics", "business"]), "");
  assert.is(findNearest("x".repeat(100_000), ["business"]), "");
  assert.is(suggest("buisness", ["business", "world"]), 'did you mean "business"? (business, world)');
  assert.is(suggest("x", []), "");
});

test.run();
