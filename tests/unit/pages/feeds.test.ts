// Feeds: identities that never move, the newest entries, and the instant of the last change.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Post, SiteSettings } from "../../../src/content/types.ts";
import { feedPages } from "../../../src/pages/feeds.ts";
import type { FeedModel } from "../../../src/pages/models.ts";
import { before, editionOf, makePost, makePublication, tag } from "../sample-posts.ts";

function feeds(posts: Post[], site: Partial<SiteSettings> = {}): Map<string, FeedModel> {
  const edition = editionOf(posts, { publication: makePublication({ site }) });
  return new Map(feedPages(edition).map((page) => [page.url, page.model as FeedModel]));
}

const idsIn = (feed: FeedModel | undefined): string[] | undefined => feed?.entries.map((entry) => entry.id);
const first = "/world/2026/02/steel/";

const moves: [what: string, fields: Partial<Post>, url: string][] = [
  ["is renamed", { slug: "iron", redirectFrom: [first] }, "/world/2026/02/iron/"],
  ["is renamed twice", { slug: "gold", redirectFrom: [first, "/world/2026/02/iron/"] }, "/world/2026/02/gold/"],
  ["moves to another section", { section: "science", redirectFrom: [first] }, "/science/2026/02/steel/"],
  ["moves to another month", { publishedAt: "2026-01-31T23:00:00Z", redirectFrom: [first] }, "/world/2026/01/steel/"],
  ["gets another headline", { title: "Another" }, first],
  ["gets another file", { path: "posts/steel/index.md" }, first],
];

for (const [what, fields, url] of moves) {
  test(`a story that ${what} keeps its identity in feeds`, () => {
    const feed = feeds([makePost(fields)]).get("/rss.xml");
    assert.equal(idsIn(feed), [first]);
    assert.is(feed?.entries[0]?.url, url);
  });
}

test("the site and every section have a feed of their own stories, newest first, pages left out", () => {
  const all = feeds([
    makePost({ slug: "a", publishedAt: before(9) }),
    makePost({ slug: "b", publishedAt: before(3), section: "science" }),
    makePost({ slug: "about", kind: "page" }),
  ]);
  assert.equal(
    [...all].map(([url, feed]) => [url, feed.homeUrl, feed.feedTitle, idsIn(feed)]),
    [
      ["/rss.xml", "/", "Small", ["/science/2026/02/b/", "/world/2026/02/a/"]],
      ["/world/rss.xml", "/world/", "Small: World", ["/world/2026/02/a/"]],
      ["/science/rss.xml", "/science/", "Small: Science", ["/science/2026/02/b/"]],
    ],
  );
});

test("a feed holds as many entries as the site says, and is left out where it wants none", () => {
  const { feeds: defaults } = makePublication().site;
  const posts = Array.from({ length: 9 }, (_, i) => makePost({ slug: `s${i}`, publishedAt: before(i) }));
  const all = feeds(posts, { feeds: { ...defaults, site: { formats: ["rss"], entries: 3 }, section: { formats: ["json"], entries: 3 } } });
  assert.equal([...all.keys()], ["/rss.xml"]);
  const narrow = feeds(posts, { feeds: { ...defaults, section: { formats: ["rss"], entries: 2 } } });
  assert.equal(
    ["/rss.xml", "/world/rss.xml", "/science/rss.xml"].map((url) => narrow.get(url)?.entries.length),
    [9, 2, 0],
  );
  assert.equal(
    all.get("/rss.xml")?.entries.map((entry) => entry.title),
    ["Headline of s0", "Headline of s1", "Headline of s2"],
  );
});

const changes: [what: string, posts: Partial<Post>[], updatedAt: string][] = [
  ["no story", [], ""],
  ["the newest story", [{ publishedAt: "2026-01-02T00:00:00Z" }, { publishedAt: "2026-01-01T00:00:00Z" }], "2026-01-02T00:00:00Z"],
  ["an update of an older story", [{ publishedAt: "2026-01-02T00:00:00Z" }, { publishedAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-03T00:00:00Z" }], "2026-01-03T00:00:00Z"],
  ["a later instant whose clock shows less", [{ publishedAt: "2026-01-02T04:00:00+05:30" }, { publishedAt: "2026-01-01T23:00:00Z" }], "2026-01-01T23:00:00Z"],
];

for (const [what, posts, updatedAt] of changes) {
  test(`a feed last changed with ${what}`, () => {
    const all = feeds(posts.map((fields, i) => makePost({ slug: `s${i}`, ...fields })));
    assert.is(all.get("/rss.xml")?.updatedAt, updatedAt);
  });
}

test("an entry names its section and tags, its authors, its body, and what may be said of it", () => {
  const post = makePost({
    tags: [tag("Steel")],
    authors: ["asha", "desk"],
    ai: "partial",
    comments: "open",
    commentCount: 3,
    language: "ar",
    description: "",
    corrections: [{ at: before(1), text: "Wrong." }],
  });
  const entry = feeds([post], { ai: { default: "none", policy: "", hasMeta: false, disclaimer: { assisted: "", partial: "In our words.", full: "" } } }).get("/rss.xml")
    ?.entries[0];
  assert.equal(
    [
      entry?.categories,
      entry?.byline.map((author) => author.name),
      entry?.body,
      entry?.description,
      entry?.language,
      entry?.direction,
      entry?.aiDisclaimer,
      entry?.commentsState,
      entry?.commentCount,
      entry?.corrections,
    ],
    [
      ["World", "Steel"],
      ["Asha Example", "The desk"],
      { digest: post.body.digest, slots: [] },
      "The first paragraph.",
      "ar",
      "rtl",
      "In our words.",
      "open",
      3,
      [{ at: before(1), text: "Wrong." }],
    ],
  );
});

test.run();
