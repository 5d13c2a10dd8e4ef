// What machines are told of every page of two sites: it has only terms of schema.org, and says what the page shows.
import { join } from "node:path";
import type { Element } from "hast";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { broadsheet, compareSnapshots, snapshot, temporaryFolder, writeFiles } from "./broadsheet.ts";
import { buildOnce, buildSample } from "./built-once.ts";
import { describedSite, hostileTexts } from "./described-site.ts";
import {
  type DataNode,
  elementsOf,
  fileOf,
  hasClass,
  listFiles,
  metaOf,
  read,
  structuredDataOf,
  textOf,
} from "./output.ts";
import { shapeOf, typeFaults } from "./vocabulary.ts";

interface BuiltPage {
  path: string;
  html: string;
  elements: Element[];
  /** Null where the page says nothing of itself. */
  graph: DataNode[] | null;
  meta: Map<string, string[]>;
}

interface BuiltSite {
  dist: string;
  /** Origin and base path. */
  address: string;
  pages: BuiltPage[];
}

function readSite(dist: string, address: string): BuiltSite {
  const pages = listFiles(dist, ".html").map((path) => {
    const html = read(dist, path);
    return { path, html, elements: elementsOf(html), graph: structuredDataOf(html), meta: metaOf(html) };
  });
  return { dist, address, pages };
}

const folder = temporaryFolder();
writeFiles(folder, describedSite);
const sample = readSite((await buildSample()).dist, "https://broadsheet.example");
const small = readSite((await buildOnce(folder, "2026-11-20T00:00:00Z")).dist, "https://small.example/news");
const sites = { sample, small };

const isRedirect = (page: BuiltPage): boolean => page.html.includes('http-equiv="refresh"');
const described = (site: BuiltSite): (BuiltPage & { graph: DataNode[] })[] =>
  site.pages.flatMap((page) => (page.graph === null ? [] : [{ ...page, graph: page.graph }]));
const find = (page: BuiltPage, tagName: string, className = ""): Element[] =>
  page.elements.filter((element) => element.tagName === tagName && (className === "" || hasClass(element, className)));
const textsIn = (page: BuiltPage, tagName: string, className: string): string[] =>
  find(page, tagName, className).map((element) => textOf(element).trim());
const wholeText = (page: BuiltPage): string => textOf(find(page, "main")[0] ?? { type: "text", value: "" });
const href = ({ properties }: Element): string => String(properties.href);
/** An address in the page as others see it. */
const absolute = (site: BuiltSite, address: string): string => new URL(address, site.address).href;
const list = (value: unknown): DataNode[] => (value === undefined ? [] : ([value].flat() as DataNode[]));
const contents = (page: BuiltPage, name: string): string[] => page.meta.get(name) ?? [];

const addresses = new Set([
  "@id",
  "url",
  "image",
  "logo",
  "sameAs",
  "publishingPrinciples",
  "correctionsPolicy",
  "ethicsPolicy",
  "ownershipFundingInfo",
  "masthead",
]);

/** Every node, those within others included. */
function nodesOf(value: unknown): DataNode[] {
  if (typeof value !== "object" || value === null) return [];
  return [...("@type" in value ? [value as DataNode] : []), ...Object.values(value).flatMap(nodesOf)];
}

function valuesOf(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? [value, ...Object.values(value).flatMap(valuesOf)] : [value];
}

