// Who wants which address: two who want one are a problem that names both.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Problem } from "../../../src/content/types.ts";
import { outputPathOf } from "../../../src/edition/addresses.ts";
import { Claims } from "../../../src/publish/claims.ts";

/** `source` is "" for what Broadsheet makes by itself. */
type Wanted = [url: string, source: string];

function findClashes(wanted: readonly Wanted[]): Problem[] {
  const claims = new Claims();
  for (const [url, source] of wanted) claims.add(outputPathOf(url), url, source);
  return claims.problems;
}

const clashes: [what: string, wanted: Wanted[], file: string, message: RegExp][] = [
  [
    "two posts",
    [
      ["/a/", "posts/1/a.md"],
      ["/a/", "posts/2/a.md"],
    ],
    "posts/2/a.md",
    /^\/a\/ is the address of posts\/1\/a\.md too; rename one of the files/,
  ],
  [
    "a post and a page of Broadsheet's own",
    [
      ["/a/", "posts/a.md"],
      ["/a/", ""],
    ],
    "posts/a.md",
    /^\/a\/ is the address of a page of Broadsheet's own too/,
  ],
  [
    "a page of Broadsheet's own and a post",
    [
      ["/a/", ""],
      ["/a/", "posts/a.md"],
    ],
    "posts/a.md",
    /a page of Broadsheet's own too/,
  ],
  [
    "a redirect and a document",
    [
      ["/articles.json", "posts/a.md"],
      ["/articles.json", ""],
    ],
    "posts/a.md",
    /^\/articles\.json is the address of a page of Broadsheet's own too/,
  ],
  [
    "names that differ in case alone",
    [
      ["/a/Old/", "posts/1.md"],
      ["/a/old/", "posts/2.md"],
    ],
    "posts/2.md",
    /^\/a\/old\/ is the address of posts\/1\.md too/,
  ],
  [
    "a name in letters and the same encoded",
    [
      [`/${encodeURIComponent("和紙")}/`, "posts/1.md"],
      ["/和紙/", "posts/2.md"],
    ],
    "posts/2.md",
    /^\/和紙\/ is the address of posts\/1\.md too/,
  ],
  [
    "a redirect below a feed",
    [
      ["/rss.xml", ""],
      ["/rss.xml/old/", "posts/a.md"],
    ],
    "posts/a.md",
    /^\/rss\.xml\/old\/ is the address of a page of Broadsheet's own too/,
  ],
  [
    "a feed and a redirect below it",
    [
      ["/rss.xml/very/old/", "posts/a.md"],
      ["/rss.xml", ""],
    ],
    "posts/a.md",
    /^\/rss\.xml is the address of a page of Broadsheet's own too/,
  ],
  [
    "a redirect at the place of a document without a type",
    [
      ["/_redirects/", "posts/a.md"],
      ["/_redirects", ""],
    ],
    "posts/a.md",
    /a page of Broadsheet's own too/,
  ],
  [
    "two redirects, one below the other",
    [
      ["/a.html", "posts/a.md"],
      ["/a.html/b.html", "posts/b.md"],
    ],
    "posts/b.md",
    /the address of posts\/a\.md too/,
  ],
];

test("folders whose names look like those of files clash with nothing else", () => {
  const urls = ["/v1.0/a/", "/v1.0/b/", "/v1.0/", "/tags/node.js/", "/tags/node.js/page/1/", "/_a/b/", "/media/"];
  assert.equal(findClashes([...urls, "/media/a.svg"].map((url) => [url, ""])), []);
});

for (const [what, wanted, file, message] of clashes) {
  test(`${what} at one address are a problem of the post's file`, () => {
    const problems = findClashes(wanted);
    assert.is(problems.length, 1);
    assert.equal([problems[0]?.file, problems[0]?.severity], [file, "error"]);
    assert.match(problems[0]?.message ?? "", message);
  });
}

test.run();
