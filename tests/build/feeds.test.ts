// Feeds as their subscribers meet them: read by a feed library after each publish, and followed over edits, renames and deletions.
import { join } from "node:path";
import { parseAtomFeed, parseJsonFeed, parseOpml, parseRssFeed } from "feedsmith";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { broadsheet, postText, smallSite, temporaryFolder, writeFiles } from "./broadsheet.ts";
import { Chance } from "./chance.ts";
import { type Edit, Newsroom } from "./newsroom.ts";
import { elementsOf, listFiles, read } from "./output.ts";
import { type Entry, isFeed, readFeed, readFeeds } from "./read-feeds.ts";

const articleOf = (entry: Entry): number => Number(/Article-(\d+)\./.exec(entry.html)?.[1]);

/** Remembers what it has seen, and complains as a subscriber would. */
class Subscriber {
  readonly complaints: string[] = [];
  /** Article → its identity; and the other way round. */
  private readonly ids = new Map<number, string>();
  private readonly articles = new Map<string, number>();
  private readonly seen = new Map<string, Entry>();
  private feeds = new Map<string, Entry[]>();

  get articlesSeen(): number {
    return this.ids.size;
  }

  look(feeds: Map<string, Entry[]>, edit: Edit, published: ReadonlySet<number>, rendered: readonly string[]): void {
    const complain = (what: string): void =>
      void this.complaints.push(`after "${edit.name}" of ${edit.article}: ${what}`);
    const looked = new Map<string, Entry>();
    for (const [path, entries] of feeds) {
      if (new Set(entries.map((entry) => entry.id)).size !== entries.length) complain(`${path} has an entry twice`);
      if (entries.some((entry, i) => i > 0 && entry.publishedAt > (entries[i - 1]?.publishedAt ?? "")))
        complain(`${path} is out of order`);
      const before = new Map(this.feeds.get(path)?.map((entry) => [entry.id, entry]));
      for (const entry of entries) {
        const article = articleOf(entry);
        if (!published.has(article)) complain(`${path} has article ${article}, which is not public`);
        if ((this.ids.get(article) ?? entry.id) !== entry.id || (this.articles.get(entry.id) ?? article) !== article)
          complain(`article ${article} has a second identity, ${entry.id}`);
        this.ids.set(article, entry.id);
        this.articles.set(entry.id, article);
        const known = this.seen.get(entry.id);
        if (known !== undefined && known.publishedAt !== entry.publishedAt) complain(`the date of ${entry.id} moved`);
        if (known !== undefined && known.updatedAt !== entry.updatedAt && !(edit.isChange && edit.article === article))
          complain(`${entry.id} claims a change`);
        if (edit.isChange && edit.article === article && known?.updatedAt === entry.updatedAt)
          complain(`${entry.id} hides a change`);
        if (article !== edit.article && before.has(entry.id) && before.get(entry.id)?.raw !== entry.raw)
          complain(`${entry.id} in ${path} has other bytes`);
        if ((looked.get(entry.id) ?? entry).html !== entry.html) complain(`${entry.id} is not the same in every feed`);
        looked.set(entry.id, entry);
      }
    }
    if (edit.article !== null && this.feeds.size > 0) {
      for (const path of rendered.filter(isFeed)) {
        const around = [...(this.feeds.get(path) ?? []), ...(feeds.get(path) ?? [])].map(articleOf);
        if (!around.includes(edit.article)) complain(`${path} was rendered, though the article is not in it`);
      }
    }
    for (const [id, entry] of looked) this.seen.set(id, entry);
    this.feeds = feeds;
  }
}

