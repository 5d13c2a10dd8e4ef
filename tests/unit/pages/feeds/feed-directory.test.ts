// The lists of all feeds: every feed once, sorted as the site's language does, in the formats that the site wants.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { feedDirectoryPages } from "../../../../src/pages/feeds/feed-directory.ts";
import type { FeedDirectoryModel } from "../../../../src/pages/feeds/feed-models.ts";
import { feedPages } from "../../../../src/pages/feeds/feeds.ts";
import type { Page } from "../../../../src/pages/models.ts";
import { fillPage } from "../../../../src/pages/planned-page.ts";
import { editionOf, makePost, makePublication, tag } from "../../sample-posts.ts";

const { feeds: defaults } = makePublication().site;
const site = {
  title: "Klein",
  language: "sv",
  feeds: { ...defaults, site: { formats: ["json" as const, "atom" as const], entries: 1 } },
};
const edition = editionOf([makePost({ tags: [tag("Zink"), tag("Öl"), tag("Eisen")], authors: ["desk", "asha"] })], {
  publication: makePublication({ site }),
});
const [people, readers] = [...feedDirectoryPages(edition)].map(fillPage) as [Page, Page];
const { groups } = people.model as FeedDirectoryModel;

test("people get a page, feed readers a file, of the same feeds", () => {
  assert.equal(
    [people.url, people.template, people.rank, readers.url, readers.template, readers.rank],
    ["/feeds/", "feeds", "page", "/opml.xml", "opml", "feed"],
  );
  assert.is((readers.model as FeedDirectoryModel).groups, groups);
  assert.is(readers.model.url, "/opml.xml");
});

test("the site comes first, then sections in menu order, authors and tags in the order of the language", () => {
  assert.equal(
    groups.map((group) => [group.name, group.feeds.map((feed) => feed.name)]),
    [
      ["", ["Klein"]],
      ["Sections", ["World", "Science"]],
      ["Authors", ["Asha Example", "The desk"]],
      ["Tags", ["Eisen", "Zink", "Öl"]],
    ],
  );
});

test("each feed is named with its page and its formats, in the order that the site gives", () => {
  assert.equal(groups[0]?.feeds, [
    {
      name: "Klein",
      url: "/",
      title: "Klein",
      links: [
        { title: "Klein", url: "/feed.json", format: "json", formatName: "JSON Feed", type: "application/feed+json" },
        { title: "Klein", url: "/atom.xml", format: "atom", formatName: "Atom", type: "application/atom+xml" },
      ],
    },
  ]);
});

test("what is listed is what is made", () => {
  assert.equal(
    groups.flatMap((group) => group.feeds.flatMap((feed) => feed.links.map((link) => link.url))).sort(),
    [...feedPages(edition)].map((page) => page.url).sort(),
  );
});

test.run();
