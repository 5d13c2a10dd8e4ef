// What machines read: articles.json for the service, build.json for schedulers, _redirects for hosts, robots.txt for crawlers.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Edition } from "../../../src/edition/edition.ts";
import { documents } from "../../../src/pages/documents.ts";
import { before, editionOf, makePost, makePublication } from "../sample-posts.ts";

const text = (edition: Edition, path: string): string =>
  documents(edition).find((document) => document.path === path)?.text.value ?? "";
const site = { id: "small", basePath: "/news" };

test("they are at their addresses", () => {
  assert.equal(
    documents(editionOf([])).map((document) => document.path),
    ["_redirects", "articles.json", "build.json", "robots.txt", "site.webmanifest"],
  );
});

test("articles.json is as CONTENT.md promises: paths without the base path, aliases, comments", () => {
  const posts = [
    makePost({
      slug: "iron",
      title: 'Iron & "steel"',
      redirectFrom: ["/old", "/world/2026/02/steel/"],
      comments: "open",
      commentCount: 2,
      publishedAt: "2026-02-01T11:00:00+05:30",
    }),
    makePost({ slug: "gold", section: "science", comments: "closed", publishedAt: before(600) }),
    makePost({ slug: "draft", isDraft: true }),
    makePost({ slug: "about", kind: "page" }),
  ];
  assert.equal(JSON.parse(text(editionOf(posts, { publication: makePublication({ site }) }), "articles.json")), {
    version: 1,
    site: { id: "small", origin: "https://small.example", basePath: "/news" },
    articles: [
      {
        id: "/old/",
        path: "/world/2026/02/iron/",
        aliases: ["/old/", "/world/2026/02/steel/"],
        title: 'Iron & "steel"',
        section: "world",
        publishedAt: "2026-02-01T11:00:00+05:30",
        comments: { state: "open", count: 2 },
      },
      {
        id: "/science/2026/02/gold/",
        path: "/science/2026/02/gold/",
        aliases: [],
        title: "Headline of gold",
        section: "science",
        publishedAt: before(600),
        comments: { state: "closed", count: 0 },
      },
    ],
  });
});

test("articles.json of a site without stories is whole", () => {
  assert.equal((JSON.parse(text(editionOf([]), "articles.json")) as { articles: unknown[] }).articles, []);
});

test("an article's id is its path or one of its aliases, so that the service knows it by every name", () => {
  const posts = [makePost({ slug: "a", redirectFrom: ["/x", "/y.html", "/ü"] }), makePost({ slug: "b" })];
  const { articles } = JSON.parse(text(editionOf(posts), "articles.json")) as {
    articles: { id: string; path: string; aliases: string[] }[];
  };
  for (const { id, path, aliases } of articles)
    assert.ok(id === path || aliases.includes(id), `${id} is not among ${aliases}`);
});

test("build.json tells the next transition in UTC, or null", () => {
  const steady = JSON.parse(text(editionOf([makePost({ publishedAt: before(3 * 24 * 60) })]), "build.json")) as object;
  assert.equal(steady, { generator: "Broadsheet", version: 1, articles: 1, nextTransition: null });
  const scheduled = JSON.parse(
    text(editionOf([makePost({ publishedAt: "2026-02-02T00:00:00+05:30" })]), "build.json"),
  ) as object;
  assert.equal(scheduled, {
    generator: "Broadsheet",
    version: 1,
    articles: 0,
    nextTransition: "2026-02-01T18:30:00.000Z",
  });
});

test("_redirects has a line of three words for each earlier address, base path included", () => {
  const posts = [makePost({ slug: "a", redirectFrom: ["/two words", "/b.html", "/世界/"] })];
  assert.is(
    text(editionOf(posts, { publication: makePublication({ site }) }), "_redirects"),
    [
      "/news/%E4%B8%96%E7%95%8C/ /news/world/2026/02/a/ 301",
      "/news/b.html /news/world/2026/02/a/ 301",
      "/news/two%20words/ /news/world/2026/02/a/ 301",
      "",
    ].join("\n"),
  );
  assert.is(text(editionOf([]), "_redirects"), "");
});

test("robots.txt allows every crawler, and names the sitemaps", () => {
  assert.is(
    text(editionOf([]), "robots.txt"),
    "User-agent: *\nAllow: /\n\nSitemap: https://small.example/sitemap.xml\nSitemap: https://small.example/news-sitemap.xml\n",
  );
});

test("robots.txt has a group for each crawler that the site names, and the site's own word for all others", () => {
  const robots = { GPTBot: "disallow", "*": "disallow", Googlebot: "allow" } as const;
  const groups = text(editionOf([], { publication: makePublication({ site: { robots } }) }), "robots.txt").split(
    "\n\n",
  );
  assert.equal(groups.slice(0, 3), [
    "User-agent: *\nDisallow: /",
    "User-agent: GPTBot\nDisallow: /",
    "User-agent: Googlebot\nAllow: /",
  ]);
});

test("robots.txt of a site with a base path speaks of that path alone, and says where its lines belong", () => {
  const robots = text(
    editionOf([], { publication: makePublication({ site: { basePath: "/news", robots: { CCBot: "disallow" } } }) }),
    "robots.txt",
  );
  assert.is(
    robots,
    [
      "# Crawlers read https://small.example/robots.txt alone: these lines take effect there.",
      "",
      "User-agent: *\nAllow: /news/",
      "",
      "User-agent: CCBot\nDisallow: /news/",
      "",
      "Sitemap: https://small.example/news/sitemap.xml\nSitemap: https://small.example/news/news-sitemap.xml\n",
    ].join("\n"),
  );
});

test.run();