test("followed through 50 random edits, each article comes once, never as a draft, and says that it changed only when it did", async () => {
  const folder = temporaryFolder();
  const newsroom = new Newsroom(folder, new Chance(Number(process.env.BROADSHEET_SEED ?? 7)), 24);
  const dist = join(folder, "dist");
  const subscriber = new Subscriber();
  const publish = async (edit: Edit): Promise<void> => {
    const { status, output, errors } = await broadsheet(
      [
        "build",
        "--site",
        newsroom.folder,
        "--out",
        dist,
        "--cache",
        join(folder, "cache"),
        "--now",
        new Date(newsroom.now).toISOString(),
        "--json",
      ],
      { environment: { TZ: newsroom.now % 2 === 0 ? "UTC" : "Pacific/Chatham" } },
    );
    assert.is(status, 0, `${edit.name}: ${errors}${output}`);
    subscriber.look(readFeeds(dist), edit, newsroom.published, (JSON.parse(output) as { changed: string[] }).changed);
  };
  await publish({ name: "the first publish", article: null, isChange: false });
  for (let i = 0; i < 50; i++) await publish(newsroom.edit());
  assert.equal(subscriber.complaints, []);
  assert.ok(subscriber.articlesSeen > 20, String(subscriber.articlesSeen));
});

const address = "https://small.example";
const steel = {
  title: 'AT&T & <b> "steel" ]]> \u202eend',
  date: "2026-01-31T14:20:00+05:30",
  updated: "2026-02-01T09:00:00+05:30",
  authors: ["asha", "desk"],
  tags: ["C++", "Steel"],
  description: "Less < more & so on",
  subtitle: "A subtitle",
  image: { src: "mill.svg", alt: 'A "mill"', caption: "The mill", credit: "Staff" },
  ai: "partial",
  comments: "open",
  corrections: [{ date: "2026-02-02T00:00:00Z", text: "The mill was misnamed." }],
  redirectFrom: ["/old/steel/"],
};
const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"/>';

const folder = temporaryFolder();
const dist = join(folder, "dist");
const posts = Array.from({ length: 40 }, (_, i) => [
  `posts/p${i}.md`,
  postText(
    { title: `Story ${i}`, date: new Date(Date.UTC(2025, 0, 1 + i)).toISOString(), tags: ["Steel"], ai: "none" },
    `Text ${i}.\n`,
  ),
]);
writeFiles(join(folder, "site"), {
  ...smallSite,
  ...Object.fromEntries(posts),
  "_data/site.json": JSON.stringify({
    ...JSON.parse(smallSite["_data/site.json"] ?? ""),
    hub: "https://hub.example/",
    publisher: { name: "Small Press", logo: "/logo.png" },
  }),
  "logo.png": Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
  "posts/steel/index.md": postText(
    steel,
    "The lede, [a link](../p1.md) and [a note](#note).\n\n![A furnace](mill.svg)\n",
  ),
  "posts/steel/mill.svg": picture,
  "posts/steel/comments.json": '[{"id":"1"},{"id":"2"}]',
  "posts/arabic.md": postText({ title: "عنوان", language: "ar", section: "science", date: "2026-01-01" }, "نص.\n"),
});
const build = await broadsheet([
  "build",
  "--site",
  join(folder, "site"),
  "--out",
  dist,
  "--cache",
  join(folder, "cache"),
  "--now",
  "2026-02-10T00:00:00Z",
]);
assert.is(build.status, 0, build.errors);

test("every section, author and tag has its feeds, as long as the defaults say", () => {
  const lengths = [...readFeeds(dist)].map(([path, entries]) => [path, entries.length]);
  assert.equal(Object.fromEntries(lengths), {
    "atom.xml": 30,
    "feed.json": 30,
    "rss.xml": 30,
    "authors/asha/rss.xml": 1,
    "authors/desk/rss.xml": 15,
    "science/atom.xml": 1,
    "science/feed.json": 1,
    "science/rss.xml": 1,
    "tags/c-plus-plus/rss.xml": 1,
    "tags/steel/rss.xml": 15,
    "world/atom.xml": 30,
    "world/feed.json": 30,
    "world/rss.xml": 30,
  });
});

