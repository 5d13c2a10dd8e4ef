// What stands where on the front page.
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Post } from "../../../src/content/post.ts";
import type { FrontPageSettings } from "../../../src/content/types.ts";
import type { FrontPage } from "../../../src/edition/front-page.ts";
import { before, editionOf, makePost, makePublication } from "../sample-posts.ts";

/** `count` stories, `s1` the newest; every third is of the section `science`. */
const manyPosts = (count: number): Post[] =>
  Array.from({ length: count }, (_, i) =>
    makePost({ slug: `s${i + 1}`, publishedAt: before(i + 1), section: i % 3 === 2 ? "science" : "world" }),
  );
const place = (slug: string, until = ""): { post: string; until: string } => ({ post: `posts/2026/${slug}.md`, until });

function arrange(posts: readonly Post[], settings: Partial<FrontPageSettings>): FrontPage {
  return editionOf(posts, {
    publication: makePublication({ frontPage: { lead: null, pinned: [], slots: [], ...settings } }),
  }).frontPage;
}

/** The lead, then the places 1 to 9. */
function top({ lead, secondary, latest }: FrontPage): string {
  return [...(lead === null ? [] : [lead]), ...secondary, ...latest].map((story) => story.post.slug).join(" ");
}

const rows: [what: string, settings: Partial<FrontPageSettings>, slugs: string][] = [
  ["left alone, the newest fill it", {}, "s1 s2 s3 s4 s5 s6 s7 s8 s9 s10"],
  ["editors place the lead", { lead: place("s5") }, "s5 s1 s2 s3 s4 s6 s7 s8 s9 s10"],
  [
    "a lead whose time is over gives its place back",
    { lead: place("s5", before(1)) },
    "s1 s2 s3 s4 s5 s6 s7 s8 s9 s10",
  ],
  ["… at the very instant that it names", { lead: place("s5", before(0)) }, "s1 s2 s3 s4 s5 s6 s7 s8 s9 s10"],
  ["… and not a minute sooner", { lead: place("s5", before(-1)) }, "s5 s1 s2 s3 s4 s6 s7 s8 s9 s10"],
  ["a lead that is not public is no lead", { lead: place("draft") }, "s1 s2 s3 s4 s5 s6 s7 s8 s9 s10"],
  [
    "pinned stories follow the lead in their order",
    { pinned: [place("s9"), place("s7")] },
    "s1 s9 s7 s2 s3 s4 s5 s6 s8 s10",
  ],
  ["a pinned newest story does not become the lead", { pinned: [place("s1")] }, "s2 s1 s3 s4 s5 s6 s7 s8 s9 s10"],
  [
    "a pin whose time is over is none",
    { pinned: [place("s9", before(1)), place("s7")] },
    "s1 s7 s2 s3 s4 s5 s6 s8 s9 s10",
  ],
  ["a slot holds its position", { slots: [{ ...place("s10"), position: 4 }] }, "s1 s2 s3 s4 s10 s5 s6 s7 s8 s9"],
  [
    "the newest story may be held further down",
    { slots: [{ ...place("s1"), position: 2 }] },
    "s2 s3 s1 s4 s5 s6 s7 s8 s9 s10",
  ],
  [
    "a slot whose time is over is free",
    { slots: [{ ...place("s10", before(1)), position: 1 }] },
    "s1 s2 s3 s4 s5 s6 s7 s8 s9 s10",
  ],
  [
    "pins go round slots",
    { pinned: [place("s8"), place("s9")], slots: [{ ...place("s10"), position: 2 }] },
    "s1 s8 s10 s9 s2 s3 s4 s5 s6 s7",
  ],
  [
    "a story that leads is not pinned as well",
    { lead: place("s3"), pinned: [place("s3"), place("s4")] },
    "s3 s4 s1 s2 s5 s6 s7 s8 s9 s10",
  ],
  [
    "a story that leads leaves its slot to the newest",
    { lead: place("s3"), slots: [{ ...place("s3"), position: 1 }] },
    "s3 s1 s2 s4 s5 s6 s7 s8 s9 s10",
  ],
];

for (const [what, settings, slugs] of rows) {
  test(what, () =>
    assert.is(top(arrange([...manyPosts(10), makePost({ slug: "draft", isDraft: true })], settings)), slugs),
  );
}

test("a story placed where the page has no room stands with its section", () => {
  const { blocks } = arrange(manyPosts(14), {
    pinned: Array.from({ length: 11 }, (_, i) => place(`s${i + 2}`)),
    slots: [{ ...place("s14"), position: 20 }],
  });
  assert.equal(
    blocks.map(({ stories }) => stories.map((story) => story.post.slug).join(" ")),
    ["s11 s13 s14", "s12"],
  );
});

