// All pages of an edition: each address once, each model whole, and the same for the same data.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Post } from "../../../src/content/post.ts";
import type { Edition } from "../../../src/edition/edition.ts";
import type { StandaloneModel } from "../../../src/pages/models.ts";
import type { PageModel } from "../../../src/pages/page-model.ts";
import { planPages } from "../../../src/pages/plan-pages.ts";
import { digestOfModel, fillPage, type PlannedPage } from "../../../src/pages/planned-page.ts";
import { makeGlobals } from "../../../src/pages/site-view.ts";
import {
  before,
  editionOf,
  image,
  makePost,
  makePublication,
  mediaFile,
  type PostFields,
  tag,
} from "../sample-posts.ts";

const picture = { source: "posts/2026/a.svg", alt: "A", caption: "C", credit: "D" };

function makeSite(): Edition {
  const posts: Post[] = Array.from({ length: 90 }, (_, i) =>
    makePost({
      slug: `s${i}`,
      publishedAt: before(i * 900),
      section: i % 3 === 0 ? "science" : "world",
      tags: i % 2 === 0 ? [tag("Steel")] : [tag(`Tag${i}`)],
      authors: i % 2 === 0 ? ["asha", "desk"] : ["desk"],
      image: i % 4 === 0 ? picture : null,
      series: i % 10 === 0 ? "Parts" : "",
      corrections: i % 7 === 0 ? [{ at: before(1), text: "Wrong." }] : [],
      redirectFrom: i % 11 === 0 ? [`/old-${i}`] : [],
      language: i % 5 === 0 ? "ar" : "en",
      body: String(i).padStart(32, "0"),
      slots: i % 4 === 0 ? [image("a.svg")] : [],
    }),
  );
  const pages = [
    makePost({ slug: "about", kind: "page", publishedAt: "", publishedOn: "" }),
    makePost({ slug: "terms", kind: "page", image: picture, updatedAt: before(5), description: "D" }),
  ];
  return editionOf([...posts, ...pages], {
    media: [mediaFile("posts/2026/a.svg")],
    publication: makePublication({ site: { serviceUrl: "", id: "small" } }),
  });
}

const site = makeSite();
const planned = [...planPages(site)];
const pages = planned.map(fillPage);

/** Paths of the values in `value` that JSON would leave out. */
function findHoles(value: unknown, path: string): string[] {
  if (value === undefined || (typeof value === "number" && !Number.isFinite(value))) return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => findHoles(entry, `${path}.${key}`));
}

test("no two pages have one address", () => {
  const urls = pages.map((page) => page.url);
  assert.equal(
    urls.filter((url, i) => urls.indexOf(url) !== i),
    [],
  );
  assert.ok(urls.length > 150, String(urls.length));
});

test("every kind of page is there", () => {
  assert.equal([...new Set(pages.map((page) => page.template))].sort(), [
    "article",
    "author",
    "corrections",
    "feeds",
    "front",
    "index",
    "listing",
    "most-read",
    "news-sitemap",
    "not-found",
    "opml",
    "page",
    "redirect",
    "rss",
    "sitemap",
    "sitemap-index",
  ]);
});

test("every model knows its address and leaves no field out", () => {
  for (const { url, model, template, rank } of pages) {
    assert.is(model.url, url);
    assert.equal(findHoles(model, template), [], url);
    for (const field of [
      "language",
      "direction",
      "title",
      "description",
      "sectionSlug",
      "hue",
      "feeds",
      "hasCounter",
    ] satisfies (keyof PageModel)[])
      assert.ok(field in model, `${url} has no ${field}`);
    assert.is(rank, url.endsWith(".xml") ? "feed" : "page");
    assert.ok(url.startsWith("/"));
  }
});

test("models of one template have the same fields, whatever the post says", () => {
  const fields = new Map<string, string>();
  for (const { template, model, url } of pages) {
    const names = Object.keys(model).sort().join();
    assert.is(names, fields.get(template) ?? names, url);
    fields.set(template, names);
  }
});