test("an entry is whole in every format", () => {
  for (const path of ["rss.xml", "atom.xml", "feed.json"]) {
    const [entry] = readFeed(dist, path);
    assert.equal(
      [entry?.id, entry?.url, entry?.title, entry?.publishedAt, entry?.updatedAt],
      [
        `${address}/old/steel/`,
        `${address}/world/2026/01/steel/`,
        steel.title,
        "2026-01-31T08:50:00.000Z",
        "2026-02-02T00:00:00.000Z",
      ],
      path,
    );
    const html = entry?.html ?? "";
    for (const text of [
      "A subtitle",
      "The lede",
      "The mill was misnamed.",
      "generated in part using artificial intelligence",
      `${address}/world/2025/01/p1/`,
      "/steel/#note",
    ])
      assert.ok(html.includes(text), `${path}: ${text}`);
    const pictures = elementsOf(html).filter((element) => element.tagName === "img");
    assert.equal(
      pictures.map(({ properties }) => [String(properties.src).replace(/-[0-9a-f]{10}\./, "."), properties.alt]),
      [
        [`${address}/media/mill.svg`, 'A "mill"'],
        [`${address}/media/mill.svg`, "A furnace"],
      ],
    );
  }
});

test("RSS says what its namespaces have words for", () => {
  const feed = parseRssFeed(read(dist, "rss.xml"));
  const item = feed.items?.[0];
  const url = item?.enclosures?.[0]?.url ?? "";
  assert.match(url, /^https:\/\/small\.example\/media\/mill-[0-9a-f]{10}\.svg$/);
  assert.equal(
    [
      item?.enclosures,
      item?.media?.contents?.[0]?.url,
      item?.media?.contents?.[0]?.width,
      item?.slash?.comments,
      item?.comments,
      item?.dc?.creators,
    ],
    [
      [{ url, length: picture.length, type: "image/svg+xml" }],
      url,
      640,
      2,
      `${address}/world/2026/01/steel/#site:comments`,
      ["Asha Example", "The desk"],
    ],
  );
  assert.equal(
    item?.categories?.map((category) => category.name),
    ["World", "C++", "Steel"],
  );
  assert.is(item?.description, "Less &lt; more &amp; so on");
  assert.match(
    read(dist, "rss.xml"),
    "<title>AT&#x26;T &#x26; &#x3C;b&#x3E;",
    "plain text as the RSS profile writes it",
  );
  assert.equal(
    feed.atom?.links?.map((link) => [link.rel, link.href]),
    [
      ["self", `${address}/rss.xml`],
      ["hub", "https://hub.example/"],
    ],
  );
  assert.equal([feed.language, feed.image?.link, feed.image?.title], ["en", `${address}/`, "Small"]);
  assert.match(feed.image?.url ?? "", /^https:\/\/small\.example\/media\/logo-[0-9a-f]{10}-1\.png$/);
});

test("Atom says what it has words for", () => {
  const feed = parseAtomFeed(read(dist, "world/atom.xml"));
  const entry = feed.entries?.[0];
  assert.equal(
    feed.links?.map((link) => [link.rel, link.href]),
    [
      ["alternate", `${address}/world/`],
      ["self", `${address}/world/atom.xml`],
      ["hub", "https://hub.example/"],
    ],
  );
  assert.equal(
    [feed.id, feed.title?.value, feed.authors?.[0]?.name, feed.updated],
    [`${address}/world/atom.xml`, "Small: World", "Small Press", "2026-02-02T00:00:00Z"],
  );
  assert.is(feed.icon, feed.logo);
  assert.equal(
    [
      entry?.summary?.value,
      entry?.authors,
      entry?.categories?.map((category) => category.term),
      entry?.slash?.comments,
    ],
    [
      steel.description,
      [
        { name: "Asha Example", uri: `${address}/authors/asha/` },
        { name: "The desk", uri: `${address}/authors/desk/` },
      ],
      ["World", "C++", "Steel"],
      2,
    ],
  );
  const links = Object.fromEntries((entry?.links ?? []).map((link) => [link.rel, link]));
  assert.equal(
    [links.enclosure?.type, links.enclosure?.length, links.replies?.href, links.replies?.thr?.count],
    ["image/svg+xml", picture.length, `${address}/world/2026/01/steel/#site:comments`, 2],
  );
});

