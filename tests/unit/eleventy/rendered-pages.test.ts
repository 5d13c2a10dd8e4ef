// Every page of two sites, rendered with data that throws on an unknown field: the sample publication, and one where all texts are attacks.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { parseRssFeed } from "feedsmith";
import type nunjucks from "nunjucks";
import { type DefaultTreeAdapterMap, parse } from "parse5";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadWholeSite, type WholeSite } from "../../../src/cli/whole-site.ts";
import { makeNunjucks, readLayouts, templateRoots } from "../../../src/eleventy/nunjucks.ts";
import type { ArticleModel, FeedModel, Page } from "../../../src/pages/models.ts";
import { packageFolder, temporaryFolder } from "../../build/broadsheet.ts";
import { attack, writeHostileSite } from "./hostile-site.ts";
import { strict } from "./strict-fields.ts";
import { findXmlFault } from "./well-formed.ts";

interface Site extends WholeSite {
  environment: nunjucks.Environment;
}

async function load(fill: (folder: string) => void): Promise<Site> {
  const folder = temporaryFolder();
  fill(folder);
  const site = await loadWholeSite(folder, packageFolder);
  return { ...site, environment: makeNunjucks(templateRoots(folder, packageFolder), site.globals.site, site.fragments) };
}

const sample = await load((folder) => {
  for (const name of ["_data", "posts"]) cpSync(join(packageFolder, name), join(folder, name), { recursive: true });
});
const hostile = await load((folder) => writeHostileSite(folder, "fixed"));
const awaited = await load((folder) => writeHostileSite(folder, "met"));
const sites = { sample, hostile, awaited };

function render({ environment, globals }: Site, page: Page): Promise<string> {
  const context = { model: strict(page.model, "model"), site: strict(globals.site, "site"), sections: strict(globals.sections, "sections") };
  return new Promise((resolve, reject) => {
    environment.render(`layouts/${page.template}.njk`, context, (error, html) => (error ? reject(new Error(`${page.url}: ${error.message}`)) : resolve(html ?? "")));
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
    const context = { model: strict(model, "model"), site: strict({ title: "" }, "site"), sections: strict([{ name: "" }], "sections") };
    assert.throws(() => sample.environment.renderString(source, context), /is no field/, source);
  }
});

