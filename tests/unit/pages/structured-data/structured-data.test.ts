// Structured data of the least that a publication can be; whole pages are held to it by tests/build/structured-data.test.ts.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Edition } from "../../../../src/edition/edition.ts";
import { planPages } from "../../../../src/pages/plan-pages.ts";
import { fillPage } from "../../../../src/pages/planned-page.ts";
import { makeGlobals } from "../../../../src/pages/site-view.ts";
import {
  type DescribedAs,
  type DescribedModels,
  makeStructuredData,
} from "../../../../src/pages/structured-data/structured-data.ts";
import { before, editionOf, makePost } from "../../sample-posts.ts";

/** What is left of a page's graph in JSON. */
function graphOf(edition: Edition, url: string): object[] {
  const page = [...planPages(edition)].find((candidate) => candidate.url === url);
  assert.ok(page !== undefined, url);
  const data = makeStructuredData(
    makeGlobals(edition, { styles: "", countScript: "", pageScript: "", font: "", italicFont: "" }).site,
  )(fillPage(page).model as DescribedModels[DescribedAs], page.template as DescribedAs);
  return (JSON.parse(JSON.stringify(data)) as { "@graph": object[] })["@graph"];
}

const home = "https://small.example/";
const site = [
  {
    "@type": "WebSite",
    "@id": `${home}#website`,
    url: home,
    name: "Small",
    inLanguage: "en",
    publisher: { "@id": `${home}#publisher` },
  },
  { "@type": "NewsMediaOrganization", "@id": `${home}#publisher`, name: "Small", url: home },
];
const step = (position: number, name: string, path: string) => ({
  "@type": "ListItem",
  position,
  name,
  item: { "@id": home + path },
});

test("an article that says the least has nothing empty, and the publication is its own publisher", () => {
  const url = `${home}world/2026/02/steel/`;
  assert.equal(graphOf(editionOf([makePost()]), "/world/2026/02/steel/"), [
    {
      "@type": "NewsArticle",
      "@id": `${url}#article`,
      url,
      mainEntityOfPage: { "@id": url },
      headline: "Headline of steel",
      description: "The first paragraph.",
      datePublished: before(60),
      author: [{ "@type": "Organization", name: "The desk", url: `${home}authors/desk/` }],
      publisher: { "@id": `${home}#publisher` },
      inLanguage: "en",
      articleSection: "World",
      timeRequired: "PT1M",
    },
    {
      "@type": "WebPage",
      "@id": url,
      url,
      name: "Headline of steel",
      inLanguage: "en",
      isPartOf: { "@id": `${home}#website` },
      breadcrumb: {
        "@type": "BreadcrumbList",
        itemListElement: [
          step(1, "Small", ""),
          step(2, "World", "world/"),
          step(3, "Headline of steel", "world/2026/02/steel/"),
        ],
      },
    },
    ...site,
  ]);
});

test("a list without entries has their number alone", () => {
  for (const url of ["/", "/world/", "/tags/", "/corrections/"]) {
    const [page] = graphOf(editionOf([]), url) as { "@type": string; mainEntity: object }[];
    assert.equal(
      [page?.["@type"], page?.mainEntity],
      ["CollectionPage", { "@type": "ItemList", numberOfItems: 0 }],
      url,
    );
  }
});

test("a template that asks for a page that is none is told which there are", () => {
  const edition = editionOf([]);
  const data = makeStructuredData(
    makeGlobals(edition, { styles: "", countScript: "", pageScript: "", font: "", italicFont: "" }).site,
  );
  assert.throws(
    () => data(edition as never, "artcle" as never),
    /structuredData knows no page "artcle"; write article, page, front/,
  );
});

test("who only reviews has a profile without stories", () => {
  const [page] = graphOf(editionOf([makePost({ reviewedBy: "asha" })]), "/authors/asha/") as object[];
  assert.equal(Object.keys(page ?? {}), [
    "@type",
    "@id",
    "url",
    "name",
    "inLanguage",
    "isPartOf",
    "breadcrumb",
    "mainEntity",
  ]);
});

test("who reviews a standalone page has a profile too", () => {
  const [page] = graphOf(editionOf([makePost({ kind: "page", slug: "about", reviewedBy: "asha" })]), "/about/") as {
    reviewedBy: { url: string };
  }[];
  assert.is(page?.reviewedBy.url, `${home}authors/asha/`);
  assert.is(
    graphOf(editionOf([makePost({ kind: "page", slug: "about", reviewedBy: "asha" })]), "/authors/asha/").length,
    3,
  );
});

test.run();
