// Sitemaps: every public page once, true dates, files within the protocol's limits, and news that age with the clock.
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Post } from "../../../../src/content/post.ts";
import type { Edition } from "../../../../src/edition/edition.ts";
import type { Story } from "../../../../src/edition/story.ts";
import { planPages } from "../../../../src/pages/plan-pages.ts";
import { fillPage, type PlannedPage } from "../../../../src/pages/planned-page.ts";
import type {
  NewsSitemapModel,
  SitemapIndexModel,
  SitemapModel,
} from "../../../../src/pages/sitemaps/sitemap-models.ts";
import { newsLanguage, Sitemaps } from "../../../../src/pages/sitemaps/sitemaps.ts";
import { before, editionOf, image, makePost, mediaFile, noon, tag } from "../../sample-posts.ts";

const day = 24 * 60;

const modelsOf = <T>(pages: Iterable<PlannedPage>, template: string): Map<string, T> =>
  new Map(
    [...pages]
      .filter((page) => page.template === template)
      .map((page) => [page.url, fillPage(page).model as unknown as T]),
  );
const sitemapsOf = (edition: Edition): Map<string, SitemapModel> => modelsOf(planPages(edition), "sitemap");
const newsOf = (edition: Edition): NewsSitemapModel =>
  modelsOf<NewsSitemapModel>(planPages(edition), "news-sitemap").get("/news-sitemap.xml") as NewsSitemapModel;
const urlsIn = (model: SitemapModel | undefined): string[] => model?.urls.map(({ url }) => url) ?? [];

const many = [
  ...Array.from({ length: 90 }, (_, i) =>
    makePost({
      slug: `s${i}`,
      publishedAt: before(i * 900 + 1),
      section: i % 3 === 0 ? "science" : "world",
      tags: [tag("Steel")],
      redirectFrom: i % 20 === 0 ? [`/old-${i}`] : [],
    }),
  ),
  makePost({ slug: "about", kind: "page", publishedAt: "", publishedOn: "" }),
  makePost({ slug: "draft", isDraft: true }),
  makePost({ slug: "later", publishedAt: before(-10) }),
];

test("every public page is in exactly one sitemap; no redirect, draft or 404 is in any", () => {
  const edition = editionOf(many);
  const pages = [...planPages(edition)];
  const listed = [...sitemapsOf(edition).values()].flatMap(urlsIn);
  const wanted = pages
    .filter((page) => page.rank === "page" && !["redirect", "not-found"].includes(page.template))
    .map((page) => page.url);
  assert.equal(listed.toSorted(), wanted.toSorted());
  assert.ok(listed.includes("/tags/steel/page/1/") && listed.includes("/about/") && !listed.includes("/404.html"));
});

test("what only a preview shows is in none", () => {
  const edition = editionOf(many, { withDrafts: true });
  const listed = [...sitemapsOf(edition).values()].flatMap(urlsIn);
  assert.equal(
    listed.filter((url) => /draft|later/.test(url)),
    [],
  );
  assert.not.match(JSON.stringify(newsOf(edition)), /draft|later/);
});

test("the index names every sitemap, with the date of its newest page", () => {
  const edition = editionOf(many);
  const index = modelsOf<SitemapIndexModel>(planPages(edition), "sitemap-index").get("/sitemap.xml");
  assert.equal(
    index?.sitemaps.map(({ url }) => url),
    [...sitemapsOf(edition).keys()],
  );
  assert.equal(
    index?.sitemaps.filter(({ url }) => /-(?:2026-01|pages)/.test(url)),
    [
      { url: "/sitemap-2026-01.xml", lastModified: before(901) },
      { url: "/sitemap-pages.xml", lastModified: before(1) },
    ],
  );
});

test("a new story changes the sitemaps of its month and of the listings that show it, and no other month's", () => {
  const changed = (posts: Post[]): Map<string, string> =>
    new Map([...sitemapsOf(editionOf(posts))].map(([url, model]) => [url, JSON.stringify(model)]));
  const [was, is] = [changed(many), changed([...many, makePost({ slug: "new", publishedAt: before(0) })])];
  assert.equal(
    [...is].filter(([url, model]) => was.get(url) !== model).map(([url]) => url),
    ["/sitemap-2026-02.xml", "/sitemap-pages.xml", "/sitemap-sections.xml", "/sitemap-authors.xml"],
  );
});

test("an article has the date of its last change and its pictures, each once", () => {
  const picture = { source: "posts/2026/a.svg", alt: "", caption: "", credit: "" };
  const post = makePost({
    image: picture,
    slots: [image("b.svg"), image("a.svg"), image("b.svg")],
    corrections: [{ at: before(1), text: "Wrong." }],
  });
  const edition = editionOf([post], { media: [mediaFile("posts/2026/a.svg"), mediaFile("posts/2026/b.svg")] });
  const address = "/world/2026/02/steel/";
  assert.equal(
    [...sitemapsOf(edition).values()].flatMap(({ urls }) => urls).find(({ url }) => url === address),
    { url: address, lastModified: before(1), pictures: ["/media/a-abcdef0123.svg", "/media/b-abcdef0123.svg"] },
  );
});