for (const [name, site] of Object.entries(sites)) {
  test(`every template of the ${name} site reads only fields that are there`, async () => {
    assert.ok((await renderAll(site)).length === site.pages.length && site.pages.length > 30);
    for (const page of site.pages.filter((entry) => entry.template !== "rss")) await render(site, asDraft(page));
  });

  test(`every page of the ${name} site is printed without undefined, null, [object Object] or a text's open place`, async () => {
    for (const { page, text } of await renderAll(site)) {
      assert.not.match(text, /\bundefined\b|\bNaN\b|\[object |Invalid Date/, page.url);
      assert.not.match(text.replace(/ data-\w+="[^"]*"/g, "").replaceAll("{{ 191 * 7 }}", ""), /[{]\w+[}]/, page.url);
    }
  });
}

test("both sites together use every layout", () => {
  const used = new Set(Object.values(sites).flatMap(({ pages }) => pages.map((page) => page.template as string)));
  assert.equal(
    [...readLayouts([join(packageFolder, "_includes")]).keys()].filter((layout) => layout !== "base" && !used.has(layout)),
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

const attributeOf = (element: Element, name: string): string | undefined => element.attrs.find((entry) => entry.name === name)?.value;
const textOf = (node: DefaultTreeAdapterMap["node"]): string => ("value" in node ? node.value : "childNodes" in node ? node.childNodes.map(textOf).join("") : "");

/** What a page of Broadsheet may run or load, besides its own scripts and pictures. */
function findDanger(html: string): string[] {
  return elementsOf(html).flatMap((element) => {
    const dangers: string[] = [];
    if (["iframe", "object", "embed", "base", "form", "style"].includes(element.tagName)) dangers.push(`<${element.tagName}>`);
    const isData = attributeOf(element, "type") === "application/ld+json";
    if (element.tagName === "script" && !isData && (attributeOf(element, "src") === undefined || textOf(element) !== "")) dangers.push("an inline script");
    if (element.tagName === "img" && !/^\/(?:news\/)?media\//.test(attributeOf(element, "src") ?? "")) dangers.push(`a picture from ${attributeOf(element, "src")}`);
    // The empty icon of a publication without a logo: no request, no picture.
    const isEmptyIcon = element.tagName === "link" && attributeOf(element, "href") === "data:,";
    for (const { name, value } of element.attrs) {
      if (isEmptyIcon && name === "href") continue;
      if (/^on|^style$|^srcdoc$|^formaction$/.test(name) || /["'<>=]/.test(name)) dangers.push(`the attribute ${name}`);
      if (["href", "src", "content"].includes(name) && /^\s*(?:javascript|data|vbscript):/i.test(value)) dangers.push(`${name}="${value}"`);
    }
    return dangers;
  });
}

test("what could run is found", () => {
  for (const html of ["<img src=x>", "<p onclick=x>", "<script>x</script>", "<a href=' javascript:x'>", "<p style=x>", "<iframe>", '<p "=x>'])
    assert.is.not(findDanger(html).length, 0, html);
});

test("whatever authors write comes out as text", async () => {
  for (const site of [hostile, awaited]) {
    for (const { page, text } of await renderAll(site)) {
      if (page.template === "rss") continue;
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
      elements.filter((element) => (attributeOf(element, "class") ?? "").split(" ").includes(className)).map((element) => textOf(element).trim());
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
  ['<?xml version="1.0" encoding="utf-8"?><a>', /<a> is not closed/],
  ['<?xml version="1.0" encoding="utf-8"?><a><b></a></b>', /closes nothing/],
  ['<?xml version="1.0" encoding="utf-8"?><a/><b/>', /second root/],
  ['<?xml version="1.0" encoding="utf-8"?><a>&nbsp;</a>', /bare &/],
  ['<?xml version="1.0" encoding="utf-8"?><a>a & b</a>', /bare &/],
  ['<?xml version="1.0" encoding="utf-8"?><a b="&"/>', /bare &/],
  ['<?xml version="1.0" encoding="utf-8"?><a b="1" b="2"/>', /twice/],
  ['<?xml version="1.0" encoding="utf-8"?><a b=1/>', /no tag/],
  ['<?xml version="1.0" encoding="utf-8"?><x:a/>', /no namespace/],
  ['<?xml version="1.0" encoding="utf-8"?><a>\u0001</a>', /no way to write/],
  ['<?xml version="1.0" encoding="utf-8"?><a>]]></a>', /\]\]>/],
  ['<?xml version="1.0" encoding="utf-8"?><a>\ud800</a>', /no way to write/],
  ['<?xml version="1.0" encoding="utf-8"?><a/>x', /outside/],
  ['<?xml version="1.0" encoding="utf-8"?>', /no root/],
];

test("what is not well-formed is found, and what is, is not", () => {
  for (const [text, fault] of notXml) assert.match(findXmlFault(text), fault);
  assert.is(findXmlFault('<?xml version="1.0" encoding="utf-8"?>\n<a xmlns:x="u" b="&lt;"><x:c d=\'"\' />&#38;\n</a>\n'), "");
});

for (const [name, site] of Object.entries(sites)) {
  test(`the feeds of the ${name} site are well-formed, and a feed reader finds their entries to the letter`, async () => {
    const feeds = (await renderAll(site)).filter(({ page }) => page.template === "rss");
    assert.ok(feeds.length >= 3);
    for (const { page, text } of feeds) {
      const { entries, feedTitle } = page.model as FeedModel;
      assert.is(findXmlFault(text), "", page.url);
      const feed = parseRssFeed(text);
      assert.is(feed.title, feedTitle);
      assert.equal(
        (feed.items ?? []).map((item) => item.title),
        entries.map((entry) => entry.title),
      );
      const { origin, basePath } = site.globals.site;
      for (const [i, item] of (feed.items ?? []).entries()) {
        const entry = entries[i];
        assert.is(item.guid?.value, `${origin}${basePath}${entry?.id}`);
        assert.is(item.link, `${origin}${basePath}${entry?.url}`);
        assert.is(Date.parse(String(item.pubDate)), Date.parse(entry?.publishedAt ?? ""));
        const html = item.content?.encoded ?? "";
        assert.ok(html.length > 50, "the whole story is in the feed");
        assert.equal(
          findDanger(html).filter((danger) => !danger.startsWith(`a picture from ${origin}${basePath}/media/`)),
          [],
          page.url,
        );
        for (const [, address = ""] of html.matchAll(/\b(?:href|src)="([^"]*)"/g)) assert.match(address, /^(?:https?|mailto):/, "addresses in feeds are absolute");
      }
    }
  });
}

test("the same data gives the same bytes", async () => {
  for (const { page, text } of (await renderAll(sample)).slice(0, 40)) assert.is(await render(sample, page), text);
});

test.run();
