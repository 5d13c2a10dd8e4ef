// Which files are posts, which are refused, and which come from the cache.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  type CachedPost,
  type LoadedPosts,
  loadPosts,
  type PostCache,
} from "../../../../src/content/files/load-posts.ts";
import { walkPosts } from "../../../../src/content/files/walk-posts.ts";
import { parseFile, type StoreTexts } from "../../../../src/content/front-matter/parse-file.ts";
import type { RenderMarkup } from "../../../../src/content/front-matter/parse-post.ts";
import { formatProblem } from "../../../../src/content/problems.ts";

const renderMarkup: RenderMarkup = (body) => ({
  outline: { digest: "", slots: [], headings: [], lede: "", words: 1, characters: 0 },
  parts: [body],
  findings: [],
});
const storeNowhere: StoreTexts = () => ["", 0, 0, 0, 0];
const text = (title: string): string => `---\ntitle: ${title}\ndate: 2026-01-31\nsection: a\nauthors: b\n---\nBody.\n`;
const long = 60_000;

interface Context {
  site: string;
  parsed: string[];
}
const test = suite<Context>("posts", { site: "", parsed: [] });
test.before.each((context) => {
  context.site = mkdtempSync(join(tmpdir(), "broadsheet-posts-"));
  context.parsed = [];
  mkdirSync(join(context.site, "posts"));
});
test.after.each(({ site }) => rmSync(site, { recursive: true, force: true }));

