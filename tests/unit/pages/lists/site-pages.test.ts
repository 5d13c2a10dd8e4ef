// What stands on the front page and on the indexes beyond the stories' own cards.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Post } from "../../../../src/content/post.ts";
import type { Author } from "../../../../src/content/types.ts";
import { frontPage, indexPages } from "../../../../src/pages/lists/site-pages.ts";
import type { FrontModel, IndexModel } from "../../../../src/pages/models.ts";
import { fillPage } from "../../../../src/pages/planned-page.ts";
import { before, editionOf, makePost, makePublication } from "../../sample-posts.ts";

const author = (id: string, fields: Partial<Author>): Author => ({
  id,
  name: id,
  kind: "person",
  role: "",
  bio: "",
  image: "",
  email: "",
  url: "",
  links: [],
  ...fields,
});
const publication = makePublication({
  authors: {
    desk: author("desk", { name: "The desk", kind: "organization", bio: "Covers all." }),
    asha: author("asha", { name: "Asha", role: "Columnist", bio: "Writes." }),
    zoe: author("zoe", { name: "Zoë" }),
  },
});
const indexOf = (posts: readonly Post[], index: IndexModel["index"]) =>
  indexPages(editionOf(posts, { publication }), (month) => month)
    .map((page) => fillPage(page).model as IndexModel)
    .find((model) => model.index === index)?.groups ?? [];
const frontOf = (posts: readonly Post[]) => fillPage(frontPage(editionOf(posts, { publication }))).model as FrontModel;

test("tags stand by their first letters, accents and case apart, and what begins with none under #", () => {
  const tags = ["sea", "École", "Economy", "2026", "Sand", "和紙", "बारिश"].map((name) => ({
    slug: name.toLowerCase(),
    name,
  }));
  const groups = indexOf([makePost({ tags })], "tags");
  assert.equal(
    groups.map(({ name, links }) => `${name}: ${links.map((link) => link.name).join(" ")}`),
    ["#: 2026", "E: École Economy", "S: Sand sea", "ब: बारिश", "和: 和紙"],
  );
});

test("people stand before desks, each with a role or else a few words", () => {
  const posts = [makePost({ slug: "a", authors: ["desk", "zoe"] }), makePost({ slug: "b", authors: ["asha"] })];
  assert.equal(
    indexOf(posts, "authors").map(
      ({ name, links }) => `${name}: ${links.map((link) => `${link.name} (${link.note})`).join(", ")}`,
    ),
    ["People: Asha (Columnist), Zoë ()", "Desks: The desk (Covers all.)"],
  );
  assert.equal(
    indexOf([makePost({ authors: ["desk"] })], "authors").map(({ name }) => name),
    [""],
  );
});

test("months say how many stories they hold", () => {
  const months = indexOf([makePost({ slug: "a" }), makePost({ slug: "b" })], "archive");
  assert.equal(
    months.flatMap(({ links }) => links.map(({ count }) => count)),
    [2],
  );
});

const posts = (count: number, opinionSection: string): Post[] => [
  ...Array.from({ length: count }, (_, i) => makePost({ slug: `s${i}`, section: "world", publishedAt: before(i + 1) })),
  ...["a", "b"].map((slug, i) =>
    makePost({ slug, kind: "opinion", section: opinionSection, authors: ["asha"], publishedAt: before(i + 1) }),
  ),
];

test("opinion is its section's block where all is of one that has no other", () => {
  assert.is(frontOf(posts(20, "science")).opinion.section?.slug, "science");
  assert.is(frontOf(posts(20, "world")).opinion.section, null);
  assert.is(frontOf([]).opinion.section, null);
});

test("blocks have a rhythm", () => {
  assert.equal(
    frontOf(posts(20, "science")).blocks.map(({ section, rhythm }) => `${section.slug} ${rhythm}`),
    ["world banner"],
  );
});

test.run();
