// Small sites, built for real: what stands on their pages and in their feeds, seen from outside.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseRssFeed } from "feedsmith";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  broadsheet,
  compareSnapshots,
  postText,
  type Run,
  smallSite,
  snapshot,
  temporaryFolder,
  writeFiles,
} from "./broadsheet.ts";
import { elementsOf, findDeadLinks, findRepeatedIds, hasClass, listFiles, read, textOf } from "./output.ts";

const now = "2026-02-10T00:00:00Z";
let made = 0;

/** Builds a site into a folder of its own. */
async function build(
  site: string,
  args: string[] = [],
  environment: Record<string, string> = {},
): Promise<Run & { dist: string }> {
  const dist = join(site, "..", `dist-${++made}`);
  const run = await broadsheet(
    [
      "build",
      "--site",
      site,
      "--out",
      dist,
      "--cache",
      `${dist}-cache`,
      ...(args.includes("--now") ? [] : ["--now", now]),
      ...args,
    ],
    { environment },
  );
  return { ...run, dist };
}

function makeSite(files: Record<string, string | Buffer | null>): string {
  const site = join(temporaryFolder(), "site");
  mkdirSync(site);
  writeFiles(site, { ...smallSite, ...files });
  return site;
}

const address = "https://x.example/news";
const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"/>';
const rich = makeSite({
  "_data/site.json": JSON.stringify({
    title: "Small & <Sons>",
    url: address,
    language: "en",
    timezone: "Asia/Kolkata",
    id: "small",
    service: { url: "" },
    comments: "open",
  }),
  "posts/2026/steel/index.md": postText(
    {
      title: 'Steel & "iron" <b>',
      date: "2026-01-31T14:20:00+05:30",
      updated: "2026-02-01T09:00",
      kicker: "Trade",
      subtitle: "A subtitle",
      tags: ["C++", "Steel"],
      authors: ["asha", "desk"],
      image: { src: "mill.svg", alt: "A mill", caption: "The mill", credit: "Staff" },
      corrections: [{ date: "2026-02-02", text: "The mill was misnamed." }],
      redirectFrom: ["/old/steel.html", "/older/steel/"],
      series: "Metals",
      ai: "partial",
    },
    'The lede & more.\n\nSee [the other](../other.md#part "Title"), [the table](table.csv) and [elsewhere](https://elsewhere.example/).\n\n![A furnace](furnace.svg)\n\nA note.[^1]\n\n[^1]: The note, with `]]>`.\n',
  ),
  "posts/2026/steel/mill.svg": picture,
  "posts/2026/steel/furnace.svg": picture.replace("640", "320"),
  "posts/2026/steel/table.csv": "a,b\n1,2\n",
  "posts/2026/steel/comments.json": '[{"id":"1"}]',
  "posts/2026/other.md": postText(
    { title: "The other", date: "2026-01-30", tags: ["steel"], series: "Metals" },
    "Other text.\n\n## Part\n\n## Part\n\nMore.\n",
  ),
  "posts/2026/third.md": postText({ title: "The third", date: "2026-02-01", comments: "closed" }, "Third text.\n"),
  "posts/2026/النص.md": postText(
    { title: "عنوان المقال", date: "2026-02-03", language: "ar", section: "science", comments: "open" },
    "نص المقال هنا.\n",
  ),
  "posts/2026/templated.md": postText(
    { title: "Templated", date: "2026-02-04", section: "science", template: "njk", "x-count": 3 },
    '{% for n in range(0, 2) %}Row {{ n }}. {% endfor %}{{ site.title }}\n\n{% pullquote "Someone" %}A quote.{% endpullquote %}\n',
  ),
  "posts/about.md": "---\ntitle: About\nkind: page\n---\nAbout us: [steel](2026/steel/index.md).\n",
  "posts/draft.md": postText(
    {
      title: "SECRET draft",
      draft: true,
      tags: ["secret-draft"],
      authors: ["ghost"],
      image: { src: "secret-draft.svg", alt: "" },
    },
    "SECRET [data](secret-draft.csv).\n",
  ),
  "posts/future.md": postText(
    {
      title: "SECRET future",
      date: "2026-02-11T05:30",
      tags: ["secret-future"],
      image: { src: "secret-future.svg", alt: "" },
    },
    "SECRET ![x](secret-future.svg)\n",
  ),
  "posts/expired.md": postText(
    { title: "SECRET expired", expires: "2026-02-09", redirectFrom: "/secret-old/" },
    "SECRET ![x](secret-expired.svg)\n",
  ),
  "posts/secret-draft.svg": picture,
  "posts/secret-draft.csv": "secret",
  "posts/secret-future.svg": picture.replace("640", "641"),
  "posts/secret-expired.svg": picture.replace("640", "642"),
  "_data/authors.json": JSON.stringify({
    desk: { name: "The desk", kind: "organization" },
    asha: { name: "Asha Example" },
    ghost: { name: "SECRET ghost" },
  }),
});
const { dist, status, errors } = await build(rich);
assert.is(status, 0, errors);
const steel = read(dist, "world/2026/01/steel/index.html");
const find = (html: string, tagName: string, className = "") =>
  elementsOf(html).filter(
    (element) => element.tagName === tagName && (className === "" || hasClass(element, className)),
  );

