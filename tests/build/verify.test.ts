// `build --verify`: pages that stay are rendered once more, and a page that would be another is told, and made anew.
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { digestOf } from "../../src/parts/parts.ts";
import {
  broadsheet,
  compareSnapshots,
  postText,
  type Run,
  smallSite,
  snapshot,
  temporaryFolder,
  writeFiles,
} from "./broadsheet.ts";
import { read } from "./output.ts";

const folder = temporaryFolder();
const [site, dist, cache] = ["site", "dist", "cache"].map((name) => join(folder, name)) as [string, string, string];
const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"/>';
// Letters that no picture of a headline is drawn for.
writeFiles(site, {
  ...smallSite,
  "posts/a.md": postText({ title: "Λ", tags: ["Steel"], image: { src: "a.svg", alt: "" } }, "See [b](b.md).\n"),
  "posts/b.md": postText({ title: "Ω", section: "science", redirectFrom: "/old/" }, "Text ![](a.svg).\n"),
  "posts/about.md": "---\ntitle: About\nkind: page\n---\nAbout us.\n",
  "posts/a.svg": drawing,
});

const build = (...more: string[]): Promise<Run> =>
  broadsheet(["build", "--site", site, "--out", dist, "--cache", cache, "--now", "2026-02-10T00:00:00Z", ...more]);

const first = await build();
assert.is(first.status, 0, first.errors);
const sound = snapshot(dist);
const pageCount = Number(/^\d+ of (\d+) pages/.exec(first.output)?.[1]);

interface StoredManifest {
  paths: string[];
  digests: string[];
  sizes: number[];
  mtimes: number[];
}

/** Puts another page in the place of one that stays, as if a field had been forgotten in its key; returns both digests. */
function tamper(path: string): { recorded: string; rendered: string } {
  const file = join(dist, path);
  const manifestFile = join(cache, "manifest.json");
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as StoredManifest;
  const index = manifest.paths.indexOf(path);
  const rendered = manifest.digests[index] ?? "";
  const text = readFileSync(file, "utf8").replace("Λ", "Ξ and more");
  assert.is.not(digestOf(text), rendered, "the page was changed");
  writeFileSync(file, text);
  const { size, mtimeMs } = statSync(file);
  manifest.digests[index] = digestOf(text);
  manifest.sizes[index] = size;
  manifest.mtimes[index] = mtimeMs;
  writeFileSync(manifestFile, JSON.stringify(manifest));
  return { recorded: digestOf(text), rendered };
}

const allVerified = new RegExp(`^0 of ${pageCount} pages rendered, ${pageCount} kept pages verified, 0 removed`);

test("of a site that nothing has happened to, every page is as it was", async () => {
  const { status, errors, output } = await build("--verify=100");
  assert.equal([status, errors], [0, ""]);
  assert.match(output, allVerified);
  assert.equal(compareSnapshots(snapshot(dist), sound), []);
});

for (const path of ["world/2026/01/a/index.html", "index.html", "rss.xml"]) {
  test(`${path} that is another than it would be is told, and made anew by the next build`, async () => {
    const { recorded, rendered } = tamper(path);
    const unnoticed = await build();
    assert.match(unnoticed.output, new RegExp(`^0 of ${pageCount} pages rendered, 0 removed`));
    const told = await build("--verify=100");
    assert.is(told.status, 3);
    assert.match(told.output, allVerified);
    const [line = "", ...others] = told.errors.trimEnd().split("\n");
    assert.equal(others, []);
    for (const word of ["internal error", path, recorded, rendered]) assert.match(line, word);
    const mended = await build();
    assert.equal([mended.status, mended.errors], [0, ""]);
    assert.match(mended.output, new RegExp(`^1 of ${pageCount} pages rendered`));
    assert.equal(compareSnapshots(snapshot(dist), sound), []);
    const again = await build("--verify=100");
    assert.equal([again.status, again.errors], [0, ""]);
    assert.match(again.output, allVerified);
  });
}

test("machines are told each page with both digests", async () => {
  const { recorded, rendered } = tamper("world/index.html");
  const { status, output } = await build("--verify=100", "--json");
  const told = JSON.parse(output) as { mismatches: object[]; pages: { verified: number } };
  assert.equal(
    [status, told.mismatches, told.pages.verified],
    [3, [{ path: "world/index.html", recorded, rendered }], pageCount],
  );
  assert.is((await build()).status, 0);
  assert.equal(compareSnapshots(snapshot(dist), sound), []);
});

test("what is stale is made, and the rest is verified", async () => {
  const post = (title: string): string => postText({ title, section: "science", redirectFrom: "/old/" }, "Other.\n");
  writeFiles(site, { "posts/b.md": post("Ω again") });
  const { status, output } = await build("--verify=100");
  assert.is(status, 0);
  const [, rendered, verified] = /^(\d+) of \d+ pages rendered, (\d+) kept pages verified/.exec(output) ?? [];
  assert.ok(Number(rendered) > 0 && Number(verified) > 0, output);
  assert.is(Number(rendered) + Number(verified), pageCount);
  assert.match(read(dist, "science/2026/01/b/index.html"), "Ω again");
});

test("alone, it verifies a small share", async () => {
  const { status, errors, output } = await build("--verify");
  assert.equal([status, errors], [0, ""]);
  assert.ok(Number(/(\d+) kept pages? verified/.exec(output)?.[1] ?? 0) < pageCount / 2, output);
});

for (const share of ["0", "abc", "", "-5", "100.5", "Infinity", "5%"]) {
  test(`--verify=${share} is wrong usage`, async () => {
    const { status, errors, output } = await build(`--verify=${share}`);
    assert.equal([status, output], [2, ""]);
    assert.match(errors, `--verify: "${share}" is no share; write a number above 0 and up to 100, such as --verify=5`);
  });
}

test("a site of which workers render the pages is verified too", async () => {
  const posts = Array.from({ length: 300 }, (_, i) => [`posts/w${i}.md`, postText({ title: `Λ ${i}` })]);
  writeFiles(site, Object.fromEntries(posts));
  const many = await build();
  assert.is(many.status, 0, many.errors);
  const { rendered, recorded } = tamper("world/2026/01/w7/index.html");
  const { status, errors } = await build("--verify=100");
  assert.is(status, 3);
  for (const word of ["world/2026/01/w7/index.html", rendered, recorded]) assert.match(errors, word);
  assert.is(errors.trimEnd().split("\n").length, 1);
  const mended = await build("--verify=100");
  assert.equal([mended.status, mended.errors], [0, ""]);
});

test.run();
