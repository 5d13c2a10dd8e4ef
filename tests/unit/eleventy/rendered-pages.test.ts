// Every page of two sites, rendered with data that throws on an unknown field: the sample publication, and one where all texts are attacks.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { parseOpml } from "feedsmith";
import type nunjucks from "nunjucks";
import { type DefaultTreeAdapterMap, parse } from "parse5";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadWholeSite, type WholeSite } from "../../../src/commands/whole-site.ts";
import { readTemplates, templateRoots } from "../../../src/eleventy/compile-templates.ts";
import { makeNunjucks } from "../../../src/eleventy/nunjucks.ts";
import type { FeedModel } from "../../../src/pages/feeds/feed-models.ts";
import type { ArticleModel, Page } from "../../../src/pages/models.ts";
import type { PrintedFiles } from "../../../src/publish/printed.ts";
import { packageFolder, temporaryFolder } from "../../build/broadsheet.ts";
import { lendPictures } from "../../build/built-once.ts";
import { parseFeed } from "../../build/read-feeds.ts";
import { attack, writeHostileSite } from "./hostile-site.ts";
import { findJsonFeedFaults } from "./json-feed-faults.ts";
import { strict } from "./strict-fields.ts";
import { findXmlFault } from "./well-formed.ts";

interface Site extends WholeSite {
  environment: nunjucks.Environment;
}

async function load(fill: (folder: string) => void | Promise<void>): Promise<Site> {
  const folder = temporaryFolder();
  await fill(folder);
  const site = await loadWholeSite(folder, packageFolder);
  return {
    ...site,
    environment: makeNunjucks(readTemplates(templateRoots(folder, packageFolder)), site.globals.site, site.printed),
  };
}

const sample = await load(async (folder) => {
  await lendPictures(join(folder, ".cache"));
  for (const name of ["_data", "posts"]) cpSync(join(packageFolder, name), join(folder, name), { recursive: true });
});
const hostile = await load((folder) => writeHostileSite(folder, "fixed"));
const awaited = await load((folder) => writeHostileSite(folder, "met"));
const sites = { sample, hostile, awaited };

function render({ environment, globals }: Site, page: Page): Promise<string> {
  const context = {
    model: strict(page.model, "model"),
    site: strict(globals.site, "site"),
    sections: strict(globals.sections, "sections"),
  };
  return new Promise((resolve, reject) => {
    environment.render(`layouts/${page.template}.njk`, context, (error, html) =>
      error ? reject(new Error(`${page.url}: ${error.message}`)) : resolve(html ?? ""),
    );
  });
}

const rendered = new Map<Site, { page: Page; text: string }[]>();

/** All pages of a site, rendered once. */
async function renderAll(site: Site): Promise<{ page: Page; text: string }[]> {
  let pages = rendered.get(site);
  if (pages === undefined) {
    pages = [];
    for (const page of site.pages) pages.push({ page, text: await render(site, page) });
    rendered.set(site, pages);
  }
  return pages;
}

/** The model and all that hangs on it labelled as drafts. */
function asDraft(page: Page): Page {
  const mark = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("isDraft" in value) value.isDraft = true;
    Object.values(value).forEach(mark);
  };
  const model = structuredClone(page.model);
  mark(model);
  return { ...page, model };
}

test("a field that is not there throws, whatever the template does with it", async () => {
  for (const source of [
    "{{ model.kickr }}",
    "{% if model.kickr %}{% endif %}",
    "{% for tag in model.tgs %}{% endfor %}",
    "{{ model.kickr | replace('a', 'b') }}",
    "{{ model.section.nmae }}",
    "{% for tag in model.tags %}{{ tag.slug }}{% endfor %}",
    "{{ site.tilte }}",
    "{{ sections[0].titel }}",
  ]) {
    const model = { kicker: "", section: { name: "" }, tags: [{ name: "" }] };
    const context = {
      model: strict(model, "model"),
      site: strict({ title: "" }, "site"),
      sections: strict([{ name: "" }], "sections"),
    };
    assert.throws(() => sample.environment.renderString(source, context), /is no field/, source);
  }
});