test("four keys, sections, authors and one post make a whole site", async () => {
  const site = makeSite({ "posts/first.md": postText({}) });
  const first = await build(site);
  assert.is(first.status, 0, first.errors);
  assert.equal(
    [first.errors, findDeadLinks(first.dist, "https://small.example"), findRepeatedIds(first.dist)],
    ["", [], []],
  );
  for (const path of [
    "index.html",
    "world/index.html",
    "science/index.html",
    "world/2026/01/first/index.html",
    "authors/desk/index.html",
    "archive/2026/01/index.html",
    "corrections/index.html",
    "404.html",
    "rss.xml",
    "world/rss.xml",
  ])
    assert.ok(listFiles(first.dist).includes(path), path);
});

test("a site without any post is built too", async () => {
  const site = makeSite({});
  mkdirSync(join(site, "posts"));
  const empty = await build(site);
  assert.is(empty.status, 0, empty.errors);
  assert.equal(findDeadLinks(empty.dist, "https://small.example"), []);
});

test("under a base path every internal address leads to a file", () => {
  assert.equal([findDeadLinks(dist, address), findRepeatedIds(dist)], [[], []]);
});

test("drafts, future and expired posts are in no output, nor are their pictures, tags and authors", () => {
  for (const path of listFiles(dist)) {
    assert.not.match(path, /secret|draft|future|expired/);
    assert.not.match(read(dist, path), /secret/i, path);
  }
  assert.is(listFiles(join(dist, "media")).filter((name) => !name.startsWith("headline-")).length, 3);
});

test("--drafts shows drafts and scheduled posts, labelled, but none that has expired", async () => {
  const { dist: preview } = await build(rich, ["--drafts"]);
  assert.match(read(preview, "world/2026/01/draft/index.html"), 'class="label label--draft"');
  assert.match(read(preview, "world/2026/02/future/index.html"), 'class="label label--draft"');
  assert.not.ok(listFiles(preview).some((path) => path.includes("expired")));
});

test("--now moves a scheduled post live at the instant that build.json names", async () => {
  const { nextTransition } = JSON.parse(read(dist, "build.json")) as { nextTransition: string };
  assert.is(nextTransition, "2026-02-11T00:00:00.000Z");
  const before = await build(rich, ["--now", "2026-02-10T23:59:59Z"]);
  assert.not.ok(listFiles(before.dist).includes("world/2026/02/future/index.html"));
  const after = await build(rich, ["--now", nextTransition]);
  assert.ok(listFiles(after.dist).includes("world/2026/02/future/index.html"));
  assert.match(read(after.dist, "rss.xml"), "SECRET future");
  // Two days later it leaves the news sitemap.
  assert.is(
    (JSON.parse(read(after.dist, "build.json")) as { nextTransition: string | null }).nextTransition,
    "2026-02-13T00:00:00.000Z",
  );
});

test("--url replaces origin and base path", async () => {
  const { dist: staged } = await build(rich, ["--url", "https://stage.example"]);
  assert.equal(findDeadLinks(staged, "https://stage.example"), []);
  for (const path of listFiles(staged, ".html")) assert.not.match(read(staged, path), "x.example");
  assert.not.match(read(staged, "rss.xml"), "x.example");
});

test("earlier addresses are pages that lead on, lines of _redirects, and keep a post's identity", () => {
  for (const path of ["old/steel.html", "older/steel/index.html"]) {
    const html = read(dist, path);
    const [canonical] = find(html, "link").filter(({ properties }) => String(properties.rel) === "canonical");
    assert.is(canonical?.properties.href, `${address}/world/2026/01/steel/`);
    assert.match(html, '<meta http-equiv="refresh" content="0; url=/news/world/2026/01/steel/">');
  }
  assert.is(
    read(dist, "_redirects"),
    "/news/old/steel.html /news/world/2026/01/steel/ 301\n/news/older/steel/ /news/world/2026/01/steel/ 301\n",
  );
  const { articles } = JSON.parse(read(dist, "articles.json")) as {
    articles: { id: string; path: string; aliases: string[] }[];
  };
  const { id, path, aliases } = articles.find((article) => article.path.endsWith("/steel/")) ?? {};
  assert.equal([id, path, aliases], ["/old/steel.html", "/world/2026/01/steel/", ["/old/steel.html", "/older/steel/"]]);
  assert.match(steel, 'data-views="/old/steel.html"');
});

