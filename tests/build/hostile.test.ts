// Posts of a hostile author, at random from a fixed seed: a build never hangs, never prints a stack, and what it accepts it publishes well-formed.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { findXmlFault } from "../unit/eleventy/well-formed.ts";
import { broadsheet, postText, smallSite, temporaryFolder, writeFiles } from "./broadsheet.ts";
import { Chance } from "./chance.ts";
import { elementsOf, findRepeatedIds, hasClass, listFiles, read } from "./output.ts";
import { readFeeds } from "./read-feeds.ts";

const chance = new Chance(Number(process.env.BROADSHEET_SEED ?? 20_260_131));
const mostTime = 60_000; // ms

const nasty = [
  "]]>",
  "<!--",
  "-->",
  "&",
  "&amp;",
  "&#0;",
  "&#xD800;",
  "<b>",
  "</div></article>",
  "<script>alert(1)</script>",
  "\u202e\u2066",
  "\ud83d",
  "\u0007",
  "\ufffe",
  "\u2028",
  "\u00a0",
  "'\"`",
  "{{ site }}",
  "{% if %}",
  "%00",
  "../../etc/passwd",
  "e\u0301\u0323",
  "👩‍👩‍👧‍👦",
  "ﷺ",
  "\\",
  "\t",
  "__proto__",
  "constructor",
  "[^1]",
  "| a | b |",
  "::: note",
  "\u0001\u0006",
];
const text = (): string =>
  Array.from({ length: 1 + chance.below(6) }, () =>
    chance.below(2) === 0 ? chance.pick(nasty) : chance.pick(["Steel", "tide", "नदी", "水", "قمر"]),
  ).join(chance.pick(["", " ", ": "]));
const value = (depth = 0): unknown =>
  [
    () => text(),
    () => text(),
    () => chance.below(3) - 1,
    () => 1e308 * (chance.below(2) + 1),
    () => null,
    () => chance.below(2) === 0,
    () => (depth > 4 ? "" : Array.from({ length: chance.below(4) }, () => value(depth + 1))),
    () =>
      depth > 4 ? "" : Object.fromEntries(Array.from({ length: chance.below(4) }, () => [text(), value(depth + 1)])),
    () => "x".repeat(chance.below(3_000)),
    () => `${chance.below(12_000)}-${chance.below(14)}-${chance.below(33)}`,
  ][chance.below(10)]?.();

const keys =
  "title date section authors subtitle description kicker dateline updated tags image ai reviewedBy corrections redirectFrom draft expires comments language series kind template x-mine author __proto__".split(
    " ",
  );
const openings = [
  "<div>",
  "<p>",
  "<table><tr><td>",
  "<a href='x'>",
  "<svg><desc>",
  "<math><mi>",
  "<select>",
  "<template>",
  "<!--",
  "<![CDATA[",
  "<b><i></b>",
  "<style>",
  "<textarea>",
  "<title>",
  "<plaintext>",
];
const body = (): string =>
  Array.from({ length: 1 + chance.below(8) }, () =>
    [
      () => text(),
      () => `## ${text()}`,
      () => `${chance.pick(openings)}${text()}`,
      () => `[${text()}](${text()})`,
      () => `[a]: <${text()}> "${text()}"\n\n[a]`,
      () => `> ${text()}\n- ${text()}\n  1. ${text()}`,
      () => `\`\`\`${text()}\n${text()}\n\`\`\``,
      () => `[^n]: ${text()}\n\nNote[^n]`,
      () => `<p id="${text()}" style="x" onclick="y" data-x='${text()}'>${text()}</p>`,
    ][chance.below(9)]?.(),
  ).join("\n\n");

const many = 100_000;
const giants: Record<string, string> = {
  "long-title": postText({ title: "T".repeat(many) }),
  "longest-title": postText({ title: "long ".repeat(200).trim() }),
  "huge-key": `---\n${"k".repeat(many)}: 1\n---\nText.\n`,
  "alias-bomb": `---\na: &a [x,x,x,x,x,x,x,x,x]\n${[..."bcdefghi"].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[i]}`).join(",")}]`).join("\n")}\n---\nText.\n`,
  "deep-yaml": `---\ntitle: ${"[".repeat(5_000)}\n---\nText.\n`,
  "deep-keys": `---\n${Array.from({ length: 500 }, (_, i) => `${" ".repeat(i)}k:`).join("\n")}\n---\nText.\n`,
  ...Object.fromEntries(
    [
      "[",
      ">",
      "<div>",
      "![",
      "*",
      "`",
      "<a ",
      "(",
      "\\",
      "- ",
      "&",
      "|",
      "[^",
      "<!--",
      "_a_",
      "**a",
      "~",
      "[a](",
      "<b>x</b>",
      "{% raw %}",
    ].flatMap((piece, i) => [
      [`many-${i}`, postText({}, `${piece.repeat(many)}\n`)],
      [`many-lines-${i}`, postText({}, `${`${piece}\n`.repeat(5_000)}\n`)],
    ]),
  ),
  "many-footnotes": postText(
    {},
    `${Array.from({ length: 3_000 }, (_, i) => `[^${i}]`).join(" ")}\n\n${Array.from({ length: 3_000 }, (_, i) => `[^${i}]: x`).join("\n")}\n`,
  ),
  "endless-template": postText({ template: "njk" }, "{% for i in range(0, 100000000) %}x{% endfor %}\n"),
  "own-id": postText(
    {},
    '<p id="site:content">A</p>\n\n## Content {#site:content}\n\n<p id="a">x</p><p id="a">y</p>\n',
  ),
};