test("a page that says nothing but its title has a whole model", () => {
  const model = pages.find((page) => page.url === "/about/")?.model as StandaloneModel;
  assert.equal(
    { ...model, feeds: model.feeds.length },
    {
      url: "/about/",
      language: "en",
      direction: "ltr",
      title: "Headline of about",
      description: "The first paragraph.",
      sectionSlug: "",
      hue: 0,
      feeds: 0,
      hasCounter: false,
      headline: "Headline of about",
      subtitle: "",
      standfirst: "",
      updatedAt: "",
      picture: null,
      body: { digest: "0".repeat(32), slots: [] },
      ai: "none",
      aiDisclaimer: "",
      reviewedBy: null,
      aiPolicy: "",
      isDraft: false,
    },
  );
});

test("pages made of a post name its file, for errors", () => {
  const sources = pages
    .filter((page) => ["article", "page", "redirect"].includes(page.template))
    .map((page) => page.source);
  assert.ok(sources.every((source) => /^posts\/.*\.md$/.test(source)));
});

const describe = (page: PlannedPage): string => JSON.stringify([digestOfModel(page), fillPage(page)]);

test("the same edition makes the same pages, and data pass through JSON and back unharmed", () => {
  assert.equal(planned.map(describe), [...planPages(makeSite())].map(describe));
});

/** Of all fragments that a model prints. */
function digestsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  if ("slots" in value && "digest" in value) return [value.digest as string];
  return Object.values(value).flatMap(digestsIn);
}

test("a page names the bodies that it prints", () => {
  for (const page of planned)
    assert.equal([...new Set(page.bodies)].sort(), [...new Set(digestsIn(fillPage(page).model))].sort(), page.url);
  assert.ok(planned.some(({ template, bodies }) => template === "rss" && bodies.length > 1));
});

/** Addresses of all pictures of which a model tells the type, and its template the size in bytes. */
function weighedIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  if ("type" in value && "renditions" in value) return [(value as unknown as { url: string }).url];
  return Object.values(value).flatMap(weighedIn);
}

test("a page names the pictures whose size it prints", () => {
  for (const page of planned)
    assert.equal([...new Set(page.pictures)].sort(), [...new Set(weighedIn(fillPage(page).model))].sort(), page.url);
  assert.ok(planned.some(({ template, pictures }) => template === "rss" && pictures.length > 1));
});

test("a listing's digest changes with what its cards show", () => {
  const listing = (post: PostFields): string => {
    const [page] = [...planPages(editionOf([makePost(post)]))].filter((entry) => entry.url === "/world/");
    return page === undefined ? "" : digestOfModel(page);
  };
  const plain = listing({});
  for (const change of [
    { title: "Other" },
    { description: "Other" },
    { kicker: "Other" },
    { commentCount: 1 },
    { ai: "full" },
    { kind: "opinion" },
    { language: "ar" },
    { authors: ["asha"] },
    { minutes: 30 },
  ] satisfies PostFields[]) {
    assert.is.not(listing(change), plain, JSON.stringify(change));
  }
  for (const change of [
    { body: "f".repeat(32) },
    { slots: [image("a.svg")] },
    { subtitle: "Other" },
    { dateline: "Seoul" },
    { bodyLine: 30 },
  ] satisfies PostFields[])
    assert.is(listing(change), plain, `${Object.keys(change)} is no part of a card`);
});

test("the globals name the sections in menu order, and the public standalone pages", () => {
  const globals = makeGlobals(
    editionOf([makePost({ slug: "about", kind: "page" }), makePost({ slug: "secret", kind: "page", isDraft: true })], {
      withDrafts: true,
    }),
    {
      styles: "/a.css",
      countScript: "/a.js",
      pageScript: "/b.js",
      font: "/a.woff2",
      italicFont: "/b.woff2",
    },
  );
  assert.equal(globals.sections, [
    { slug: "world", name: "World", url: "/world/", hue: 1 },
    { slug: "science", name: "Science", url: "/science/", hue: 2 },
  ]);
  assert.equal(globals.site.pages, [{ name: "Headline of about", url: "/about/" }]);
  assert.equal(findHoles(globals, "globals"), []);
});

test.run();
