// Every page is the join of its parts: its key moves with each of them, and its model knows nothing else.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type StoryCard, storyCard } from "../../../src/edition/cards.ts";
import type { Edition } from "../../../src/edition/edition.ts";
import type { Story } from "../../../src/edition/story.ts";
import { readTemplates } from "../../../src/eleventy/compile-templates.ts";
import { feedPages } from "../../../src/pages/feeds/feeds.ts";
import { planPages } from "../../../src/pages/plan-pages.ts";
import { digestOfModel, fillPage, type PlannedPage } from "../../../src/pages/planned-page.ts";
import { digestOf, leaf, list, type Part } from "../../../src/parts/parts.ts";
import { keyOfPage } from "../../../src/publish/plan.ts";
import { packageFolder } from "../../build/broadsheet.ts";
import { before, editionOf, image, link, makePost, makePublication, photograph, tag } from "../sample-posts.ts";

const picture = { source: "posts/2026/a.jpg", alt: "A", caption: "C", credit: "D" };

/** Uses every template, and leaves no field empty on all pages of a template. */
function makeRichEdition(): Edition {
  const { authors, site } = makePublication();
  const feeds = Object.fromEntries(
    Object.entries(site.feeds).map(([scope, settings]) => [
      scope,
      { ...settings, formats: ["rss" as const, "atom" as const, "json" as const] },
    ]),
  ) as typeof site.feeds;
  const about = { role: "Reporter", bio: "Writes.", image: "posts/2026/a.jpg", email: "asha@small.example" };
  const posts = Array.from({ length: 60 }, (_, i) =>
    makePost({
      slug: `s${i}`,
      publishedAt: before(i * 900 + 1),
      kind: i % 5 === 0 ? "opinion" : "news",
      section: i % 3 === 0 ? "science" : "world",
      subtitle: "Sub",
      kicker: "Kicker",
      dateline: "Seoul",
      tags: [tag("Steel"), tag(`Tag${i % 4}`)],
      authors: i % 2 === 0 ? ["asha", "desk"] : ["desk"],
      image: i % 2 === 0 ? picture : null,
      series: i % 7 === 0 ? "Parts" : "",
      updatedAt: before(1),
      expiresAt: before(-60),
      corrections: i % 6 === 0 ? [{ at: before(1), text: "Wrong." }] : [],
      redirectFrom: i % 11 === 0 ? [`/old-${i}`] : [],
      ai: "full",
      reviewedBy: "asha",
      comments: "open",
      commentCount: 2,
      language: i % 10 === 9 ? "ar" : "en",
      slots: [link("/about/"), image("a.jpg"), link("s1.md")],
    }),
  );
  const page = makePost({
    kind: "page",
    slug: "standards",
    image: picture,
    ai: "partial",
    slots: [link("/"), image("a.jpg")],
  });
  return editionOf([...posts, page], {
    media: [photograph("posts/2026/a.jpg")],
    mostRead: ["/world/2026/02/s1/", "/science/2026/02/s0/"],
    publication: makePublication({
      authors: { ...authors, asha: { ...(authors.asha as (typeof authors)[string]), ...about } },
      site: {
        basePath: "/news",
        serviceUrl: "",
        id: "small",
        hub: "https://hub.example/",
        description: "About",
        feeds,
        publisher: { name: "House", logo: "", url: "", policies: { ai: "/standards/" } },
        ai: { ...site.ai, policy: "reviewed", disclaimer: { assisted: "a", partial: "p", full: "f" } },
      },
    }),
  });
}

const edition = makeRichEdition();
const pages = [...planPages(edition)];
const templates = [...new Set(pages.map(({ template }) => template))];
/** Some pages of a template: the first, the last, and one in between. */
const samplesOf = (template: PlannedPage["template"]): PlannedPage[] => {
  const all = pages.filter((page) => page.template === template);
  return [...new Set([0, all.length >> 1, all.length - 1])].map((index) => all[index] as PlannedPage);
};