const posts: Record<string, string> = {};
for (const [name, content] of Object.entries(giants)) posts[`posts/${name}.md`] = content;
for (let i = 0; i < 90; i++) {
  const changed: [string, unknown][] = Array.from({ length: i % 3 === 0 ? 0 : 1 + chance.below(3) }, () => [
    chance.pick(keys),
    value(),
  ]);
  posts[`posts/random-${i}.md`] = postText(Object.fromEntries(changed), body());
}
// Texts that every field takes, so that much of what is hostile gets as far as the pages.
const clean = (): string => text().replace(/[\ud83d\u0007\ufffe\u0001\u0006\u2028\t]/g, "");
for (let i = 0; i < 20; i++) {
  const front = {
    title: `T ${clean()}`,
    subtitle: clean(),
    description: clean(),
    kicker: clean(),
    dateline: clean(),
    series: clean(),
    tags: [`tag ${chance.below(3)}`],
    corrections: [{ date: "2026-02-01", text: `C ${clean()}` }],
  };
  posts[`posts/accepted-${i}.md`] = postText(front, `Text ${clean()}\n\n${clean()}\n`);
}

const site = temporaryFolder();
writeFiles(site, { ...smallSite, ...posts });
const dist = join(site, "dist");
const build = () =>
  broadsheet(["build", "--site", site, "--now", "2026-02-02", "--json"], { kill: { victim: "main", after: mostTime } });
const stack = /^\s+at .+:\d+:\d+\)?$|node:internal|internal error/m;
let accepted = 0;

test("nothing that an author writes makes a build hang or fall over", async () => {
  const { status, output, errors } = await build();
  assert.is(status, 1, errors);
  assert.not.match(`${output}${errors}`, stack);
  const { problems } = JSON.parse(output) as {
    problems: { file: string; line: number; column: number; severity: string; message: string }[];
  };
  for (const { file, line, column, message } of problems) {
    assert.ok(file in posts && line >= 1 && column >= 1, `${file}:${line}:${column}`);
    assert.ok(message.length < 1_000 && /.; ./.test(message), message);
  }
  for (const { file, severity } of problems) if (severity === "error") rmSync(join(site, file), { force: true });
});

test("what is accepted is built", async () => {
  // Posts may lean on those that went.
  for (let round = 0; round < 3; round++) {
    const { status, output, errors } = await build();
    assert.not.match(`${output}${errors}`, stack);
    assert.ok(status === 0 || status === 1, `${status}: ${errors}`);
    if (status === 0) break;
    const { problems } = JSON.parse(output) as { problems: { file: string; severity: string }[] };
    for (const { file, severity } of problems) if (severity === "error") rmSync(join(site, file), { force: true });
  }
  accepted = (JSON.parse(read(dist, "build.json")) as { articles: number }).articles;
  assert.ok(accepted > 30, `${accepted} posts were accepted`);
});

test("its feeds and sitemaps are well-formed, with every entry once", () => {
  for (const path of listFiles(dist, ".xml")) assert.is(findXmlFault(read(dist, path)), "", path);
  for (const [path, entries] of readFeeds(dist))
    assert.is(new Set(entries.map((entry) => entry.id)).size, entries.length, path);
});

test("its pages keep their frame: one main, one footer at the end, no id twice, no script of an author's", () => {
  assert.equal(findRepeatedIds(dist), []);
  for (const path of listFiles(dist, ".html")) {
    const elements = elementsOf(read(dist, path));
    assert.is(elements.filter(({ tagName }) => tagName === "main").length, 1, path);
    assert.equal(elements.filter((element) => hasClass(element, "footer")).length, 1, path);
    for (const { tagName, properties } of elements) {
      const isData =
        ["application/ld+json", "speculationrules"].includes(String(properties.type)) ||
        /^\/assets\/page-/.test(String(properties.src));
      assert.ok(
        (tagName !== "script" || isData) && tagName !== "style" && tagName !== "iframe",
        `${path}: <${tagName}>`,
      );
      for (const [name, content] of Object.entries(properties)) {
        assert.not.match(name, /^on/, path);
        // The empty icon of a publication without a logo: no request, no picture.
        if (tagName === "link" && content === "data:,") continue;
        if (content === "data:text/css,@view-transition%7Bnavigation:auto%7D") continue;
        if (name === "href" || name === "src")
          assert.not.match(String(content), /^\s*(?:javascript|data|vbscript):/i, path);
      }
    }
  }
});

test.run();
