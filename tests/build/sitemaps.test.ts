// Sitemaps and robots.txt of a site built for real: hostile texts, every page listed, and a clock that moves on its own.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { findXmlFault } from "../unit/eleventy/well-formed.ts";
import {
  broadsheet,
  compareSnapshots,
  postText,
  smallSite,
  snapshot,
  temporaryFolder,
  writeFiles,
} from "./broadsheet.ts";
import { listFiles, read } from "./output.ts";

const hostile = `]]><b>&amp;"'\u0001</news:title>`;
const address = "https://x.example/news";
const folder = temporaryFolder();
const site = join(folder, "site");
const dist = join(folder, "dist");
mkdirSync(site);
writeFiles(site, {
  ...smallSite,
  "_data/site.json": JSON.stringify({
    title: `Small ${hostile.replace("\u0001", "")}`,
    url: address,
    language: "en",
    timezone: "Asia/Kolkata",
    robots: { GPTBot: "disallow" },
  }),
  "posts/a&b/index.md": postText({
    title: hostile.replace("\u0001", ""),
    date: "2026-02-09T10:00:00Z",
    image: { src: "it's.svg", alt: "" },
    tags: ["R&D"],
    redirectFrom: ["/old"],
  }),
  "posts/a&b/it's.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>',
  "posts/标题.md": postText({ title: "标题", date: "2026-01-31T10:00:00Z", language: "zh-CN" }),
  "posts/draft.md": postText({ title: "Secret", draft: true }),
  "posts/about.md": "---\ntitle: About\nkind: page\n---\nAbout us.\n",
});

async function build(now: string, output = dist): Promise<number> {
  const {
    status,
    errors,
    output: text,
  } = await broadsheet([
    "build",
    "--site",
    site,
    "--out",
    output,
    "--cache",
    `${output}-cache`,
    "--now",
    now,
    "--json",
  ]);
  assert.is(status, 0, errors);
  return (JSON.parse(text) as { pages: { rendered: number } }).pages.rendered;
}

const locationsIn = (text: string): string[] =>
  [...text.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, location = ""]) =>
    location.replaceAll("&amp;", "&").replaceAll("&#39;", "'"),
  );

await build("2026-02-10T00:00:00Z");

test("they are well-formed XML, whatever authors write", () => {
  const maps = listFiles(dist, ".xml").filter((path) => path.includes("sitemap"));
  assert.equal(maps, [
    "news-sitemap.xml",
    "sitemap-2026-01.xml",
    "sitemap-2026-02.xml",
    "sitemap-authors.xml",
    "sitemap-pages.xml",
    "sitemap-sections.xml",
    "sitemap-tags.xml",
    "sitemap.xml",
  ]);
  for (const path of maps) assert.is(findXmlFault(read(dist, path)), "", path);
  assert.match(
    read(dist, "news-sitemap.xml"),
    "<news:title>]]&gt;&lt;b&gt;&amp;amp;&quot;&#39;&lt;/news:title&gt;</news:title>",
  );
});

test("the index leads to sitemaps that list every page once, and only pages that are there", () => {
  const listed = locationsIn(read(dist, "sitemap.xml")).flatMap((map) =>
    locationsIn(read(dist, map.slice(address.length + 1)).replace(/<image:image>.*?<\/image:image>/g, "")),
  );
  const pages = listFiles(dist, "index.html").filter((path) => !path.startsWith("old"));
  assert.equal(listed.map((url) => `${decodeURIComponent(url.slice(address.length + 1))}index.html`).sort(), pages);
  const pictures = [...read(dist, "sitemap-2026-02.xml").matchAll(/<image:loc>(.*?)<\/image:loc>/g)].map(
    ([, url = ""]) => url.slice(address.length + 1),
  );
  assert.equal(pictures, listFiles(dist, ".svg"));
});

test("robots.txt names sitemaps that are there", () => {
  const robots = read(dist, "robots.txt");
  assert.match(robots, "User-agent: GPTBot\nDisallow: /news/\n");
  const sitemaps = [...robots.matchAll(/^Sitemap: (.*)$/gm)].map(([, url = ""]) => url.slice(address.length + 1));
  assert.equal(sitemaps, ["sitemap.xml", "news-sitemap.xml"]);
  for (const path of sitemaps) assert.ok(listFiles(dist).includes(path));
});

test("a story leaves the news when its two days are over, though nothing has been edited", async () => {
  const { nextTransition } = JSON.parse(read(dist, "build.json")) as { nextTransition: string };
  assert.is(nextTransition, "2026-02-11T10:00:00.000Z");
  assert.is(await build("2026-02-11T09:59:00Z"), 0);
  assert.match(read(dist, "news-sitemap.xml"), "<news:publication_date>2026-02-09T10:00:00Z</news:publication_date>");
  assert.is(await build(nextTransition), 1, "the news sitemap alone is rendered");
  assert.not.match(read(dist, "news-sitemap.xml"), "news:publication_date");
  const clean = join(folder, "clean");
  await build(nextTransition, clean);
  assert.equal(compareSnapshots(snapshot(dist), snapshot(clean)), []);
});

test.run();