test("below stand the sections in menu order, each with its newest of what is left", () => {
  const { blocks } = arrange(manyPosts(40), {});
  assert.equal(
    blocks.map(({ section, stories }) => `${section.slug}: ${stories.map((story) => story.post.slug).join(" ")}`),
    ["world: s11 s13 s14 s16 s17", "science: s12 s15 s18 s21 s24"],
  );
});

const small: [posts: number, settings: Partial<FrontPageSettings>, slugs: string][] = [
  [0, {}, ""],
  [1, {}, "s1"],
  [1, { pinned: [place("s1")] }, "s1"],
  [1, { slots: [{ ...place("s1"), position: 9 }] }, "s1"],
  [2, { pinned: [place("s1"), place("s2")] }, "s1 s2"],
  [3, { slots: [{ ...place("s3"), position: 7 }] }, "s1 s2 s3"],
];

for (const [posts, settings, slugs] of small) {
  test(`a site of ${posts} with ${JSON.stringify(settings)} shows all it has`, () =>
    assert.is(top(arrange(manyPosts(posts), settings)), slugs));
}

const opinionated = (count: number, isOpinion: (place: number) => boolean): Post[] =>
  manyPosts(count).map((post, i) => (isOpinion(i + 1) ? makePost({ ...post, kind: "opinion" }) : post));
const slugsOf = (stories: FrontPage["opinion"]): string => stories.map((story) => story.post.slug).join(" ");

test("opinion is set apart: it neither leads nor stands among the news, and its newest four stand together", () => {
  const front = arrange(
    opinionated(40, (place) => place % 2 === 1),
    {},
  );
  assert.is(top(front), "s2 s4 s6 s8 s10 s12 s14 s16 s18 s20");
  assert.is(slugsOf(front.opinion), "s1 s3 s5 s7");
  assert.ok(front.blocks.flatMap((block) => block.stories).every((story) => !front.opinion.includes(story)));
});

test("opinion fills the top where there is nothing else, and where editors put it", () => {
  assert.is(
    top(
      arrange(
        opinionated(3, () => true),
        {},
      ),
    ),
    "s1 s2 s3",
  );
  const front = arrange(
    opinionated(14, (place) => place < 4),
    { lead: place("s2") },
  );
  assert.is(top(front), "s2 s4 s5 s6 s7 s8 s9 s10 s11 s12");
  assert.is(slugsOf(front.opinion), "s1 s3");
});

const placement = (most: number) =>
  fc.record({
    post: fc.integer({ min: 1, max: most }).map((n) => `posts/2026/s${n}.md`),
    until: fc.constantFrom("", before(5), before(-5)),
  });

test("whatever editors place, no story stands twice, nothing is hidden, and the top is full where there are stories", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 30 }),
      fc.option(placement(40)),
      fc.array(placement(40), { maxLength: 12 }),
      fc.uniqueArray(
        fc.tuple(placement(40), fc.integer({ min: 1, max: 12 })).map(([placed, position]) => ({ ...placed, position })),
        { maxLength: 6, selector: (slot) => slot.position },
      ),
      (count, lead, pinned, slots) => {
        const placed = [...pinned, ...slots];
        const front = arrange(manyPosts(count), { lead, pinned, slots });
        const shown = [...(front.lead === null ? [] : [front.lead]), ...front.secondary, ...front.latest];
        const all = [...shown, ...front.opinion, ...front.blocks.flatMap((block) => block.stories)];
        assert.is(new Set(all).size, all.length, "no story twice");
        assert.ok(front.secondary.length <= 3 && front.latest.length <= 6);
        assert.ok(front.lead !== null || count === 0, "a lead wherever there is a story");
        for (const { section, stories } of front.blocks)
          assert.ok(stories.length > 0 && stories.length <= 5 && stories.every((story) => story.section === section));
        const blockOf = new Map(front.blocks.map(({ section, stories }) => [section.slug, stories]));
        for (const { post } of placed) {
          const isPublic = Number(/\d+(?=\.md)/.exec(post)?.[0]) <= count;
          const slug = Number(/\d+(?=\.md)/.exec(post)?.[0]) % 3 === 0 ? "science" : "world";
          assert.ok(
            !isPublic || all.some((story) => story.post.path === post) || blockOf.get(slug)?.length === 5,
            `${post} is hidden`,
          );
        }
        const held = new Set(placed.map(({ post }) => post));
        const free = Array.from({ length: count }, (_, i) => `posts/2026/s${i + 1}.md`).filter(
          (path) => !held.has(path),
        );
        assert.ok(
          shown.length === 10 || free.every((path) => all.some((story) => story.post.path === path)),
          "nothing free is left out of a top that has room",
        );
      },
    ),
    { seed: 20260131, numRuns: 300 },
  );
});

test.run();
