// Feeds: identities that never move, the newest entries, the instant of the last change, and what makes a feed another.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Post } from "../../../../src/content/post.ts";
import type { SiteSettings } from "../../../../src/content/types.ts";
import type { FeedModel } from "../../../../src/pages/feeds/feed-models.ts";
import { feedPages } from "../../../../src/pages/feeds/feeds.ts";
import { digestOfModel, fillPage, type PlannedPage } from "../../../../src/pages/planned-page.ts";
import {
  before,
  editionOf,
  image,
  makePost,
  makePublication,
  mediaFile,
  type PostFields,
  tag,
} from "../../sample-posts.ts";

function plan(posts: Post[], site: Partial<SiteSettings> = {}): PlannedPage[] {
  const media = [mediaFile("posts/2026/a.svg")];
  return [...feedPages(editionOf(posts, { publication: makePublication({ site }), media }))];
}

function feeds(posts: Post[], site: Partial<SiteSettings> = {}): Map<string, FeedModel> {
  return new Map(plan(posts, site).map((page) => [page.url, fillPage(page).model as FeedModel]));
}

const idsIn = (feed: FeedModel | undefined): string[] | undefined => feed?.entries.map((entry) => entry.id);
const first = "/world/2026/02/steel/";

const moves: [what: string, fields: PostFields, url: string][] = [
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

test("the site, every section, author and tag have a feed of their own stories, newest first, pages left out", () => {
  const all = feeds([
    makePost({ slug: "a", publishedAt: before(9) }),
    makePost({
      slug: "b",
      publishedAt: before(3),
      section: "science",
      authors: ["asha", "desk"],
      tags: [tag("Steel")],
    }),
    makePost({ slug: "about", kind: "page" }),
  ]);
  assert.equal(
    [...all].map(([url, feed]) => [url, feed.homeUrl, feed.feedTitle, idsIn(feed)]),
    [
      ["/rss.xml", "/", "Small", ["/science/2026/02/b/", "/world/2026/02/a/"]],
      ["/world/rss.xml", "/world/", "Small: World", ["/world/2026/02/a/"]],
      ["/science/rss.xml", "/science/", "Small: Science", ["/science/2026/02/b/"]],
      ["/authors/asha/rss.xml", "/authors/asha/", "Small: Asha Example", ["/science/2026/02/b/"]],
      ["/authors/desk/rss.xml", "/authors/desk/", "Small: The desk", ["/science/2026/02/b/", "/world/2026/02/a/"]],
      ["/tags/steel/rss.xml", "/tags/steel/", "Small: Steel", ["/science/2026/02/b/"]],
    ],
  );
});

test("a feed comes in the formats that the site wants, with as many entries as it says, and they are the same entries", () => {
  const { feeds: defaults } = makePublication().site;
  const posts = Array.from({ length: 9 }, (_, i) => makePost({ slug: `s${i}`, publishedAt: before(i) }));
  const all = feeds(posts, {
    feeds: {
      ...defaults,
      site: { formats: ["rss", "atom", "json"], entries: 3 },
      section: { formats: ["json"], entries: 3 },
    },
  });
  assert.equal(
    [...all.keys()],
    ["/rss.xml", "/atom.xml", "/feed.json", "/world/feed.json", "/science/feed.json", "/authors/desk/rss.xml"],
  );
  assert.is(all.get("/rss.xml")?.entries[2], all.get("/feed.json")?.entries[2]);
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

const changes: [what: string, posts: PostFields[], updatedAt: string][] = [
  ["no story", [], ""],
  [
    "the newest story",
    [{ publishedAt: "2026-01-02T00:00:00Z" }, { publishedAt: "2026-01-01T00:00:00Z" }],
    "2026-01-02T00:00:00Z",
  ],
  [
    "an update of an older story",
    [
      { publishedAt: "2026-01-02T00:00:00Z" },
      { publishedAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-03T00:00:00Z" },
    ],
    "2026-01-03T00:00:00Z",
  ],
  [
    "a correction of an older story",
    [
      { publishedAt: "2026-01-02T00:00:00Z" },
      { publishedAt: "2026-01-01T00:00:00Z", corrections: [{ at: "2026-01-04T00:00:00Z", text: "Wrong." }] },
    ],
    "2026-01-04T00:00:00Z",
  ],
  [
    "a later instant whose clock shows less",
    [{ publishedAt: "2026-01-02T04:00:00+05:30" }, { publishedAt: "2026-01-01T23:00:00Z" }],
    "2026-01-01T23:00:00Z",
  ],
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
  const entry = feeds([post], {
    ai: {
      default: "none",
      policy: "",
      hasMeta: false,
      disclaimer: { assisted: "", partial: "In our words.", full: "" },
    },
  }).get("/rss.xml")?.entries[0];
  assert.equal(
    [
      entry?.categories,
      entry?.byline.map((author) => author.name),
      entry?.body,
      entry?.summary,
      entry?.language,
      entry?.direction,
      entry?.aiDisclaimer,
      entry?.comments,
      entry?.corrections,
    ],
    [
      ["World", "Steel"],
      ["Asha Example", "The desk"],
      { digest: post.digests.body, slots: [] },
      "The first paragraph.",
      "ar",
      "rtl",
      "In our words.",
      { url: "/world/2026/02/steel/#site:comments", count: 3 },
      [{ at: before(1), text: "Wrong." }],
    ],
  );
});

test("a story without comments says nothing of them, and one that never changed has no instant of a change", () => {
  const [entry] = feeds([makePost()]).get("/rss.xml")?.entries ?? [];
  assert.equal([entry?.comments, entry?.changedAt], [null, ""]);
});

test("a lead picture says what a reader must know before fetching it", () => {
  const post = makePost({ image: { source: "posts/2026/a.svg", alt: "A mill", caption: "C", credit: "D" } });
  const [page] = plan([post, makePost({ slug: "plain" })]);
  assert.equal(page?.pictures, ["/media/a-abcdef0123.svg"], "its size in bytes is asked for");
  assert.equal(feeds([post]).get("/rss.xml")?.entries[0]?.picture, {
    url: "/media/a-abcdef0123.svg",
    alt: "A mill",
    width: 640,
    height: 360,
    caption: "C",
    credit: "D",
    colour: "",
    renditions: null,
    type: "image/svg+xml",
  });
});

test("the hub stands in every feed", () => {
  const all = feeds([makePost({ tags: [tag("Steel")] })], { hub: "https://hub.example/" });
  assert.is(all.size, 5);
  for (const [url, feed] of all) assert.is(feed.hub, "https://hub.example/", url);
});

const digestsOf = (posts: Post[]): Map<string, string> =>
  new Map(plan(posts).map((page) => [page.url, digestOfModel(page)]));

const digestOfFeed = (post: PostFields): string => digestsOf([makePost(post)]).get("/rss.xml") ?? "";

test("a feed's digest changes with all that its entries show", () => {
  const plain = digestOfFeed({});
  assert.is(digestOfFeed({}), plain);
  for (const change of [
    { title: "Other" },
    { description: "Other" },
    { subtitle: "Other" },
    { commentCount: 1, comments: "open" },
    { ai: "full" },
    { reviewedBy: "desk" },
    { language: "ar" },
    { authors: ["asha"] },
    { tags: [tag("Steel")] },
    { updatedAt: before(1) },
    { corrections: [{ at: before(1), text: "Wrong." }] },
    { image: { source: "posts/2026/a.svg", alt: "", caption: "", credit: "" } },
    { redirectFrom: ["/old/"] },
    { body: "f".repeat(32) },
    { slots: [image("a.svg", "An alternative")] },
  ] satisfies PostFields[]) {
    assert.is.not(digestOfFeed(change), plain, JSON.stringify(change));
  }
});

test("an edit changes the digests of the feeds that the story is in, and of no other", () => {
  const digests = (title: string): Map<string, string> =>
    digestsOf([
      makePost({ slug: "a", tags: [tag("Steel")], authors: ["asha"], title }),
      makePost({ slug: "b", tags: [tag("Tides")], section: "science" }),
    ]);
  const edited = digests("Other");
  assert.equal(
    [...digests("One")].filter(([url, digest]) => edited.get(url) !== digest).map(([url]) => url),
    ["/rss.xml", "/world/rss.xml", "/authors/asha/rss.xml", "/tags/steel/rss.xml"],
  );
});

test.run();
