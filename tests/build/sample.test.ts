// The repository's own publication, built whole: sound in every link and id, light, and an example of every kind and key.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { kinds } from "../../src/content/types.ts";
import { packageFolder } from "./broadsheet.ts";
import { buildSample } from "./built-once.ts";
import { elementsOf, findDeadLinks, findRepeatedIds, listFiles, metaOf, read } from "./output.ts";

/** Bytes, compressed: what a first answer of a server carries. */
const firstFlight = 14 * 1024;

const { dist, output } = await buildSample();
const result = JSON.parse(output) as {
  problems: unknown[];
  pages: { rendered: number; pages: number };
  nextTransition: string | null;
};
const articles = JSON.parse(read(dist, "articles.json")) as {
  version: number;
  site: { id: string; origin: string; basePath: string };
  articles: {
    id: string;
    path: string;
    aliases: string[];
    title: string;
    section: string;
    publishedAt: string;
    comments: { state: string; count: number };
  }[];
};
const pages = listFiles(dist, ".html");

test("it builds without an error or a warning", () => {
  assert.equal(result.problems, []);
  assert.ok(result.pages.rendered === result.pages.pages && result.pages.pages > 20);
});

test("every address of its own leads to a file, and every fragment to an element", () => {
  assert.equal(findDeadLinks(dist, articles.site.origin + articles.site.basePath), []);
});

test("no page has an id twice", () => {
  assert.equal(findRepeatedIds(dist), []);
});

test("no page loads anything from elsewhere", () => {
  for (const path of pages) {
    for (const { tagName, properties } of elementsOf(read(dist, path))) {
      if (!["link", "script", "img", "source", "iframe", "video", "audio"].includes(tagName)) continue;
      for (const address of [properties.href, properties.src, properties.srcSet]) {
        // A data: address is part of the page itself.
        if (typeof address !== "string" || !/^(?:(?!data:text\/css,)[a-z][a-z0-9+.-]*:|\/\/)/i.test(address)) continue;
        assert.ok(
          properties.rel?.toString() === "canonical" && address.startsWith(`${articles.site.origin}/`),
          `${path}: <${tagName}> ${address}`,
        );
      }
    }
  }
});

test("an article without pictures, with its styles, fits into a server's first answer", () => {
  const styles = listFiles(join(dist, "assets"), ".css").map(
    (path) => brotliCompressSync(readFileSync(join(dist, "assets", path))).length,
  );
  assert.is(styles.length, 1);
  const light = articles.articles
    .map(({ path }) => read(dist, `${decodeURIComponent(path).slice(1)}index.html`))
    .filter((html) => !html.includes('class="article__picture"'));
  assert.ok(light.length > 0);
  for (const html of light) {
    const bytes = brotliCompressSync(html).length + (styles[0] ?? 0);
    assert.ok(bytes <= firstFlight, `${bytes} bytes`);
  }
});

test("every kind, every level of artificial intelligence and every key of front matter has an example", () => {
  const fronts = listFiles(join(packageFolder, "posts"), ".md").map(
    (path) => readFileSync(join(packageFolder, "posts", path), "utf8").split(/^---$/m)[1] ?? "",
  );
  const keys =
    "title date section authors subtitle description kicker dateline updated tags image ai reviewedBy corrections redirectFrom comments language series kind template".split(
      " ",
    );
  for (const key of keys)
    assert.ok(
      fronts.some((front) => new RegExp(`^${key}:`, "m").test(front)),
      key,
    );
  const disclosures = new Set(pages.flatMap((path) => metaOf(read(dist, path)).get("ai-disclosure") ?? []));
  assert.equal([...disclosures].sort(), ["ai-assisted", "ai-generated", "mixed", "none"]);
  for (const kind of kinds.filter((name) => name !== "news"))
    assert.ok(
      fronts.some((front) => new RegExp(`^kind: *${kind}$`, "m").test(front)),
      kind,
    );
});

test("articles.json and build.json keep their contracts", () => {
  assert.is(articles.version, 1);
  for (const { id, path, aliases, title, section, publishedAt, comments } of articles.articles) {
    for (const address of [id, path, ...aliases]) assert.match(address, /^\/[^\s?#]+$/);
    assert.ok(pages.includes(`${decodeURIComponent(path).slice(1)}index.html`), path);
    assert.ok(id === path || aliases.includes(id), id);
    assert.ok(title !== "" && path.startsWith(`/${section}/`), path);
    assert.match(publishedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/);
    assert.ok(["open", "closed", "off"].includes(comments.state) && Number.isInteger(comments.count));
  }
  const build = JSON.parse(read(dist, "build.json")) as { articles: number; nextTransition: string | null };
  assert.is(build.articles, articles.articles.length);
  assert.is(build.nextTransition, result.nextTransition);
});

test.run();