for (const [name, site] of Object.entries(sites)) {
  test(`${name}: every page but redirects and the one for unknown addresses says what it is, once`, () => {
    for (const page of site.pages)
      assert.is(page.graph === null, isRedirect(page) || page.path === "404.html", page.path);
    const types = new Set(described(site).flatMap(({ graph }) => graph.map((node) => node["@type"])));
    for (const type of ["NewsArticle", "WebPage", "CollectionPage", "ProfilePage", "WebSite", "NewsMediaOrganization"])
      assert.ok(types.has(type), type);
  });

  test(`${name}: pages, their addresses and their places in the site`, () => {
    for (const page of described(site)) {
      const { path, graph } = page;
      const [canonical = ""] = find(page, "link").flatMap((link) =>
        String(link.properties.rel) === "canonical" ? [href(link)] : [],
      );
      const self = graph.find((node) => node["@id"] === canonical);
      assert.ok(self !== undefined, path);
      assert.equal(
        graph.slice(-2).map((node) => node["@type"]),
        ["WebSite", "NewsMediaOrganization"],
      );
      assert.equal([self.url, contents(page, "og:url")], [canonical, [canonical]]);
      assert.ok(textOf(find(page, "title")[0] as Element).startsWith(String(self.name)), path);
      const steps = list((self.breadcrumb as DataNode | undefined)?.itemListElement);
      assert.equal(
        steps.map((step) => step.position),
        steps.map((_, i) => i + 1),
      );
      if (path === "index.html") assert.equal(steps, []);
      else
        assert.equal(
          [steps.at(0), steps.at(-1)].map((step) => step?.item),
          [{ "@id": `${site.address}/` }, { "@id": canonical }],
          path,
        );
    }
  });

  test(`${name}: nothing is empty, every reference is resolved, every address of the site's own leads to a file`, () => {
    const base = new URL(`${site.address}/`);
    for (const { path, graph } of described(site)) {
      const ids = new Set(nodesOf(graph).map((node) => node["@id"]));
      for (const node of nodesOf(graph)) {
        for (const [key, value] of Object.entries(node)) {
          if (addresses.has(key))
            for (const part of list(value))
              if (typeof part === "string") assert.match(part, /^https:\/\//, `${path}: ${key}`);
          for (const part of list(value))
            if (typeof part === "object" && !("@type" in part) && key !== "item")
              assert.ok(ids.has(part["@id"]), `${path}: ${key}`);
        }
      }
      for (const value of valuesOf(graph)) {
        assert.ok(
          value !== "" && value !== null && !(Array.isArray(value) && value.length === 0),
          `${path}: an empty value`,
        );
        if (typeof value !== "string" || !value.startsWith(base.href)) continue;
        assert.is.not(
          fileOf(site.dist, decodeURIComponent(new URL(value).pathname.slice(base.pathname.length))),
          "",
          `${path}: ${value}`,
        );
      }
    }
  });

  test(`${name}: an article says what its page shows`, () => {
    const articles = described(site).filter(({ graph }) =>
      /NewsArticle$|LiveBlogPosting/.test(graph[0]?.["@type"] ?? ""),
    );
    assert.ok(articles.length >= 10);
    for (const page of articles) {
      const [article = { "@type": "" }, web = { "@type": "" }] = page.graph;
      const authors = find(page, "a").filter(({ properties }) => String(properties.rel) === "author");
      const header = find(page, "p", "byline__row").flatMap((row) => row.children);
      const [published] = header.filter((node) => node.type === "element" && node.tagName === "time") as Element[];
      const updated = find(page, "p", "byline__updated").flatMap((row) =>
        row.children.filter((node) => node.type === "element" && node.tagName === "time"),
      ) as Element[];
      assert.equal(textsIn(page, "h1", "article__headline"), [article.headline], page.path);
      assert.equal(
        textsIn(page, "h2", "article__subtitle"),
        article.alternativeHeadline === undefined ? [] : [article.alternativeHeadline],
      );
      assert.equal(
        list(article.author).map(({ name, url }) => [name, url]),
        authors.slice(0, list(article.author).length).map((author) => [textOf(author), absolute(site, href(author))]),
      );
      assert.ok(list(article.author).length >= 1);
      assert.equal(
        [article.datePublished, article.dateModified],
        [published?.properties.dateTime, updated[0]?.properties.dateTime],
        page.path,
      );
      assert.equal(
        textsIn(page, "span", "byline__dateline"),
        article["@type"] === "LiveBlogPosting" || article.dateline === undefined ? [] : [article.dateline],
      );
      assert.equal(list(article.keywords) as unknown[], textsIn(page, "a", "tags__link"));
      assert.equal(
        list(article.image).map((image) => image.url),
        find(page, "div", "article__picture").map((box) =>
          absolute(site, String(elementWithin(box, "img")?.properties.src)),
        ),
      );
      for (const { text } of list(article.correction)) assert.ok(wholeText(page).includes(String(text)), page.path);
      assert.is(
        list(article.correction).length,
        find(page, "section", "note--correction")
          .flatMap((note) => note.children)
          .filter((node) => node.type === "element" && node.tagName === "p").length,
      );
      const disclosures = find(page, "section", "note").filter((note) => !hasClass(note, "note--correction"));
      assert.is(
        disclosures.some((note) => textOf(note).includes(String(article.backstory))),
        article.backstory !== undefined,
        page.path,
      );
      assert.is(article.digitalSourceType !== undefined, article.backstory !== undefined);
      const [counts] = find(page, "span", "byline__counts");
      const count = counts?.children.find(
        (node) => node.type === "element" && node.properties.dataComments !== undefined,
      );
      assert.is(article.commentCount === undefined, count === undefined);
      if (count !== undefined && article.inLanguage === "en")
        assert.match(textOf(count), new RegExp(`^${String(article.commentCount)} comment`));
      assert.is(web.reviewedBy === undefined, find(page, "p", "article__reviewed").length === 0);
    }
  });

  test(`${name}: a list has the page's stories in the page's order`, () => {
    for (const page of described(site)) {
      const [self = { "@type": "" }] = page.graph;
      const links = find(page, "a", "story__link").map((link) => [textOf(link), absolute(site, href(link))]);
      const entries = list((self.mainEntity as DataNode | undefined)?.itemListElement);
      if (self["@type"] === "ProfilePage")
        assert.equal(
          list(self.hasPart).map(({ headline, url }) => [headline, url]),
          links,
        );
      else if (page.path === "index.html")
        assert.equal(
          links.filter(([, url]) => !entries.some((entry) => entry.url === url)),
          [],
        );
      else if (/^(?:archive|tags|authors)\/index\.html$/.test(page.path)) {
        const shown = find(page, "ul", "index__list").flatMap((box) =>
          box.children.map((item) => elementWithin(item as Element, "a")).filter((link) => link !== undefined),
        );
        assert.equal(
          entries.map(({ name, url }) => [name, url]),
          shown.map((link) => [textOf(link), absolute(site, href(link))]),
          page.path,
        );
      } else if (page.path === "corrections/index.html") {
        const texts = find(page, "li", "corrections__entry").map((entry) =>
          textOf(elementWithin(entry, "p") as Element),
        );
        assert.equal(
          entries.map((entry) => (entry.item as DataNode).text),
          texts,
        );
      } else if (self["@type"] === "CollectionPage")
        assert.equal(
          entries.map(({ name, url }) => [name, url]),
          links,
          page.path,
        );
      for (const list of nodesOf(page.graph).filter((node) => node["@type"] === "ItemList"))
        assert.is(list.numberOfItems, (list.itemListElement as unknown[]).length);
    }
  });

  test(`${name}: previews of links say the same`, () => {
    for (const page of described(site)) {
      const [self = { "@type": "" }] = page.graph;
      assert.equal(contents(page, "og:title"), [String(self.headline ?? self.name)], page.path);
      const isArticle =
        find(page, "h1", "article__headline").length === 1 && find(page, "p", "article__kicker").length === 1;
      assert.equal(
        contents(page, "og:type"),
        [
          isArticle
            ? "article"
            : (self.mainEntity as DataNode | undefined)?.["@type"] === "Person"
              ? "profile"
              : "website",
        ],
        page.path,
      );
      assert.match(contents(page, "robots")[0] ?? "", /^max-image-preview:large/);
      assert.is(contents(page, "twitter:card").length, 1);
      for (const image of contents(page, "og:image")) {
        assert.ok(image.startsWith(`${site.address}/media/`), image);
        assert.is(contents(page, "og:image:type").length, 1);
      }
      if (!isArticle) continue;
      assert.equal(
        [contents(page, "article:published_time"), contents(page, "article:section")],
        [[String(self.datePublished)], [String(self.articleSection)]],
      );
      assert.equal(
        contents(page, "article:author"),
        list(self.author).map((author) => String(author.url)),
      );
      assert.equal(contents(page, "article:tag"), list(self.keywords).map(String));
      const photographs = list(self.image)
        .map((image) => String(image.url))
        .filter((url) => !url.endsWith(".svg"));
      const previews = contents(page, "og:image");
      if (photographs.length > 0) assert.equal(previews, photographs);
      // Some have letters that none of the fonts has.
      else if (!previews.some((url) => /\/logo-/.test(url)) && !page.html.includes('lang="ja"'))
        assert.match(previews[0] ?? "", /\/media\/headline-[0-9a-f]{16}\.png$/, page.path);
    }
  });

  test(`${name}: pages that are nothing to find say so`, () => {
    for (const page of site.pages.filter(({ graph }) => graph === null))
      assert.equal([contents(page, "robots"), contents(page, "og:url")], [["noindex"], []], page.path);
  });
}

function elementWithin(node: Element, tagName: string): Element | undefined {
  if (node.type !== "element") return undefined;
  if (node.tagName === tagName) return node;
  for (const child of node.children) {
    const found = child.type === "element" ? elementWithin(child, tagName) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

const logoOf = ({ dist }: BuiltSite): string =>
  `/media/${listFiles(join(dist, "media")).find((name) => /^logo-.*-512\.png$/.test(name))}`;

test("all pages together have only terms of the vocabulary, with values of the right type", () => {
  const shapes = new Map(
    Object.values(sites).flatMap((site) =>
      described(site).map(({ graph }) => [JSON.stringify(shapeOf(graph)), shapeOf(graph)]),
    ),
  );
  assert.ok(shapes.size > 15);
  assert.is(typeFaults([...shapes.values()]), "");
});

test("a wrong term, a term in the wrong place and a value of the wrong type would be found", () => {
  const wrong = [
    { "@type": "NewsArticle", datelin: "x" },
    { "@type": "LiveBlogPosting", dateline: "x" },
    { "@type": "NewsArticle", digitalSourceType: "https://schema.org/Machine" },
    { "@type": "WebPage", breadcrumb: { "@type": "ItemList" } },
    { "@type": "NewsArticle", author: { "@type": "Person", title: "x" } },
  ];
  assert.is(typeFaults(wrong.map((node) => [node])).match(/error TS/g)?.length, wrong.length);
});

test("instants have an offset, and counts are whole", () => {
  for (const node of Object.values(sites).flatMap((site) => described(site).flatMap(({ graph }) => nodesOf(graph)))) {
    for (const key of ["datePublished", "dateModified", "expires", "coverageStartTime"])
      if (key in node) assert.match(String(node[key]), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/);
    for (const key of ["commentCount", "numberOfItems", "position"])
      if (key in node) assert.ok(Number.isInteger(node[key]));
    if ("timeRequired" in node) assert.match(String(node.timeRequired), /^PT[1-9]\d*M$/);
  }
});

test("quotes, ends of scripts, line separators and emoji come back as they were written", () => {
  const told = new Map(
    described(small).flatMap(({ graph }) =>
      graph.flatMap((node) => (typeof node.headline === "string" ? [[node.headline, node] as const] : [])),
    ),
  );
  for (const text of hostileTexts) {
    const node = told.get(text.replace(/\s+/g, " "));
    assert.ok(node !== undefined, text);
    assert.equal(
      list(node.correction).map((correction) => correction.text),
      [text],
    );
    assert.equal([node.backstory, list(node.keywords)], [hostileTexts[0], [`tag ${text.replace(/\s+/g, " ")}`]]);
  }
  for (const { html } of small.pages)
    assert.not.match(
      /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? "",
      /[<\u2028\u2029]/,
    );
});

const typed: [slug: string, type: string, source: string | undefined, disclosure: string][] = [
  ["news-none", "NewsArticle", undefined, "none"],
  ["analysis-assisted", "AnalysisNewsArticle", "AlgorithmicallyEnhancedDigitalSource", "ai-assisted"],
  ["opinion-partial", "OpinionNewsArticle", "CompositeWithTrainedAlgorithmicMediaDigitalSource", "mixed"],
  ["background-full", "BackgroundNewsArticle", "TrainedAlgorithmicMediaDigitalSource", "ai-generated"],
  ["review-none", "ReviewNewsArticle", undefined, "none"],
  ["live-assisted", "LiveBlogPosting", "AlgorithmicallyEnhancedDigitalSource", "ai-assisted"],
];
for (const [slug, type, source, disclosure] of typed) {
  test(`the post ${slug} is a ${type}, and its source is ${source ?? "people"}`, () => {
    const page = small.pages.find(({ path }) => path.endsWith(`/${slug}/index.html`));
    const [article] = page?.graph ?? [];
    assert.equal([article?.["@type"], article?.digitalSourceType], [type, source && `https://schema.org/${source}`]);
    assert.equal(page && contents(page, "ai-disclosure"), [disclosure]);
  });
}

test("a large picture of its own makes a large card; without one its headline stands in", () => {
  const pageOf = (slug: string): BuiltPage =>
    small.pages.find(({ path }) => path.endsWith(`/${slug}/index.html`)) as BuiltPage;
  const names = ["og:image", "og:image:type", "og:image:width", "og:image:height", "og:image:alt", "twitter:card"];
  const card = (slug: string): string[] =>
    names
      .flatMap((name) => contents(pageOf(slug), name))
      .map((text) => text.replace(/-[0-9a-f]{10,16}(?=[-.])/, "-HASH"));
  assert.equal(card("news-none"), [
    `${small.address}/media/wide-HASH-1200.jpg`,
    "image/jpeg",
    "1200",
    "675",
    'A "wide" picture',
    "summary_large_image",
  ]);
  assert.equal(card("analysis-assisted"), [
    `${small.address}/media/headline-HASH.png`,
    "image/png",
    "1200",
    "630",
    "Story analysis-assisted",
    "summary_large_image",
  ]);
});

test("an article that expires says when", () => {
  const page = small.pages.find(({ path }) => path.endsWith("/live-assisted/index.html")) as BuiltPage;
  const expiry = "2027-01-01T00:00:00+05:30";
  assert.equal(
    [page.graph?.[0]?.expires, contents(page, "article:expiration_time"), contents(page, "robots")],
    [expiry, [expiry], [`max-image-preview:large, unavailable_after:${expiry}`]],
  );
});

test("the page of standards states the policy on artificial intelligence, and no other page does", () => {
  for (const site of Object.values(sites)) {
    const stating = site.pages.filter(({ elements }) =>
      elements.some(({ properties }) => properties.id === "site:ai-policy"),
    );
    assert.equal(
      stating.map(({ path }) => path),
      ["standards/index.html"],
    );
    assert.match(wholeText(stating[0] as BuiltPage), "is published before a person or desk has reviewed it");
  }
});

test("the web manifest is whole, and its icon is what it says", () => {
  const manifest = JSON.parse(read(small.dist, "site.webmanifest")) as Record<string, unknown>;
  assert.equal(manifest, {
    id: "/news/",
    name: "Small & <Sons>",
    lang: "en",
    dir: "ltr",
    start_url: "/news/",
    scope: "/news/",
    display: "minimal-ui",
    background_color: "#ffffff",
    theme_color: "#ffffff",
    icons: [{ src: `/news${logoOf(small)}`, type: "image/png", sizes: "512x512" }],
  });
  const [link] = described(small).flatMap((page) =>
    find(page, "link").filter(({ properties }) => String(properties.rel) === "icon"),
  );
  assert.equal(
    [link?.properties.href, link?.properties.type, String(link?.properties.sizes)],
    [`/news${logoOf(small)}`, "image/png", "512x512"],
  );
});

test("after a change of logo, policy and reviewer, the site is what a clean build makes", async () => {
  const site = temporaryFolder();
  const run = async (out: string, more: string[] = []): Promise<Map<string, string>> => {
    const { status, errors } = await broadsheet([
      "build",
      "--site",
      site,
      "--out",
      join(site, out),
      "--now",
      "2026-11-20T00:00:00Z",
      ...more,
    ]);
    assert.is(status, 0, errors);
    return snapshot(join(site, out));
  };
  writeFiles(site, describedSite);
  await run("dist");
  const { publisher, ai, ...settings } = JSON.parse(String(describedSite["_data/site.json"])) as {
    publisher: object;
    ai: object;
  };
  writeFiles(site, {
    "_data/site.json": JSON.stringify({
      ...settings,
      publisher: { ...publisher, logo: undefined },
      ai: { ...ai, policy: "labelled", meta: false },
    }),
    "posts/standards.md": String(describedSite["posts/standards.md"]).replace("reviewedBy: asha\n", ""),
  });
  // Hashed pictures stay one build longer.
  await run("dist");
  assert.equal(compareSnapshots(await run("dist"), await run("clean", ["--clean"])), []);
});

test("without a reviewer, a text that a machine wrote fails the build", async () => {
  const site = temporaryFolder();
  writeFiles(site, {
    ...describedSite,
    "posts/alone.md": "---\ntitle: Alone\ndate: 2026-01-01\nsection: world\nauthors: desk\nai: full\n---\nText.\n",
  });
  const { status, errors } = await broadsheet(["build", "--site", site]);
  assert.equal(
    [status, errors.split("\n")[0]],
    [
      1,
      'posts/alone.md:6:5: error: ai is "full", and nobody has reviewed the text; add reviewedBy: the id of the author who answers for it, or keep it back with draft: true',
    ],
  );
});

test.run();
