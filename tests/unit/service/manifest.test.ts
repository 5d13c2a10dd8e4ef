// `/articles.json` as the service reads it.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { ManifestError, parseManifest } from "../../../src/service/manifest.ts";

const article = {
  id: "/a/",
  path: "/a/",
  aliases: [],
  title: "A",
  section: "world",
  publishedAt: "2026-01-31T14:20:00+05:30",
  comments: { state: "open", count: 1 },
};
const site = { id: "times", origin: "https://times.example", basePath: "" };
const text = (articles: unknown = [article], more: object = {}) =>
  JSON.stringify({ version: 1, site, articles, ...more });

test("articles are found by path and by alias; a present path wins over another's alias", () => {
  const { articles, byId, siteId, origin } = parseManifest(
    text([article, { ...article, id: "/old/", path: "/b/", aliases: ["/old/", "/a/"] }]),
  );
  assert.equal([siteId, origin, byId.size], ["times", "https://times.example", 2]);
  assert.equal(
    [articles.get("/a/")?.id, articles.get("/b/")?.id, articles.get("/old/")?.id],
    ["/a/", "/old/", "/old/"],
  );
});

const wrong: [what: string, text: string, message: RegExp][] = [
  ["half a file", text().slice(0, 40), /not JSON, or only a part/],
  ["a list", "[]", /the file is no object/],
  ["another version", text([], { version: 2 }), /version is 2/],
  ["a site without id", text([], { site: { ...site, id: "" } }), /site\.id is missing; give the publication an id/],
  ["a site without origin", text([], { site: { id: "times" } }), /site\.origin/],
  ["no articles", text({}), /articles is no list/],
  ["an article without path", text([{ ...article, path: "" }]), /articles\[0\]\.path is no text/],
  ["aliases that are none", text([{ ...article, aliases: [1] }]), /articles\[0\]\.aliases/],
  ["comments without number", text([{ ...article, comments: { count: -1 } }]), /articles\[0\]\.comments\.count/],
];
for (const [what, given, message] of wrong) {
  test(`${what} is refused, and it is said where`, () => {
    try {
      parseManifest(given);
    } catch (error) {
      assert.instance(error, ManifestError);
      return assert.match((error as Error).message, message);
    }
    assert.unreachable();
  });
}

test.run();