const withParts = (page: PlannedPage, parts: Record<string, Part<unknown>>): PlannedPage => ({
  ...page,
  makeParts: () => parts,
});
/** As it would be if it said something else. */
const another = <T>({ digest, value }: Part<T>): Part<T> => ({ digest: digestOf(`${digest} otherwise`), value });
/** What a page is known by beside its parts: none of it may get into the model. */
const elsewhere: Omit<PlannedPage, "template" | "makeParts"> = {
  url: "/elsewhere/",
  source: "elsewhere.md",
  rank: "page",
  bodies: [],
  pictures: [],
  sitemap: null,
};
const copyOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function assertOther(page: PlannedPage, than: PlannedPage, what: string): void {
  assert.is.not(digestOfModel(page), digestOfModel(than), what);
  assert.is.not(keyOfPage("base", page), keyOfPage("base", than), what);
}

test("the pages use every template", () => {
  assert.equal(
    readTemplates([`${packageFolder}/_includes`])
      .layouts.map((layout) => layout.slice("layouts/".length, -".njk".length))
      .filter((layout) => layout !== "base" && !templates.includes(layout as PlannedPage["template"])),
    [],
  );
});

for (const template of templates) {
  test(`${template}: a part more or less, or one that says something else, makes another key`, () => {
    for (const page of samplesOf(template)) {
      const parts = page.makeParts();
      assert.is(keyOfPage("base", withParts(page, parts)), keyOfPage("base", page), "made again, they are the same");
      assertOther(withParts(page, { ...parts, more: leaf("") }), page, `${page.url} with one more`);
      for (const [name, part] of Object.entries(parts)) {
        assertOther(withParts(page, { ...parts, [name]: another(part) }), page, `${page.url}: ${name}`);
        const { [name]: _, ...others } = parts;
        assertOther(withParts(page, others), page, `${page.url} without ${name}`);
        assertOther(withParts(page, { ...others, [`${name}s`]: part }), page, `${page.url}: ${name}s`);
      }
    }
  });

  test(`${template}: the model is made of the values of its parts, and of nothing else`, () => {
    for (const page of samplesOf(template)) {
      const copies = Object.entries(page.makeParts()).map(([name, { value }]) => [name, leaf(copyOf(value))]);
      const copy = { ...withParts(page, Object.fromEntries(copies)), ...elsewhere };
      const model = JSON.stringify(fillPage(page).model);
      assert.is(JSON.stringify(fillPage(copy).model), model, page.url);
      assert.is(JSON.stringify(fillPage(page).model), model, "made again, it is the same");
    }
  });
}

test("no part of a page is there for nothing: left out, the model is another or cannot be made", () => {
  for (const template of templates) {
    const samples = samplesOf(template);
    for (const name of new Set(samples.flatMap(({ makeParts }) => Object.keys(makeParts())))) {
      const isShown = samples.some((page) => {
        const { [name]: _, ...others } = page.makeParts();
        try {
          return JSON.stringify(fillPage(withParts(page, others))) !== JSON.stringify(fillPage(page));
        } catch {
          return true;
        }
      });
      assert.ok(isShown, `${template}: ${name}`);
    }
  }
});

const newest = edition.stories[0] as Story;

/** The digest of the newest story's card, made of its own parts but for `changed`. */
type CardParts = ReturnType<Parameters<typeof storyCard>[0]>;
const cardParts: CardParts = {
  facts: newest.told.card,
  section: newest.section.link,
  byline: list(newest.authors.map(({ byline }) => byline)),
  minutes: leaf(newest.post.minutes),
  picture: leaf(newest.card.value.picture),
  isDraft: leaf(newest.isUnpublished),
};

test("a story's card is another with each of its parts, and so is every page that shows it", () => {
  const card = storyCard(() => cardParts);
  assert.equal([card.digest, card.value], [newest.card.digest, newest.card.value]);
  for (const name of Object.keys(cardParts) as (keyof CardParts)[]) {
    const changed = storyCard(() => ({ ...cardParts, [name]: another(cardParts[name] as Part<unknown>) }));
    assert.is.not(changed.digest, card.digest, name);
    const shown = pagesThatShow(changed);
    assert.ok(shown.length > 5, `${name}: ${shown}`);
    for (const template of ["article", "author", "front", "listing", "most-read"])
      assert.ok(shown.includes(template), `${name}: ${template}`);
  }
  assert.is.not(storyCard(() => ({ ...cardParts, more: leaf("") }) as CardParts).digest, card.digest);
});

