// Listings: each story on exactly one page of its listing, and full pages that never change again.
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Edition } from "../../../../src/edition/edition.ts";
import type { Story } from "../../../../src/edition/story.ts";
import {
  authorPages,
  monthPages,
  paginate,
  sectionPages,
  storiesPerPage,
  tagPages,
} from "../../../../src/pages/lists/listings.ts";
import type { ListingModel } from "../../../../src/pages/models.ts";
import { fillPage } from "../../../../src/pages/planned-page.ts";
import { before, editionOf, makePost, tag } from "../../sample-posts.ts";

const most = 130;
/** `n` stories, the oldest first: `s1`, `s2`, … */
const posts = Array.from({ length: most }, (_, i) =>
  makePost({ slug: `s${i + 1}`, publishedAt: before((most - i) * 600) }),
);
const editions = new Map<number, Edition>();

function edition(count: number): Edition {
  let known = editions.get(count);
  if (known === undefined) editions.set(count, (known = editionOf(posts.slice(0, count))));
  return known;
}

/** One page: number, first and last story, neighbours. */
const describe = (count: number): string[] =>
  paginate("/world/", edition(count).stories).map(({ url, number, stories, newer, older }) => {
    const slugs = stories.map((story) => /[^/]+(?=\/$)/.exec(story.url)?.[0]);
    return `${url} ${number}: ${slugs[0] ?? "none"}–${slugs.at(-1) ?? "none"}, newer "${newer}", older "${older}"`;
  });

const rows: [count: number, pages: string[]][] = [
  [0, ['/world/ 0: none–none, newer "", older ""']],
  [1, ['/world/ 0: s1–s1, newer "", older ""']],
  [39, ['/world/ 0: s39–s1, newer "", older ""']],
  [40, ['/world/page/1/ 1: s20–s1, newer "/world/", older ""', '/world/ 0: s40–s21, newer "", older "/world/page/1/"']],
  [59, ['/world/page/1/ 1: s20–s1, newer "/world/", older ""', '/world/ 0: s59–s21, newer "", older "/world/page/1/"']],
  [
    60,
    [
      '/world/page/1/ 1: s20–s1, newer "/world/page/2/", older ""',
      '/world/page/2/ 2: s40–s21, newer "/world/", older "/world/page/1/"',
      '/world/ 0: s60–s41, newer "", older "/world/page/2/"',
    ],
  ],
];

for (const [count, pages] of rows) {
  test(`${count} stories make ${pages.length} pages, numbered from the oldest`, () =>
    assert.equal(describe(count), pages));
}

const counts = fc.integer({ min: 0, max: most });

test("each story stands on exactly one page, newest first", () => {
  fc.assert(
    fc.property(counts, (count) => {
      const chunks = paginate("/world/", edition(count).stories);
      const landing = chunks.find((chunk) => chunk.number === 0);
      const numbered = chunks.filter((chunk) => chunk.number > 0).reverse();
      assert.equal(
        [landing, ...numbered].flatMap((chunk) => chunk?.stories.map((story) => story.url) ?? []),
        edition(count).stories.map((story) => story.url),
      );
      assert.ok(numbered.every((chunk) => chunk.stories.length === storiesPerPage));
      const shown = landing?.stories.length ?? 0;
      assert.ok(count < storiesPerPage ? shown === count : shown >= storiesPerPage && shown < 2 * storiesPerPage);
      assert.is(new Set(chunks.map((chunk) => chunk.url)).size, chunks.length);
    }),
    { seed: 20260131, numRuns: 60 },
  );
});

test("a full page never changes its stories as stories are added; only the newest of them learns its newer neighbour", () => {
  fc.assert(
    fc.property(counts, counts, (a, b) => {
      const [few, many] = [Math.min(a, b), Math.max(a, b)];
      const later = new Map(paginate("/world/", edition(many).stories).map((chunk) => [chunk.url, chunk]));
      const earlier = paginate("/world/", edition(few).stories).filter((chunk) => chunk.number > 0);
      earlier.forEach((chunk, i) => {
        const now = later.get(chunk.url);
        assert.equal(
          now?.stories.map((story) => story.url),
          chunk.stories.map((story) => story.url),
        );
        assert.is(now?.older, chunk.older);
        if (i < earlier.length - 1) assert.is(now?.newer, chunk.newer);
      });
    }),
    { seed: 20260131, numRuns: 60 },
  );
});

test("neighbours lead through all pages and back", () => {
  const chunks = new Map(paginate("/tags/x/", edition(most).stories).map((chunk) => [chunk.url, chunk]));
  const urls: string[] = [];
  for (let chunk = chunks.get("/tags/x/"); chunk !== undefined; chunk = chunks.get(chunk.older)) {
    urls.push(chunk.url);
    if (chunk.older !== "") assert.is(chunks.get(chunk.older)?.newer, chunk.url);
  }
  assert.is(urls.length, chunks.size);
});

test("sections, tags, authors and months each have their listing; an empty section has one, too", () => {
  const small = editionOf([
    makePost({
      slug: "a",
      publishedAt: "2026-01-31T00:00:00Z",
      tags: [tag("Steel"), tag("Trade")],
      authors: ["desk", "asha"],
    }),
    makePost({ slug: "b", publishedAt: "2025-12-31T00:00:00Z", tags: [tag("Trade")], reviewedBy: "asha" }),
  ]);
  const listed = [...sectionPages(small), ...tagPages(small), ...monthPages(small, (month) => `month ${month}`)].map(
    (page) => {
      const model = fillPage(page).model as ListingModel;
      return `${page.url} ${model.listing} ${model.heading} ${model.stories.length} ${model.sectionSlug}`.trim();
    },
  );
  assert.equal(listed, [
    "/world/ section World 2 world",
    "/science/ section Science 0 science",
    "/tags/steel/ tag Steel 1",
    "/tags/trade/ tag Trade 2",
    "/archive/2026/01/ month month 2026-01 1",
    "/archive/2025/12/ month month 2025-12 1",
  ]);
  assert.equal([...authorPages(small)].map((page) => page.url).sort(), ["/authors/asha/", "/authors/desk/"]);
});

test("a tag is spelled as its oldest story spells it, on every page", () => {
  const small = editionOf([
    makePost({ slug: "new", publishedAt: before(1), tags: [{ slug: "steel", name: "STEEL" }] }),
    makePost({ slug: "old", publishedAt: before(9), tags: [{ slug: "steel", name: "Steel" }] }),
  ]);
  assert.equal(
    small.stories.map((story: Story) => story.tags[0]?.name),
    ["Steel", "Steel"],
  );
  assert.equal(
    [...tagPages(small)].map((page) => (fillPage(page).model as ListingModel).heading),
    ["Steel"],
  );
});

test.run();