test("JSON Feed has the fields of its specification, and none that is empty", () => {
  const feed = JSON.parse(read(dist, "feed.json")) as Record<string, unknown> & { items: Record<string, unknown>[] };
  const [item] = feed.items;
  const image = String(item?.image);
  assert.equal(
    [feed.version, feed.home_page_url, feed.feed_url, feed.language],
    ["https://jsonfeed.org/version/1.1", `${address}/`, `${address}/feed.json`, "en"],
  );
  assert.equal(
    [feed.hubs, feed.authors],
    [[{ type: "WebSub", url: "https://hub.example/" }], [{ name: "Small Press", url: `${address}/` }]],
  );
  assert.is(feed.icon, feed.favicon);
  assert.equal(
    [item?.summary, item?.tags, item?.language, item?.attachments],
    [
      steel.description,
      ["World", "C++", "Steel"],
      "en",
      [{ url: image, mime_type: "image/svg+xml", size_in_bytes: picture.length }],
    ],
  );
  assert.equal(item?._comments, { url: `${address}/world/2026/01/steel/#site:comments`, count: 2 });
  for (const entry of [feed, ...feed.items])
    for (const [key, value] of Object.entries(entry))
      assert.ok(value !== "" && value !== null && !(Array.isArray(value) && value.length === 0), key);
});

test("a story in another language says so", () => {
  assert.is(parseRssFeed(read(dist, "science/rss.xml")).items?.[0]?.dc?.languages?.[0], "ar");
  assert.match(read(dist, "science/atom.xml"), '<entry xml:lang="ar">');
  assert.is(parseJsonFeed(read(dist, "science/feed.json")).items?.[0]?.language, "ar");
  for (const path of ["rss.xml", "atom.xml", "feed.json"])
    assert.match(readFeed(dist, `science/${path}`)[0]?.html ?? "", '<div lang="ar" dir="rtl">');
});

test("every page leads readers to the site's feeds, and to its own", () => {
  const site = ["/rss.xml", "/atom.xml", "/feed.json"];
  const own: [page: string, feeds: string[]][] = [
    ["index.html", []],
    ["404.html", []],
    ["world/2026/01/steel/index.html", []],
    ["feeds/index.html", []],
    ["world/index.html", ["/world/rss.xml", "/world/atom.xml", "/world/feed.json"]],
    ["world/page/1/index.html", ["/world/rss.xml", "/world/atom.xml", "/world/feed.json"]],
    ["authors/asha/index.html", ["/authors/asha/rss.xml"]],
    ["tags/c-plus-plus/index.html", ["/tags/c-plus-plus/rss.xml"]],
  ];
  for (const [page, feeds] of own) {
    const links = elementsOf(read(dist, page)).filter(
      ({ tagName, properties }) => tagName === "link" && String(properties.rel) === "alternate",
    );
    assert.equal(
      links.map(({ properties }) => properties.href),
      [...site, ...feeds],
      page,
    );
  }
});

test("the page of all feeds and the OPML list name every feed", () => {
  const files = listFiles(dist).filter(isFeed);
  const html = read(dist, "feeds/index.html");
  const shown = elementsOf(html).flatMap(({ tagName, properties }) =>
    tagName === "a" && isFeed(String(properties.href)) ? [String(properties.href).slice(1)] : [],
  );
  assert.equal(shown.sort(), files);
  assert.match(html, 'href="/opml.xml"');
  const outlines = parseOpml(read(dist, "opml.xml")).body?.outlines ?? [];
  assert.equal(
    outlines.map((outline) => outline.text),
    ["Small", "Sections", "Authors", "Tags"],
  );
  assert.equal(
    outlines
      .flatMap((outline) => (outline.outlines ?? [outline]).map((feed) => feed.xmlUrl?.slice(address.length + 1)))
      .sort(),
    files.filter((path) => path.endsWith("rss.xml")),
  );
});

test.run();