for (const [name, site] of Object.entries(sites)) {
  test(`every template of the ${name} site reads only fields that are there`, async () => {
    assert.ok((await renderAll(site)).length === site.pages.length && site.pages.length > 30);
    for (const page of site.pages.filter((entry) => entry.rank !== "feed")) await render(site, asDraft(page));
  });

  test(`every page of the ${name} site is printed without undefined, null, [object Object] or a text's open place`, async () => {
    for (const { page, text } of await renderAll(site)) {
      assert.not.match(text, /\bundefined\b|\bNaN\b|\[object |Invalid Date/, page.url);
      assert.not.match(text.replace(/ data-\w+="[^"]*"/g, "").replaceAll("{{ 191 * 7 }}", ""), /[{]\w+[}]/, page.url);
    }
  });
}

for (const [written, absolute] of [
  ['<a href="#fn:1">1</a>', '<a href="PAGE#fn:1">1</a>'],
  ['<a href="other.html">o</a>', '<a href="PAGEother.html">o</a>'],
  [
    '<img src="https://a.example/1.png" srcset="https://a.example/1.png 1x, /2.png 2x">',
    '<img src="https://a.example/1.png" srcset="https://a.example/1.png 1x, ORIGIN/2.png 2x">',
  ],
  [
    '<a href="https://a.example/?b=1&amp;c=2">all</a> "is" absolute',
    '<a href="https://a.example/?b=1&amp;c=2">all</a> "is" absolute',
  ],
] as const) {
  test(`in a feed, ${written} has no address that is not absolute`, async () => {
    const { site } = sample.globals;
    const feed = sample.pages.find(({ url }) => url === "/rss.xml");
    const [first] = (feed?.model as FeedModel | undefined)?.entries ?? [];
    assert.ok(first);
    const entry = { ...first, picture: null, subtitle: "", language: site.language, body: { digest: "", slots: [] } };
    const printed = { body: () => [written] } as unknown as PrintedFiles;
    const environment = makeNunjucks(readTemplates([join(packageFolder, "_includes")]), site, printed);
    const html = await new Promise<string | null>((resolve, reject) => {
      environment.renderString("{{ entry | entryHtml | safe }}", { entry }, (error, text) =>
        error ? reject(error) : resolve(text),
      );
    });
    const expected = absolute
      .replaceAll("PAGE", site.origin + site.basePath + entry.url)
      .replaceAll("ORIGIN", site.origin);
    assert.ok(html?.startsWith(expected), html ?? "");
  });
}

test("both sites together use every layout", () => {
  const used = new Set(Object.values(sites).flatMap(({ pages }) => pages.map((page) => page.template as string)));
  assert.equal(
    readTemplates([join(packageFolder, "_includes")])
      .layouts.map((layout) => layout.slice("layouts/".length, -".njk".length))
      .filter((layout) => layout !== "base" && !used.has(layout)),
    [],
  );
});

type Element = DefaultTreeAdapterMap["element"];

function elementsOf(html: string): Element[] {
  const found: Element[] = [];
  const walk = (node: DefaultTreeAdapterMap["node"]): void => {
    if ("tagName" in node) found.push(node);
    if ("content" in node) walk(node.content);
    if ("childNodes" in node) node.childNodes.forEach(walk);
  };
  walk(parse(html));
  return found;
}

const attributeOf = (element: Element, name: string): string | undefined =>
  element.attrs.find((entry) => entry.name === name)?.value;
const textOf = (node: DefaultTreeAdapterMap["node"]): string =>
  "value" in node ? node.value : "childNodes" in node ? node.childNodes.map(textOf).join("") : "";

/** What a page of Broadsheet may run or load, besides its own scripts and pictures. */
function findDanger(html: string): string[] {
  return elementsOf(html).flatMap((element) => {
    const dangers: string[] = [];
    if (["iframe", "object", "embed", "base", "form", "style"].includes(element.tagName))
      dangers.push(`<${element.tagName}>`);
    const isData = ["application/ld+json", "speculationrules"].includes(attributeOf(element, "type") ?? "");
    if (
      element.tagName === "script" &&
      !isData &&
      (attributeOf(element, "src") === undefined || textOf(element) !== "")
    )
      dangers.push("an inline script");
    if (element.tagName === "img" && !/^\/(?:news\/)?media\//.test(attributeOf(element, "src") ?? ""))
      dangers.push(`a picture from ${attributeOf(element, "src")}`);
    // The empty icon of a publication without a logo: no request, no picture.
    const isEmptyIcon = element.tagName === "link" && attributeOf(element, "href") === "data:,";
    const isTransition =
      element.tagName === "link" &&
      attributeOf(element, "href") === "data:text/css,@view-transition%7Bnavigation:auto%7D";
    for (const { name, value } of element.attrs) {
      if ((isEmptyIcon || isTransition) && name === "href") continue;
      // What stands in a picture's place until it is there.
      if (element.tagName === "img" && name === "style" && /^background-color:#[0-9a-f]{6}$/.test(value)) continue;
      if (/^on|^style$|^srcdoc$|^formaction$/.test(name) || /["'<>=]/.test(name)) dangers.push(`the attribute ${name}`);
      if (["href", "src", "content"].includes(name) && /^\s*(?:javascript|data|vbscript):/i.test(value))
        dangers.push(`${name}="${value}"`);
    }
    return dangers;
  });
}

test("what could run is found", () => {
  for (const html of [
    "<img src=x>",
    "<p onclick=x>",
    "<script>x</script>",
    "<a href=' javascript:x'>",
    "<p style=x>",
    "<iframe>",
    '<p "=x>',
  ])
    assert.is.not(findDanger(html).length, 0, html);
});

test("whatever authors write comes out as text", async () => {
  for (const site of [hostile, awaited]) {
    for (const { page, text } of await renderAll(site)) {
      if (page.rank === "feed") continue;
      assert.equal(findDanger(text), [], page.url);
      assert.not.match(text, /\b1337\b/, `${page.url} ran an author's template`);
    }
  }
});

test("headline, standfirst, kicker and correction are printed to the letter", async () => {
  const pages = (await renderAll(hostile)).filter(({ page }) => page.template === "article");
  assert.is(pages.length, 45);
  for (const { page, text } of pages) {
    const model = page.model as ArticleModel;
    const elements = elementsOf(text);
    const textIn = (className: string): string[] =>
      elements
        .filter((element) => (attributeOf(element, "class") ?? "").split(" ").includes(className))
        .map((element) => textOf(element).trim());
    const title = elements.find((element) => element.tagName === "title");
    assert.ok(title !== undefined && textOf(title).startsWith(`${model.title} – site ${attack}`), page.url);
    assert.equal(textIn("article__headline"), [model.title]);
    assert.equal(textIn("article__standfirst"), model.hasOwnStandfirst ? [model.standfirst] : []);
    assert.equal(textIn("article__kicker"), [model.kicker === "" ? model.section.name : model.kicker]);
    assert.equal(textIn("article__subtitle"), model.subtitle === "" ? [] : [model.subtitle]);
    for (const correction of model.corrections) assert.ok(textOf(elements[0] as Element).includes(correction.text));
  }
});

const notXml: [text: string, fault: RegExp][] = [
  ["<a/>", /declaration/],
  ['<?xml version="1.0" encoding="utf-8"?><a>', /unclosed tag: a/],
  ['<?xml version="1.0" encoding="utf-8"?><a><b></a></b>', /unexpected close tag/],
  ['<?xml version="1.0" encoding="utf-8"?><a/><b/>', /only one root/],
  ['<?xml version="1.0" encoding="utf-8"?><a>&nbsp;</a>', /undefined entity/],
  ['<?xml version="1.0" encoding="utf-8"?><a>a & b</a>', /unclosed tag/],
  ['<?xml version="1.0" encoding="utf-8"?><a b="&"/>', /unexpected end/],
  ['<?xml version="1.0" encoding="utf-8"?><a b="1" b="2"/>', /duplicate attribute/],
  ['<?xml version="1.0" encoding="utf-8"?><a b=1/>', /unquoted attribute/],
  ['<?xml version="1.0" encoding="utf-8"?><x:a/>', /unbound namespace/],
  ['<?xml version="1.0" encoding="utf-8"?><a>\u0001</a>', /disallowed character/],
  ['<?xml version="1.0" encoding="utf-8"?><a>]]></a>', /\]\]>/],
  ['<?xml version="1.0" encoding="utf-8"?><a>\ud800b</a>', /half a character/],
  ['<?xml version="1.0" encoding="utf-8"?><a/>x', /outside of root/],
  ['<?xml version="1.0" encoding="utf-8"?>', /must contain a root/],
];

test("what is not well-formed is found, and what is, is not", () => {
  for (const [text, fault] of notXml) assert.match(findXmlFault(text), fault);
  assert.is(
    findXmlFault('<?xml version="1.0" encoding="utf-8"?>\n<a xmlns:x="u" b="&lt;"><x:c d=\'"\' />&#38;\n</a>\n'),
    "",
  );
});

test("what is no JSON Feed is found", () => {
  const sound = {
    version: "https://jsonfeed.org/version/1.1",
    title: "A",
    home_page_url: "https://a.example/",
    feed_url: "https://a.example/feed.json",
    items: [],
  };
  assert.equal(findJsonFeedFaults(JSON.stringify(sound)), []);
  assert.equal(findJsonFeedFaults(JSON.stringify({ ...sound, version: 1, hubs: [], items: [{ id: 1, tag: "x" }] })), [
    "feed.version is 1",
    "feed.hubs is []",
    "items[0].content_html is missing",
    "items[0].date_published is missing",
    "items[0].authors is missing",
    "items[0].id is 1",
    "items[0].tag is no field of JSON Feed",
  ]);
});

for (const [name, site] of Object.entries(sites)) {
  test(`the feeds of the ${name} site are well-formed, and a feed reader finds their entries to the letter`, async () => {
    const feeds = (await renderAll(site)).filter(({ page }) => "entries" in page.model && page.rank === "feed");
    assert.equal([...new Set(feeds.map(({ page }) => page.template))].sort(), ["atom", "json-feed", "rss"]);
    const { origin, basePath } = site.globals.site;
    for (const { page, text } of feeds) {
      const { entries, feedTitle } = page.model as FeedModel;
      if (page.template === "json-feed") assert.equal(findJsonFeedFaults(text), [], page.url);
      else assert.is(findXmlFault(text), "", page.url);
      const feed = parseFeed(page.url, text);
      assert.is(feed.title, feedTitle);
      assert.equal(
        feed.entries.map(({ html, raw, ...entry }) => entry),
        entries.map((entry) => ({
          id: `${origin}${basePath}${entry.id}`,
          url: `${origin}${basePath}${entry.url}`,
          title: entry.title,
          publishedAt: new Date(entry.publishedAt).toISOString(),
          updatedAt: entry.changedAt === "" ? "" : new Date(entry.changedAt).toISOString(),
          authors: entry.byline.map((author) => author.name),
        })),
        page.url,
      );
      for (const [index, { html }] of feed.entries.entries()) {
        assert.ok(html.length > 50, "the whole story is in the feed");
        assert.is(
          html.includes('<section class="note">'),
          entries[index]?.ai !== "none",
          "what was written by artificial intelligence says so in the body",
        );
        assert.equal(
          findDanger(html).filter((danger) => !danger.startsWith(`a picture from ${origin}${basePath}/media/`)),
          [],
          page.url,
        );
        for (const [, address = ""] of html.matchAll(/\b(?:href|src)="([^"]*)"/g))
          assert.match(address, /^(?:https?|mailto):/, "addresses in feeds are absolute");
      }
    }
  });

  test(`the list of all feeds of the ${name} site is well-formed, and leads to feeds that are there`, async () => {
    const urls = new Set(site.pages.map((page) => site.globals.site.origin + site.globals.site.basePath + page.url));
    const [opml] = (await renderAll(site)).filter(({ page }) => page.template === "opml");
    assert.is(findXmlFault(opml?.text ?? ""), "");
    const outlines =
      parseOpml(opml?.text ?? "").body?.outlines?.flatMap((outline) => outline.outlines ?? [outline]) ?? [];
    assert.is(outlines.length, site.pages.filter((page) => page.url.endsWith("/rss.xml")).length);
    for (const { xmlUrl = "", htmlUrl = "" } of outlines) assert.ok(urls.has(xmlUrl) && urls.has(htmlUrl), xmlUrl);
  });
}

/** What no author's file can hold, since it would be refused, and how a feed bears it all the same. */
const hostileTexts: [what: string, text: string, title: string][] = [
  ["control characters", "a\u0000b\u0008c\u001bd\ufffee\u0085f", "abcde\u0085f"],
  ["the end of a CDATA section", "a]]>b<![CDATA[c", "a]]>b<![CDATA[c"],
  ["halves of surrogate pairs", "a\ud800b\udc00c", "abc"],
  ["marks of direction", "a\u202eb\u2066c\u200fd", "a\u202eb\u2066c\u200fd"],
  ["100 KB", `${"Long & <b> ".repeat(10_000)}.`, `${"Long & <b> ".repeat(10_000)}.`],
  [
    "broken HTML",
    "<p><b>a</p><!-- b <script> \"'> &nbsp; &bogus; <![endif]",
    "<p><b>a</p><!-- b <script> \"'> &nbsp; &bogus; <![endif]",
  ],
];
const texts = [
  "title",
  "feedTitle",
  "description",
  "summary",
  "name",
  "subtitle",
  "alt",
  "caption",
  "credit",
  "text",
  "aiDisclaimer",
];

/** Puts `hostileText` in the place of every text, and of pieces of bodies. */
function poison(value: unknown, hostileText: string): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, field] of Object.entries(value)) {
    if (texts.includes(key)) Object.assign(value, { [key]: hostileText });
    else if (key === "categories" || (key === "slots" && hostileText.length < 1000))
      Object.assign(value, { [key]: (field as string[]).map(() => hostileText) });
    else poison(field, hostileText);
  }
}

for (const [what, hostileText, title] of hostileTexts) {
  test(`feeds with ${what} in every text are well-formed`, async () => {
    for (const page of sample.pages.filter(
      (entry) => entry.rank === "feed" && /^\/(?:[^/]+|science\/[^/]+)$/.test(entry.url),
    )) {
      const model = structuredClone(page.model);
      if ("entries" in model) (model.entries as unknown[]).splice(3);
      poison(model, hostileText);
      const text = await render(sample, { ...page, model });
      if (page.template !== "json-feed") assert.is(findXmlFault(text), "", page.url);
      if (!("entries" in model) || !("feedTitle" in model)) continue;
      const { entries } = parseFeed(page.url, text);
      assert.is(entries.length, (model as FeedModel).entries.length, page.url);
      for (const entry of entries) assert.is(entry.title, title, page.url);
    }
  });
}

test("the same data gives the same bytes", async () => {
  for (const { page, text } of (await renderAll(sample)).slice(0, 40)) assert.is(await render(sample, page), text);
});

test.run();