test("a listing has the date of the newest of its stories' changes, and none where nothing tells", () => {
  const posts = [
    makePost({ slug: "a", publishedAt: before(9) }),
    makePost({ slug: "b", publishedAt: before(99), updatedAt: before(3) }),
  ];
  const dates = new Map(
    [...sitemapsOf(editionOf(posts)).values()].flatMap(({ urls }) =>
      urls.map(({ url, lastModified }) => [url, lastModified]),
    ),
  );
  assert.equal(
    ["/", "/world/", "/science/", "/archive/2026/02/", "/authors/desk/", "/archive/", "/corrections/"].map((url) =>
      dates.get(url),
    ),
    [before(3), before(3), "", before(3), before(3), "", ""],
  );
});

/** An edition of one story, `times` over; real ones of this size take their time. */
function swollen(times: number, change: (story: Story, i: number) => Partial<Story>): Edition {
  const edition = editionOf([makePost()]);
  const [story] = edition.stories;
  return {
    ...edition,
    stories: Array.from({ length: times }, (_, i) => ({ ...(story as Story), ...change(story as Story, i) })),
  };
}

const sizes = (edition: Edition): [string, number][] =>
  [...modelsOf<SitemapModel>(new Sitemaps(edition).pages(), "sitemap")].map(([url, model]): [string, number] => [
    url,
    model.urls.length,
  ]);

test("a file has at most 50,000 addresses; the full one keeps its name and its oldest stories", () => {
  const edition = swollen(50_001, (_, i) => ({ url: `/world/2026/02/s${i}/` }));
  assert.equal(sizes(edition), [
    ["/sitemap-2026-02.xml", 50_000],
    ["/sitemap-2026-02-2.xml", 1],
  ]);
  const [first] = modelsOf<SitemapModel>(new Sitemaps(edition).pages(), "sitemap").values();
  assert.is(first?.urls[0]?.url, "/world/2026/02/s50000/");
});

test("a file stays far below 50 MB, and an address has at most 1,000 pictures", () => {
  const references = Array.from({ length: 1_200 }, (_, at) => ({
    at,
    filled: {
      url: `/media/${"p".repeat(60)}-${at}.jpg`,
      alt: "",
      width: 0,
      height: 0,
      colour: "",
      renditions: null,
    },
  }));
  const edition = swollen(200, (_, i) => ({ url: `/world/2026/02/s${i}/`, references }));
  const counts = sizes(edition);
  assert.ok(counts.length > 1 && counts.reduce((sum, [, count]) => sum + count, 0) === 200, JSON.stringify(counts));
  const [first] = modelsOf<SitemapModel>(new Sitemaps(edition).pages(), "sitemap").values();
  assert.is(first?.urls[0]?.pictures.length, 1_000);
});

test("the news are the stories of the last two days, newest first, with their headline, time and language", () => {
  const posts = [
    makePost({ slug: "new", publishedAt: before(1), language: "zh-Hant-HK", title: "標題" }),
    makePost({ slug: "young", publishedAt: before(2 * day - 1) }),
    makePost({ slug: "old", publishedAt: before(2 * day), updatedAt: before(1) }),
    makePost({ slug: "about", kind: "page", publishedAt: before(1) }),
  ];
  assert.equal(newsOf(editionOf(posts)).stories, [
    { url: "/world/2026/02/new/", title: "標題", publishedAt: before(1), language: "zh-tw" },
    { url: "/world/2026/01/young/", title: "Headline of young", publishedAt: before(2 * day - 1), language: "en" },
  ]);
});

test("at most 1,000 stories are news; where none is, the newest stands in as no news, or the front page", () => {
  const edition = editionOf([makePost()]);
  assert.is(
    newsOf({ ...edition, recent: Array.from({ length: 1_001 }, () => edition.stories[0] as Story) }).stories.length,
    1_000,
  );
  const old = newsOf(editionOf([makePost({ publishedAt: before(3 * day) })]));
  assert.equal([old.stories, old.substitute], [[], "/world/2026/01/steel/"]);
  assert.is(newsOf(editionOf([])).substitute, "/");
});

const languages: [tag: string, code: string][] = [
  ["en", "en"],
  ["en-US", "en"],
  ["pt-BR", "pt"],
  ["sr-Latn-RS", "sr"],
  ["fil", "fil"],
  ["zh", "zh-cn"],
  ["zh-CN", "zh-cn"],
  ["zh-SG", "zh-cn"],
  ["zh-Hans-HK", "zh-cn"],
  ["zh-Hant", "zh-tw"],
  ["zh-TW", "zh-tw"],
  ["zh-HK", "zh-tw"],
];

for (const [language, code] of languages)
  test(`the news call ${language} ${code}`, () => assert.is(newsLanguage(language), code));

test("between two transitions no page changes by itself", () => {
  const hours = fc.integer({ min: -80, max: 80 });
  const dates = fc.array(
    fc.record({ published: hours, expires: fc.option(hours, { nil: null }), isDraft: fc.boolean() }),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(dates, hours, hours, fc.boolean(), (rows, first, second, withDrafts) => {
      const posts = rows.map(({ published, expires, isDraft }, i) =>
        makePost({
          slug: `s${i}`,
          publishedAt: before(published * 60),
          expiresAt: expires === null ? "" : before(expires * 60),
          isDraft,
        }),
      );
      const [one, other] = [first, second].map((at) =>
        editionOf(posts, { now: noon + at * 3_600_000, withDrafts }),
      ) as [Edition, Edition];
      const pages = (edition: Edition): string => JSON.stringify([...planPages(edition)].map(fillPage));
      if (one.nextTransition === other.nextTransition) assert.is(pages(one), pages(other));
    }),
    { numRuns: 300 },
  );
});

test.run();