test("a page speaks the site's language, and an article in another says so, with its direction", () => {
  const html = read(dist, "science/2026/02/النص/index.html");
  const [root] = find(html, "html");
  assert.equal([root?.properties.lang, root?.properties.dir], ["en", "ltr"]);
  const [article] = find(html, "article");
  assert.equal([article?.properties.lang, article?.properties.dir], ["ar", "rtl"]);
  assert.match(
    html,
    /data-zero="[^"]*" data-one="[^"]*" data-two="[^"]*" data-few="[^"]*" data-many="[^"]*" data-other="[^"]*"/,
  );
  const [card] = find(read(dist, "science/index.html"), "article").filter(({ properties }) => properties.lang === "ar");
  assert.is(card?.properties.dir, "rtl");
});

test("numbers have their plural forms", () => {
  assert.match(steel, 'data-one="{n} view" data-other="{n} views"');
  assert.match(steel, 'data-one="{n} comment" data-other="{n} comments">1 comment<');
  assert.match(read(dist, "world/2026/01/other/index.html"), ">0 comments<");
});

test("template: njk runs the body first", () => {
  const html = read(dist, "science/2026/02/templated/index.html");
  assert.match(html, "Row 0. Row 1. Small &amp; &lt;Sons&gt;");
  assert.match(html, "A quote.");
  assert.match(html, "Someone");
});

test("pictures are copied under names of their content, with their size", () => {
  const pictures = find(steel, "img").map(({ properties }) => [
    String(properties.src).replace(/-[0-9a-f]{10}\./, "-HASH."),
    properties.alt,
    properties.width,
    properties.height,
  ]);
  assert.equal(pictures, [
    ["/news/media/mill-HASH.svg", "A mill", 640, 360],
    ["/news/media/furnace-HASH.svg", "A furnace", 320, 360],
  ]);
  assert.match(steel, /<figcaption class="figure__caption">The mill <span class="figure__credit">Staff<\/span>/);
});

test("a file beside a post is an attachment, and a link to a post becomes its address", () => {
  const links = find(steel, "a").map(({ properties }) => String(properties.href));
  const table = links.find((href) => /^\/news\/media\/table-[0-9a-f]{10}\.csv$/.test(href)) ?? "";
  assert.is(read(dist, table.slice("/news/".length)), "a,b\n1,2\n");
  assert.ok(links.includes("/news/world/2026/01/other/#part"), links.join(" "));
});

test("previous and next are the neighbours in the section, related stories share tags, a series lists its parts", () => {
  const neighbours = find(steel, "nav", "neighbours").map(textOf).join("").replace(/\s+/g, " ");
  assert.match(neighbours, /The other.*The third/);
  const series = find(steel, "ol", "numbered").map(
    (list) =>
      find(steel, "li").length > 0 &&
      textOf(list)
        .trim()
        .split(/\s*\n\s*/),
  );
  assert.equal(series, [["The other", 'Steel & "iron" <b>']]);
  assert.match(steel.slice(steel.indexOf('id="site:related"')), "The other");
});

test("a correction stands with its story and on the page of corrections", () => {
  assert.match(steel, "The mill was misnamed.");
  const html = read(dist, "corrections/index.html");
  assert.match(html, "The mill was misnamed.");
  assert.match(html, 'href="/news/world/2026/01/steel/"');
});

test("what authors write is text: nothing of it becomes an element", () => {
  assert.is(textOf(find(steel, "h1")[0] ?? { type: "text", value: "" }), 'Steel & "iron" <b>');
  assert.match(read(dist, "index.html"), "<title>Small &amp; &lt;Sons&gt;</title>");
});

