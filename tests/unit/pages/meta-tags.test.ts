// `<meta>` of heads, kind by kind; what stands in the whole page is told by tests/build/structured-data.test.ts.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { MediaFile, SiteSettings } from "../../../src/content/types.ts";
import { metaTags } from "../../../src/pages/meta-tags.ts";
import { planPages } from "../../../src/pages/plan-pages.ts";
import { fillPage } from "../../../src/pages/planned-page.ts";
import { makeGlobals } from "../../../src/pages/site-view.ts";
import {
  before,
  editionOf,
  makePost,
  makePublication,
  mediaFile,
  type PostFields,
  photograph,
} from "../sample-posts.ts";

interface Particulars {
  post?: PostFields;
  site?: Partial<SiteSettings>;
  media?: MediaFile[];
  portrait?: string;
}

/** The contents of the tag `name` on the page at `url`. */
function contents(
  url: string,
  name: string,
  { post = {}, site = {}, media = [], portrait = "" }: Particulars = {},
): string[] {
  const publication = makePublication({ site });
  const { asha } = publication.authors;
  if (asha !== undefined) publication.authors.asha = { ...asha, image: portrait };
  const edition = editionOf([makePost({ authors: ["asha", "desk"], ...post })], {
    publication,
    media,
    withDrafts: true,
  });
  const page = [...planPages(edition)].find((candidate) => candidate.url === url);
  assert.ok(page !== undefined, url);
  const globals = makeGlobals(edition, { styles: "", countScript: "", pageScript: "", font: "", italicFont: "" });
  return metaTags(fillPage(page).model, globals.site)
    .filter((tag) => tag.name === name)
    .map((tag) => tag.content);
}

const article = "/world/2026/02/steel/";
const picture = (source: string) => ({ source, alt: "", caption: "", credit: "" });
const logo = (source: string): Particulars => ({
  site: { publisher: { name: "House", logo: source, url: "", policies: {} } },
  media: [mediaFile(source, { width: 512, height: 512 })],
});

const rows: [what: string, url: string, name: string, particulars: Particulars, expected: string[]][] = [
  ["an article is one", article, "og:type", {}, ["article"]],
  ["a person's page is a profile", "/authors/asha/", "og:type", {}, ["profile"]],
  ["a desk's page is none", "/authors/desk/", "og:type", {}, ["website"]],
  ["the front page bears the site's name", "/", "og:title", {}, ["Small"]],
  ["an article bears its headline alone", article, "og:title", {}, ["Headline of steel"]],
  [
    "addresses have the base path",
    article,
    "og:url",
    { site: { basePath: "/news" } },
    [`https://small.example/news${article}`],
  ],
  [
    "every author is named by address",
    article,
    "article:author",
    {},
    ["https://small.example/authors/asha/", "https://small.example/authors/desk/"],
  ],
  ["a language has the region where most speak it", article, "og:locale", { post: { language: "hi" } }, ["hi_IN"]],
  ["a region that is named stays", article, "og:locale", { post: { language: "pt-BR" } }, ["pt_BR"]],
  ["what was never changed has no time of it", article, "article:modified_time", {}, []],
  ["what was changed has", article, "article:modified_time", { post: { updatedAt: before(1) } }, [before(1)]],
  ["a draft is for nobody to find", article, "robots", { post: { isDraft: true } }, ["noindex"]],
  [
    "a picture without words has none",
    article,
    "og:image:alt",
    { post: { image: picture("a.png") }, media: [mediaFile("a.png")] },
    [],
  ],
  [
    "a picture of unknown size tells none",
    "/authors/asha/",
    "og:image:width",
    { media: [mediaFile("a.svg", { width: 0, height: 0 })], portrait: "a.svg" },
    [],
  ],
  [
    "a drawing says so",
    "/authors/asha/",
    "og:image:type",
    { media: [mediaFile("a.svg")], portrait: "a.svg" },
    ["image/svg+xml"],
  ],
  [
    "a drawing gives way to the headline",
    article,
    "og:image:type",
    { post: { image: picture("a.svg") }, media: [mediaFile("a.svg")] },
    ["image/png"],
  ],
  [
    "a narrow photograph does too",
    article,
    "og:image:alt",
    { post: { image: picture("a.jpg") }, media: [photograph("a.jpg", { width: 599 })] },
    ["Headline of steel"],
  ],
  ["the picture of a headline stands large", article, "twitter:card", {}, ["summary_large_image"]],
  ["it is as large as all agree on", article, "og:image:width", {}, ["1200"]],
  [
    "letters that cannot be drawn leave the logo",
    article,
    "og:image:type",
    { ...logo("logo.jpg"), post: { title: "和紙" } },
    ["image/jpeg"],
  ],
  [
    "a photograph is given in the one format that all know",
    article,
    "og:image:type",
    { post: { image: picture("a.avif") }, media: [photograph("a.avif")] },
    ["image/jpeg"],
  ],
  [
    "a wide one stands large",
    article,
    "twitter:card",
    { post: { image: picture("a.png") }, media: [mediaFile("a.png", { width: 600 })] },
    ["summary_large_image"],
  ],
  ["a logo of pixels stands in for a picture", "/", "og:image:type", logo("logo.jpg"), ["image/jpeg"]],
  ["a drawing of a logo does not", "/", "og:image", logo("logo.svg"), []],
  [
    "a person has a face",
    "/authors/asha/",
    "og:image:type",
    { media: [mediaFile("a.webp")], portrait: "a.webp" },
    ["image/webp"],
  ],
  ["the share of machines is told only where the site says so", article, "ai-disclosure", { post: { ai: "full" } }, []],
];
for (const [what, url, name, particulars, expected] of rows) {
  test(`${name}: ${what}`, () => assert.equal(contents(url, name, particulars), expected));
}

test.run();
