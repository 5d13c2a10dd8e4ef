// Earlier addresses: where they lead, and what is wrong with those that cannot lead anywhere.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Post } from "../../../src/content/post.ts";
import { addressOfPost } from "../../../src/edition/addresses.ts";
import { flattenRedirects } from "../../../src/edition/redirects.ts";
import { describeProblems, editionOf, makePost } from "../sample-posts.ts";

const address = (slug: string): string => `/world/2026/02/${slug}/`;

/** The key's index stands as the line. */
function flatten(posts: Post[], dead: string[] = []): { redirects: string[]; problems: string[] } {
  const { redirects, problems } = flattenRedirects(
    posts,
    new Map(posts.filter((post) => !dead.includes(post.slug)).map((post) => [addressOfPost(post), post])),
    (_, key) => ({
      line: Number(key[1]) + 1,
      column: 1,
    }),
  );
  return { redirects: redirects.map(({ from, to }) => `${from} → ${to}`), problems: describeProblems(problems) };
}

const post = (slug: string, ...redirectFrom: string[]): Post => makePost({ slug, redirectFrom });

const rows: [what: string, posts: Post[], dead: string[], redirects: string[], problems: RegExp[]][] = [
  ["an earlier address leads to the post", [post("a", "/old/")], [], [`/old/ → ${address("a")}`], []],
  ["/old and /old/ are one", [post("a", "/old")], [], [`/old/ → ${address("a")}`], []],
  ["a file's name keeps its form", [post("a", "/old.html")], [], [`/old.html → ${address("a")}`], []],
  ["letters of every script are encoded", [post("a", "/和紙")], [], [`/%E5%92%8C%E7%B4%99/ → ${address("a")}`], []],
  [
    "several lead to one, in the order of the addresses",
    [post("a", "/z/", "/b/")],
    [],
    [`/b/ → ${address("a")}`, `/z/ → ${address("a")}`],
    [],
  ],
  ["a post that is not public leads nowhere", [post("a", "/old/")], ["a"], [], []],
  [
    "a chain is flattened",
    [post("a", "/old/"), post("b", address("a"))],
    ["a"],
    [`/old/ → ${address("b")}`, `${address("a")} → ${address("b")}`],
    [],
  ],
  [
    "a long chain is flattened",
    [post("a", "/old/"), post("b", address("a")), post("c", address("b")), post("d", address("c"))],
    ["a", "b", "c"],
    [
      `/old/ → ${address("d")}`,
      `${address("a")} → ${address("d")}`,
      `${address("b")} → ${address("d")}`,
      `${address("c")} → ${address("d")}`,
    ],
    [],
  ],
  [
    "a chain that ends at nothing public leads nowhere",
    [post("a", "/old/"), post("b", address("a"))],
    ["a", "b"],
    [],
    [],
  ],
  [
    "a circle is an error of each that is in it",
    [post("a", address("b")), post("b", address("a"))],
    ["a", "b"],
    [],
    [
      /^posts\/2026\/a\.md:1:1: error: .* leads in a circle; remove one/,
      /^posts\/2026\/b\.md:1:1: error: .* leads in a circle/,
    ],
  ],
  [
    "two claims are an error of the later",
    [post("a", "/old/"), post("b", "/x/", "/old")],
    [],
    [`/old/ → ${address("a")}`, `/x/ → ${address("b")}`],
    [/^posts\/2026\/b\.md:2:1: error: redirectFrom "\/old" is also claimed by posts\/2026\/a\.md; keep it in one/],
  ],
  [
    "one post's two claims are an error as well",
    [post("a", "/old/", "/old")],
    [],
    [`/old/ → ${address("a")}`],
    [/^posts\/2026\/a\.md:2:1: error: .* also claimed by posts\/2026\/a\.md/],
  ],
  [
    "a post's own address is an error",
    [post("a", address("a"))],
    [],
    [],
    [/^posts\/2026\/a\.md:1:1: error: .* is this post's own address; remove it/],
  ],
  [
    "another page's address is an error",
    [post("a", address("b")), post("b")],
    [],
    [],
    [/^posts\/2026\/a\.md:1:1: error: .* is the address of posts\/2026\/b\.md; an address cannot be/],
  ],
  [
    "the address of a post that is not public is free",
    [post("a", address("b")), post("b")],
    ["b"],
    [`${address("b")} → ${address("a")}`],
    [],
  ],
  [
    "a post that is not public takes no page's place, even where others inherit from it",
    [post("a", address("b")), post("b"), post("c", address("a"))],
    ["a"],
    [`${address("a")} → ${address("c")}`],
    [],
  ],
];

for (const [what, posts, dead, redirects, problems] of rows) {
  test(what, () => {
    const found = flatten(posts, dead);
    assert.equal(found.redirects, redirects);
    assert.is(found.problems.length, problems.length, found.problems.join("\n"));
    for (const [i, pattern] of problems.entries()) assert.match(found.problems[i] ?? "", pattern);
  });
}

test("a post's oldest address is its identity, whatever moved since", () => {
  const [story] = editionOf([
    makePost({ slug: "new", redirectFrom: ["/2019/ältest", "/world/2026/02/newer/"] }),
  ]).stories;
  assert.is(story?.id, `/2019/${encodeURIComponent("ältest")}/`);
});

test("a story that moves keeps its identity, whether or not its earlier address is written with its last slash", () => {
  const [stayed] = editionOf([makePost({ slug: "steel" })]).stories;
  for (const redirectFrom of [["/world/2026/02/steel/"], ["/world/2026/02/steel"]]) {
    const [moved] = editionOf([makePost({ slug: "iron", redirectFrom })]).stories;
    assert.is(moved?.id, stayed?.id);
  }
});

test.run();