test("the RSS feed is whole: bodies with absolute addresses, instants in UTC, categories, creators, no entry twice", () => {
  const feed = parseRssFeed(read(dist, "rss.xml"));
  const items = feed.items ?? [];
  assert.is(feed.title, "Small & <Sons>");
  assert.equal(
    items.map((item) => item.title),
    ["Templated", "عنوان المقال", "The third", 'Steel & "iron" <b>', "The other"],
  );
  assert.is(new Set(items.map((item) => item.guid?.value)).size, items.length);
  const item = items[3];
  assert.equal(item?.guid, { value: `${address}/old/steel.html`, isPermaLink: false });
  assert.is(item?.link, `${address}/world/2026/01/steel/`);
  assert.match(read(dist, "rss.xml"), "<pubDate>Sat, 31 Jan 2026 08:50:00 GMT</pubDate>");
  assert.equal(
    item?.categories?.map((category) => category.name),
    ["World", "C++", "steel"],
  );
  assert.equal(item?.dc?.creators, ["Asha Example", "The desk"]);
  const html = item?.content?.encoded ?? "";
  for (const part of [
    "The lede &#x26; more.|The lede &amp; more.",
    "The note, with",
    "]]>|]]&gt;",
    "The mill was misnamed.",
  ])
    assert.ok(
      part.split("|").some((text) => html.includes(text)),
      part,
    );
  for (const { properties } of elementsOf(html))
    for (const url of [properties.href, properties.src]) if (typeof url === "string") assert.match(url, /^https:\/\//);
  assert.match(html, `${address}/world/2026/01/other/#part`);
});

test("older stories move to pages numbered from the oldest", async () => {
  const posts = Object.fromEntries(
    Array.from({ length: 61 }, (_, i) => [
      `posts/p${i}.md`,
      postText({ title: `Story ${i}`, date: new Date(Date.UTC(2025, 0, 1 + i)).toISOString() }),
    ]),
  );
  const { dist: numbered } = await build(makeSite(posts));
  const titles = (path: string) => find(read(numbered, path), "a", "story__link").map(textOf);
  assert.equal(
    titles("world/page/1/index.html"),
    Array.from({ length: 20 }, (_, i) => `Story ${19 - i}`),
  );
  assert.equal(titles("world/page/2/index.html").at(-1), "Story 20");
  assert.equal(
    titles("world/index.html"),
    Array.from({ length: 21 }, (_, i) => `Story ${60 - i}`),
  );
  assert.not.ok(listFiles(numbered).includes("world/page/3/index.html"));
  assert.equal(findDeadLinks(numbered, "https://small.example"), []);
});

const hazard =
  '<script>alert(1)</script>\n\n<p onclick="x()">Kept</p>\n\n[a](javascript:alert(1))\n\n<aside>Mine</aside>\n';
const policies: [policy: string, status: number, errors: RegExp, hasScript: boolean][] = [
  ["safe", 0, /^posts\/a\.md:8:1: warning: <script> is not allowed/, false],
  ["strict", 1, /^posts\/a\.md:8:1: error: <script> is not allowed/, false],
  ["trusted", 0, /^posts\/a\.md:12:5: warning: links to "javascript:" are not allowed[^\n]*\n$/, true],
];
for (const [html, expected, said, hasScript] of policies) {
  test(`html: ${html}`, async () => {
    const site = makeSite({
      "_data/site.json": JSON.stringify({ ...JSON.parse(smallSite["_data/site.json"] ?? ""), html }),
      "posts/a.md": postText({}, hazard),
    });
    const run = await build(site);
    assert.is(run.status, expected, run.errors);
    assert.match(run.errors, said);
    if (expected !== 0) return;
    const page = read(run.dist, "world/2026/01/a/index.html");
    assert.is(page.includes("<script>alert(1)</script>"), hasScript);
    assert.is(page.includes("onclick"), hasScript);
    assert.match(page, "Kept");
  });
}

test("a template of the site's own takes the place of Broadsheet's, and no other", async () => {
  const site = makeSite({
    "posts/a.md": postText({}),
    "_includes/partials/footer.njk": "<footer>Ours, {{ site.title }}</footer>\n",
  });
  const { dist: own } = await build(site);
  const html = read(own, "world/2026/01/a/index.html");
  assert.match(html, "<footer>Ours, Small</footer>");
  assert.match(html, 'class="masthead"');
});

test("a change of a template renders every page, and parses no post again", async () => {
  const site = makeSite({ "posts/a.md": postText({}) });
  const [dist, cache] = [join(site, "../dist-template"), join(site, "../cache-template")];
  const again = (): Promise<Run> =>
    broadsheet(["build", "--site", site, "--out", dist, "--cache", cache, "--now", now]);
  await again();
  const packs = snapshot(join(cache, "packs"));
  writeFiles(site, { "_includes/partials/footer.njk": "<footer>Another foot</footer>\n" });
  const { output } = await again();
  assert.match(output, /^(\d+) of \1 pages rendered/m);
  assert.match(read(dist, "index.html"), /Another foot/);
  assert.equal([packs.size > 0, compareSnapshots(snapshot(join(cache, "packs")), packs)], [true, []]);
});

test("the machine's time zone and language do not matter", async () => {
  const here = await build(rich, [], { TZ: "Pacific/Chatham", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" });
  assert.equal(compareSnapshots(snapshot(here.dist), snapshot(dist)), []);
});

test.run();