/** Templates of the pages that are others where the newest of the most read stories has this card. */
function pagesThatShow(card: Part<StoryCard>): string[] {
  const before = new Map(pages.map((page) => [page.url, keyOfPage("base", page)]));
  const read = edition.mostRead[0] as Story;
  const known = read.card;
  // Stories hold each other, so that a copy of one would be in no list.
  Object.assign(read, { card });
  try {
    const after = [...planPages(edition)].filter((page) => keyOfPage("base", page) !== before.get(page.url));
    return after.map(({ template }) => template);
  } finally {
    Object.assign(read, { card: known });
  }
}

test("a card is made of the values of its parts, and of nothing else", () => {
  const copies = Object.fromEntries(Object.entries(cardParts).map(([name, { value }]) => [name, leaf(copyOf(value))]));
  assert.equal(storyCard(() => copies as unknown as CardParts).value, newest.card.value);
});

const { site } = edition.publication;
const [entryStory] = edition.stories.filter((story) => story.picture !== null) as [Story];

/** Digests of all feeds, with one story or the site's settings changed. */
function digestsOfFeeds(change: Partial<Story>, settings: Partial<typeof site> = {}): Map<string, string> {
  const changed = { ...entryStory, ...change };
  const stories = edition.stories.map((story) => (story === entryStory ? changed : story));
  const publication = { ...edition.publication, site: { ...site, ...settings } };
  return new Map([...feedPages({ ...edition, stories, publication })].map((page) => [page.url, digestOfModel(page)]));
}

const { told, post, references, section, authors, tags, picture: lead, reviewer } = entryStory;
const changes: [what: string, change: Partial<Story>, settings?: Partial<typeof site>][] = [
  ["what its card says", { told: { ...told, card: another(told.card) } }],
  ["what its article says", { told: { ...told, article: another(told.article) } }],
  ["its body", { post: { ...post, digests: { ...post.digests, body: "f".repeat(32) } } }],
  ["what its body refers to", { references: references.slice(1) }],
  ["its section's name", { section: { ...section, name: "Other" } }],
  ["its authors", { authors: authors.slice(1) }],
  ["an author's name", { authors: authors.map((author) => ({ ...author, byline: another(author.byline) })) }],
  ["its tags", { tags: tags.slice(1) }],
  ["its picture", { picture: lead && { ...lead, caption: "Other" } }],
  ["its reviewer", { reviewer: null }],
  ["its reviewer's name", { reviewer: reviewer && { ...reviewer, byline: another(reviewer.byline) } }],
  ["the site's words for machines", {}, { ai: { ...site.ai, disclaimer: { ...site.ai.disclaimer, full: "Other" } } }],
  ["where the site is", {}, { basePath: "/other" }],
];

test("an entry is another with each of its parts, in every format of a feed", () => {
  const known = digestsOfFeeds({});
  for (const [what, change, settings] of changes) {
    const feeds = digestsOfFeeds(change, settings);
    for (const url of ["/rss.xml", "/atom.xml", "/feed.json"])
      assert.is.not(feeds.get(url), known.get(url), `${what}: ${url}`);
  }
});

test("an entry knows of its story what it is made of, and nothing else", () => {
  const forbidden = (name: string) => ({
    get: (target: object, key: string | symbol) => {
      if (Reflect.has(target, key)) return Reflect.get(target, key);
      throw new Error(`${name}.${String(key)} is read`);
    },
  });
  const { kind: _, title: __, ...rest } = { ...entryStory.post };
  const story = new Proxy(
    { told, references, section, authors, tags, picture: lead, reviewer, change: entryStory.change, post: rest },
    forbidden("story"),
  ) as unknown as Story;
  const stories = edition.stories.map((other) => (other === entryStory ? story : other));
  const model = ({ stories }: Edition): string =>
    JSON.stringify([...feedPages({ ...edition, stories } as Edition)].slice(0, 3).map((page) => fillPage(page).model));
  assert.is(model({ ...edition, stories }), model(edition));
});

test.run();