/** Writes a file whose mtime lies `ago` ms before now. */
function write(site: string, path: string, content: string, ago = long): void {
  const file = join(site, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  utimesSync(file, new Date(Date.now() - ago), new Date(Date.now() - ago));
}

async function load(
  context: Context,
  previous: PostCache | null = null,
  key = "k",
  startedAt = Date.now(),
): Promise<LoadedPosts> {
  context.parsed = [];
  const stored =
    previous === null
      ? null
      : {
          key: previous.key,
          files: new Map(JSON.parse(JSON.stringify([...previous.files])) as [string, CachedPost][]),
        };
  return loadPosts(context.site, walkPosts(context.site), stored, { key, startedAt }, async (paths) => {
    context.parsed.push(...paths);
    const options = { timezone: "UTC", language: "en", html: "safe", ai: "none", comments: "off", site: {} } as const;
    return paths.map((path) => parseFile(context.site, path, options, renderMarkup, storeNowhere)).reverse();
  });
}

test("posts come in the order of their paths; hidden files, leftovers and media are no posts", async (context) => {
  for (const name of [
    "posts/b.md",
    "posts/B.md",
    "posts/2026/a.md",
    "posts/steel/index.md",
    "posts/.hidden.md",
    "posts/.git/x.md",
    "posts/b.md~",
    "posts/.#b.md",
    "posts/#b.md#",
    "posts/.b.md.swp",
    "posts/steel/photo.jpg",
  ])
    write(context.site, name, text("T"));
  const { posts, problems } = await load(context);
  assert.equal(problems, []);
  assert.equal(
    posts.map(({ path, slug }) => `${path} ${slug}`),
    ["posts/2026/a.md a", "posts/B.md b", "posts/b.md b", "posts/steel/index.md steel"],
  );
});

test("what is unchanged is not parsed again, and a build with nothing new leaves the cache as it is", async (context) => {
  write(context.site, "posts/a.md", text("A"));
  write(context.site, "posts/bad.md", text("5"));
  const first = await load(context);
  assert.equal(
    [first.changed, first.isCacheStale, first.posts.length, first.unsound.length, first.problems.length],
    [2, true, 1, 1, 1],
  );
  const second = await load(context, first.cache);
  assert.equal([context.parsed, second.changed, second.isCacheStale], [[], 0, false]);
  assert.equal(second.posts, first.posts);
  assert.equal(second.problems, first.problems);
});

test("edits, renames and deletions are seen", async (context) => {
  for (const name of ["a", "b", "c"]) write(context.site, `posts/${name}.md`, text(name));
  const first = await load(context);
  write(context.site, "posts/a.md", text("z"));
  renameSync(join(context.site, "posts/b.md"), join(context.site, "posts/d.md"));
  rmSync(join(context.site, "posts/c.md"));
  const second = await load(context, first.cache);
  assert.equal(context.parsed, ["posts/a.md", "posts/d.md"]);
  assert.equal(
    second.posts.map((post) => `${post.slug} ${post.title}`),
    ["a z", "d b"],
  );
  assert.equal((await load(context, second.cache)).isCacheStale, false);
});

test("a file touched without a change is hashed, not parsed", async (context) => {
  write(context.site, "posts/a.md", text("A"));
  const first = await load(context);
  write(context.site, "posts/a.md", text("A"), long / 2);
  const second = await load(context, first.cache);
  assert.equal([context.parsed, second.changed, second.isCacheStale], [[], 0, true]);
});

test("a file written just before the last build is not trusted by its time", async (context) => {
  write(context.site, "posts/a.md", text("A"), 0);
  const { cache } = await load(context);
  const record = cache.files.get("posts/a.md");
  assert.ok(record?.post);
  // As if the bytes had changed without a trace in size and times.
  record.digest = "0";
  assert.equal((await load(context, cache)).changed, 1);
  record.stamp.mtimeMs -= 10_000;
  assert.equal((await load(context, cache)).changed, 1);
});

test("another key drops the cache", async (context) => {
  write(context.site, "posts/a.md", text("A"));
  const { cache } = await load(context);
  assert.equal((await load(context, cache, "other")).changed, 1);
});

test("comments beside a post are part of it", async (context) => {
  write(context.site, "posts/a/index.md", text("A"));
  write(context.site, "posts/a/comments.json", '[{"id": 1}, {"id": 2}]');
  const first = await load(context);
  assert.is(first.posts[0]?.commentCount, 2);
  write(context.site, "posts/a/comments.json", '[{"id": 1}]');
  const second = await load(context, first.cache);
  assert.is(second.posts[0]?.commentCount, 1);
  rmSync(join(context.site, "posts/a/comments.json"));
  assert.is((await load(context, second.cache)).posts[0]?.commentCount, 0);
  for (const broken of ["{}", "[1,", "\u0000"]) {
    write(context.site, "posts/a/comments.json", broken);
    assert.equal(
      (await load(context, second.cache)).problems.map((problem) => problem.file),
      ["posts/a/comments.json"],
    );
  }
});

test("what must not be read is refused, and the rest is read", async (context) => {
  const { site } = context;
  write(site, "posts/a.md", text("A"));
  write(site, "outside.md", text("O"));
  write(site, "posts/big.md", "x".repeat(5 * 1024 * 1024 + 1));
  write(site, "posts/x.markdown", text("X"));
  write(site, "posts/y.MD", text("Y"));
  write(site, "posts/line\nbreak.md", text("L"));
  mkdirSync(join(site, "posts/folder.md"));
  symlinkSync(join(site, "outside.md"), join(site, "posts/out.md"));
  symlinkSync(join(site, "gone.md"), join(site, "posts/gone.md"));
  symlinkSync(join(site, "posts"), join(site, "posts/loop"));
  symlinkSync("self.md", join(site, "posts/self.md"));
  symlinkSync("a.md", join(site, "posts/inside.md"));
  execFileSync("mkfifo", [join(site, "posts/pipe.md")]);
  const { posts, problems } = await load(context);
  assert.equal(
    posts.map((post) => post.path),
    ["posts/a.md", "posts/inside.md"],
  );
  assert.equal(problems.map(formatProblem).sort(), [
    "posts/big.md:1:1: error: the file has 5.0 MB, and a post at most 5 MB; move what is not text out of it",
    "posts/folder.md:1:1: error: it is a folder with the name of a post; rename it, and call the post in it index.md",
    "posts/gone.md:1:1: error: it is not there; remove the symbolic link, or make what it leads to",
    "posts/line\\u{a}break.md:1:1: error: the file's name has a control character, a backslash, or is not UTF-8; rename it",
    "posts/loop:1:1: error: the symbolic link leads to a folder that it lies in; remove it",
    "posts/out.md:1:1: error: the symbolic link leaves posts/; put the file itself here",
    "posts/pipe.md:1:1: error: it is no plain file; put the post itself here",
    "posts/self.md:1:1: error: its symbolic links lead in a circle; remove the symbolic link, or make what it leads to",
    'posts/x.markdown:1:1: error: posts end in ".md", in small letters; rename the file',
    'posts/y.MD:1:1: error: posts end in ".md", in small letters; rename the file',
  ]);
});

test("a site without posts/ is told so", async (context) => {
  rmSync(join(context.site, "posts"), { recursive: true });
  assert.equal((await load(context)).problems.map(formatProblem), [
    "posts:1:1: error: it is not there; make the folder, with the posts in it",
  ]);
});

test("a file that goes away while it is read is a problem, and is not kept", async (context) => {
  write(context.site, "posts/a.md", text("A"));
  const result = await loadPosts(
    context.site,
    walkPosts(context.site),
    null,
    { key: "k", startedAt: Date.now() },
    async (paths) => {
      rmSync(join(context.site, "posts/a.md"));
      return paths.map((path) =>
        parseFile(
          context.site,
          path,
          { timezone: "UTC", language: "en", html: "safe", ai: "none", comments: "off", site: {} },
          renderMarkup,
          storeNowhere,
        ),
      );
    },
  );
  assert.equal(
    result.problems.map((problem) => problem.message),
    ["it is not there; make the file readable"],
  );
  assert.is(result.cache.files.size, 0);
});

test.run();
