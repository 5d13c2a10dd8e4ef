// What is public at an instant, and when that changes next.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Post } from "../../../src/content/post.ts";
import { findNextTransition, isPublic, isRecent, isUnpublished } from "../../../src/edition/publish-gate.ts";
import { before, editionOf, link, makePost, mediaFile, noon, type PostFields } from "../sample-posts.ts";

const second = 1 / 60;
const twoDays = 2 * 24 * 60;

const rows: [what: string, fields: PostFields, isPublicNow: boolean, isInPreview: boolean, isLabelled: boolean][] = [
  ["published an hour ago", { publishedAt: before(60) }, true, true, false],
  ["published this very instant", { publishedAt: before(0) }, true, true, false],
  ["published in a second", { publishedAt: before(-second) }, false, true, true],
  ["published this instant in another zone", { publishedAt: "2026-02-01T17:30:00+05:30" }, true, true, false],
  ["published later although its clock shows less", { publishedAt: "2026-02-01T11:00:00-05:00" }, false, true, true],
  ["a draft", { isDraft: true }, false, true, true],
  ["a draft of the future", { isDraft: true, publishedAt: before(-60) }, false, true, true],
  ["expires in a second", { expiresAt: before(-second) }, true, true, false],
  ["expires this very instant", { expiresAt: before(0) }, false, false, false],
  ["expired in another zone", { expiresAt: "2026-02-01T17:29:59+05:30" }, false, false, false],
  ["an expired draft", { isDraft: true, expiresAt: before(1) }, false, false, true],
  ["a page without a date", { kind: "page", publishedAt: "" }, true, true, false],
  ["a page of the future", { kind: "page", publishedAt: before(-1) }, false, true, true],
];

for (const [what, fields, isPublicNow, isInPreview, isLabelled] of rows) {
  test(`a post ${what} is ${isPublicNow ? "" : "not "}public`, () => {
    const post = makePost(fields);
    assert.is(isPublic(post, { now: noon, withDrafts: false }), isPublicNow);
    assert.is(isPublic(post, { now: noon, withDrafts: true }), isInPreview, "in a preview");
    assert.is(isUnpublished(post, noon), isLabelled, "labelled");
  });
}

const transitions: [what: string, posts: PostFields[], placementEnds: string[], next: string | null][] = [
  ["nothing", [], [], null],
  ["what is past", [{ publishedAt: before(10), expiresAt: before(5) }], [before(1)], null],
  ["what happens this very instant", [{ publishedAt: before(0), expiresAt: before(0) }], [before(0)], null],
  ["a post to come", [{ publishedAt: before(-10) }], [], before(-10)],
  ["the nearest of all", [{ publishedAt: before(-10) }, { expiresAt: before(-5) }], [before(-7)], before(-5)],
  ["the end of a placement", [{}], ["", before(-7)], before(-7)],
  ["the expiry of a draft", [{ isDraft: true, publishedAt: before(-1), expiresAt: before(-2) }], [], null],
  ["a story that leaves the news in a second", [{ publishedAt: before(twoDays - second) }], [], before(-second)],
  ["a story that leaves the news this very instant", [{ publishedAt: before(twoDays) }], [], null],
  ["a story that expires before it leaves the news", [{ publishedAt: before(10), expiresAt: before(5) }], [], null],
  ["a page, which is no news", [{ kind: "page", publishedAt: before(10) }], [], null],
  ["a draft, which is none either", [{ isDraft: true, publishedAt: before(10) }], [], null],
  ["a post in another zone", [{ publishedAt: "2026-02-01T17:31:00+05:30" }], [], before(-1)],
];

for (const [what, posts, ends, next] of transitions) {
  test(`the next transition: ${what}`, () => {
    const [lead = null, ...pinned] = ends.map((until) => ({ post: "posts/a.md", until }));
    const instant = findNextTransition(
      posts.map((fields) => makePost(fields)),
      { lead, pinned, slots: [] },
      { now: noon, withDrafts: false },
    );
    assert.is(instant, next === null ? null : Date.parse(next));
  });
}

test("a story is recent for two days", () => {
  assert.equal(
    [0, 1, twoDays - second, twoDays, twoDays + 1].map((minutes) => isRecent(Date.parse(before(minutes)), noon)),
    [true, true, true, false, false],
  );
});

test("a preview changes when a draft expires", () => {
  const draft = makePost({ isDraft: true, expiresAt: before(-2) });
  assert.is(
    findNextTransition([draft], { lead: null, pinned: [], slots: [] }, { now: noon, withDrafts: true }),
    Date.parse(before(-2)),
  );
});

test("at the next transition the gate answers differently, and not a second before", () => {
  const post = makePost({ publishedAt: before(-30), expiresAt: before(-90) });
  const seen: boolean[] = [];
  let now: number | null = noon;
  while (now !== null) {
    assert.is(isPublic(post, { now: now - 1000, withDrafts: false }), seen.at(-1) ?? false);
    seen.push(isPublic(post, { now, withDrafts: false }));
    now = findNextTransition([post], { lead: null, pinned: [], slots: [] }, { now, withDrafts: false });
  }
  assert.equal(seen, [false, true, false]);
});

test("drafts, scheduled and expired posts are in no part of the edition", () => {
  const hidden = [
    { slug: "draft", isDraft: true },
    { slug: "later", publishedAt: before(-5) },
    { slug: "gone", expiresAt: before(5) },
  ].map((fields) =>
    makePost({
      ...fields,
      title: "Hidden",
      section: "science",
      authors: ["asha"],
      tags: [{ slug: "secret", name: "Secret" }],
      series: "Parts",
      redirectFrom: [`/old-${fields.slug}`],
      corrections: [{ at: before(1), text: "Hidden" }],
      image: { source: "posts/2026/hidden.svg", alt: "", caption: "", credit: "" },
      slots: [link("hidden.pdf")],
    }),
  );
  const shown = makePost({
    slug: "shown",
    section: "science",
    series: "Parts",
    tags: [{ slug: "open", name: "Open" }],
  });
  const media = ["posts/2026/hidden.svg", "posts/2026/hidden.pdf"].map((source) => mediaFile(source));
  const edition = editionOf([...hidden, shown], { media });
  const stories = (list: readonly { post: Post }[] = []): string[] => list.map((story) => story.post.slug);
  assert.equal(stories(edition.stories), ["shown"]);
  assert.equal(stories(edition.bySection.get("science")), ["shown"]);
  assert.equal(stories(edition.byAuthor.get("asha")), []);
  assert.equal([...edition.byTag.keys()], ["open"]);
  assert.equal([...edition.byMonth.values()].map(stories), [["shown"]]);
  assert.equal(edition.redirects, []);
  assert.equal([...edition.media.outputs], []);
  const [story] = edition.stories;
  assert.equal(
    [stories(story?.related), stories(story?.series), story?.previous, story?.next],
    [[], ["shown"], null, null],
  );
  assert.equal(stories([edition.frontPage.lead, ...edition.frontPage.latest].filter((item) => item !== null)), [
    "shown",
  ]);
});

test.run();
