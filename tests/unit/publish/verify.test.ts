// Which of the pages that stay are rendered once more, and what is told of those that differ.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { PlannedPage } from "../../../src/pages/planned-page.ts";
import type { RenderedFile } from "../../../src/publish/render.ts";
import { findMismatches, samplePages } from "../../../src/publish/verify.ts";

const pages = Array.from({ length: 10_000 }, (_, i) => ({ url: `/world/2026/02/s${i}/` }) as PlannedPage);
const sample = (percent: number, seed: string): string[] =>
  pages.filter(samplePages(percent, seed)).map(({ url }) => url);

for (const percent of [0.1, 1, 10, 50, 99]) {
  test(`${percent} percent of 10,000 pages are about as many, and the same for the same seed`, () => {
    const chosen = sample(percent, "a");
    const share = percent / 100;
    const wanted = pages.length * share;
    // Five standard deviations of so many throws.
    const tolerance = 5 * Math.sqrt(wanted * (1 - share));
    assert.ok(Math.abs(chosen.length - wanted) <= tolerance, `${chosen.length} of ${wanted} ± ${tolerance}`);
    assert.equal(sample(percent, "a"), chosen);
    assert.not.equal(sample(percent, "b"), chosen);
  });
}

test("0 percent are none, and 100 are all", () => {
  assert.equal([sample(0, "a").length, sample(100, "a").length], [0, pages.length]);
});

test("build after build every page is met", () => {
  const left = new Set(pages.slice(0, 200));
  for (let seed = 0; left.size > 0 && seed < 1_000; seed++) {
    const isChosen = samplePages(5, String(seed));
    for (const page of left) if (isChosen(page)) left.delete(page);
  }
  assert.is(left.size, 0);
});

const file = (path: string, digest: string): RenderedFile => ({ path, digest, size: 1, mtimeMs: 1 });

test("a page that would be another now is told with both digests, all others are not", () => {
  const kept = new Map(
    ["a", "b", "c"].map((path) => [path, { key: "k", digest: `${path}1`, size: 1, mtimeMs: 1 }] as const),
  );
  assert.equal(findMismatches([file("a", "a1"), file("b", "b2"), file("c", "c1")], kept), [
    { path: "b", recorded: "b1", rendered: "b2" },
  ]);
  assert.equal(findMismatches([], kept), []);
});

test.run();
