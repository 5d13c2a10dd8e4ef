// From posts to keys: a difference that a template could print must be a difference in the key.
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { FrontMatter } from "../../../src/content/front-matter/keys.ts";
import { planPages } from "../../../src/pages/plan-pages.ts";
import { fillPage } from "../../../src/pages/planned-page.ts";
import { keyOfPage } from "../../../src/publish/plan.ts";
import {
  before,
  editionOf,
  image,
  link,
  makePost,
  makePublication,
  mediaFile,
  type PostFields,
  tag,
} from "../sample-posts.ts";

const text = fc.constantFrom<string>("", "One", "Two");

const postFields = fc.record({
  kind: fc.constantFrom<FrontMatter["kind"]>("news", "opinion"),
  title: fc.constantFrom("One", "Two"),
  subtitle: text,
  description: text,
  kicker: text,
  dateline: text,
  publishedAt: fc.constantFrom(before(10), before(60), before(-60)),
  updatedAt: fc.constantFrom("", before(5)),
  expiresAt: fc.constantFrom("", before(-60)),
  section: fc.constantFrom("world", "science"),
  authors: fc.constantFrom<string[]>(["desk"], ["asha"], ["asha", "desk"]),
  tags: fc.constantFrom<FrontMatter["tags"]>([], [tag("Steel")], [tag("steel"), tag("Tin")]),
  image: fc.constantFrom<FrontMatter["image"]>(
    null,
    { source: "posts/2026/a.svg", alt: "A", caption: "C", credit: "D" },
    { source: "posts/2026/a.svg", alt: "B", caption: "", credit: "" },
  ),
  ai: fc.constantFrom<FrontMatter["ai"]>("none", "full"),
  reviewedBy: fc.constantFrom("", "asha"),
  corrections: fc.constantFrom<FrontMatter["corrections"]>([], [{ at: before(1), text: "Wrong." }]),
  redirectFrom: fc.constantFrom<string[]>([], ["/old/"]),
  isDraft: fc.boolean(),
  comments: fc.constantFrom<FrontMatter["comments"]>("open", "off"),
  commentCount: fc.constantFrom(0, 1),
  language: fc.constantFrom("en", "ar"),
  series: fc.constantFrom("", "Parts"),
  text: fc.constantFrom<PostFields>(
    {},
    { body: "1".repeat(32) },
    { minutes: 45, lede: "Another." },
    { slots: [image("a.svg")] },
    { slots: [image("a.svg"), link("https://a.example/")] },
    { slots: [image("a.svg"), link("https://b.example/")] },
  ),
});

const siteFields = fc.record({
  disclaimer: text,
  width: fc.constantFrom<number>(640, 641),
  author: fc.constantFrom<string>("Asha", "Asha Rao"),
  section: fc.constantFrom<string>("World", "Globe"),
});

const sites = fc.record({ first: postFields, second: postFields, site: siteFields });

/** By address: each page's model, and what enters the key. */
function modelsOf({
  first,
  second,
  site,
}: typeof sites extends fc.Arbitrary<infer T> ? T : never): Map<string, { whole: string; key: string }> {
  const publication = makePublication({
    site: { ai: { ...makePublication().site.ai, disclaimer: { assisted: "", partial: "", full: site.disclaimer } } },
  });
  for (const author of Object.values(publication.authors)) if (author.id === "asha") author.name = site.author;
  for (const section of publication.sections) if (section.slug === "world") section.name = site.section;
  const posts = [
    makePost({ ...first, ...first.text, slug: "first", redirectFrom: [] }),
    makePost({ ...second, ...second.text, slug: "second" }),
  ];
  const edition = editionOf(posts, {
    publication,
    media: [mediaFile("posts/2026/a.svg", { width: site.width })],
    withDrafts: true,
  });
  return new Map(
    [...planPages(edition)].map((page) => [
      page.url,
      { whole: page.template + JSON.stringify(fillPage(page).model), key: keyOfPage("base", page) },
    ]),
  );
}

test("models that differ have keys that differ", () => {
  let differences = 0;
  fc.assert(
    fc.property(
      sites,
      sites,
      fc.boolean(),
      fc.constantFrom(...(["first", "second", "site"] as const)),
      (site, other, isNear, part) => {
        const [left, right] = [modelsOf(site), modelsOf(isNear ? { ...site, [part]: other[part] } : other)];
        for (const [url, model] of left) {
          const counterpart = right.get(url);
          if (counterpart === undefined || counterpart.whole === model.whole) continue;
          differences++;
          assert.is.not(counterpart.key, model.key, `${url}\n${model.whole}\n${counterpart.whole}`);
        }
      },
    ),
    { numRuns: 300 },
  );
  assert.ok(differences > 500, String(differences));
});

test("one field changed alone changes the key of every page that shows it", () => {
  const base = fc.sample(postFields, { seed: 7, numRuns: 1 })[0];
  if (base === undefined) throw new Error("no sample");
  const site = { disclaimer: "", width: 640, author: "Asha", section: "World" };
  for (const field of Object.keys(base) as (keyof typeof base)[]) {
    for (const { [field]: value } of fc.sample(postFields, { seed: 11, numRuns: 20 })) {
      const [left, right] = [
        modelsOf({ first: base, second: base, site }),
        modelsOf({ first: { ...base, [field]: value }, second: base, site }),
      ];
      for (const [url, model] of left) {
        const counterpart = right.get(url);
        if (counterpart !== undefined && counterpart.whole !== model.whole)
          assert.is.not(counterpart.key, model.key, `${field} on ${url}`);
      }
    }
  }
});

test.run();
