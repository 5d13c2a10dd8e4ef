// What posts and the front page name must be there; faults have the place of the name.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { checkReferences } from "../../../src/content/check-references.ts";
import { parseFile } from "../../../src/content/front-matter/parse-file.ts";
import type { Post } from "../../../src/content/post.ts";
import { formatProblem } from "../../../src/content/problems.ts";
import { createLocate } from "../../../src/content/readers/locate.ts";
import type { Publication } from "../../../src/content/types.ts";

const people = Object.fromEntries(
  ["jane", "desk"].map((id) => [
    id,
    { id, name: id, kind: "person", role: "", bio: "", image: "", email: "", url: "", links: [] },
  ]),
) as Publication["authors"];
const sections = ["business", "politics", "world"].map((slug) => ({ slug, name: slug, description: "" }));
const emptyFrontPage: Publication["frontPage"] = { lead: null, pinned: [], slots: [] };

/** Writes posts by name, and files by path, and checks the posts. */
function check(
  posts: Record<string, string[]>,
  frontPage: Publication["frontPage"] = emptyFrontPage,
  files: Record<string, string> = {},
): string[] {
  const site = mkdtempSync(join(tmpdir(), "broadsheet-references-"));
  try {
    mkdirSync(join(site, "posts"));
    mkdirSync(join(site, "_data"));
    for (const [name, content] of Object.entries(files)) writeFileSync(join(site, name), content);
    const parsed: Post[] = [];
    for (const [name, rows] of Object.entries(posts)) {
      writeFileSync(
        join(site, "posts", name),
        ["---", "title: T", "date: 2026-01-31", ...rows, "---", "Body."].join("\n"),
      );
      const { post } = parseFile(
        site,
        `posts/${name}`,
        { timezone: "UTC", language: "en", html: "safe", ai: "none", comments: "off", site: {} },
        (body) => ({
          outline: { digest: "", slots: [], headings: [], lede: "", words: 1, characters: 0 },
          parts: [body],
          findings: [],
        }),
        () => ["", 0, 0, 0, 0],
      );
      if (post !== null) parsed.push(post);
    }
    const publication = { site: {}, sections, authors: people, frontPage } as Publication;
    return checkReferences({
      posts: parsed,
      publication,
      frontPageFile: Object.keys(files)[0] ?? "",
      locate: createLocate(site),
    }).map(formatProblem);
  } finally {
    rmSync(site, { recursive: true, force: true });
  }
}

const rows: [what: string, posts: Record<string, string[]>, problems: string[]][] = [
  [
    "sound references",
    {
      "a.md": ["section: business", "authors: [jane, desk]", "reviewedBy: desk", "tags: [C++]"],
      "b.md": ["section: world", "authors: jane", "tags: c++"],
    },
    [],
  ],
  [
    "a misspelt section",
    { "steel.md": ["section: buisness", "authors: jane"] },
    ['posts/steel.md:4:10: error: section "buisness" is unknown; did you mean "business"? (business, politics, world)'],
  ],
  [
    "an unknown author in a list",
    { "a.md": ["section: world", "authors:", "- jane", "- jaen"] },
    ['posts/a.md:7:3: error: author "jaen" is unknown; did you mean "jane"? (jane, desk)'],
  ],
  [
    "an author by an inherited name",
    { "a.md": ["section: world", "authors: constructor"] },
    ['posts/a.md:5:10: error: author "constructor" is unknown; known: jane, desk'],
  ],
  [
    "an unknown reviewer",
    { "a.md": ["section: world", "authors: jane", "reviewedBy: x"] },
    ['posts/a.md:6:13: error: author "x" is unknown; known: jane, desk'],
  ],
  ["a section that was refused already", { "a.md": ["section: 5", "authors: jane"] }, []],
  [
    "two names of one tag address",
    {
      "a.md": ["section: world", "authors: jane", "tags: [C++]"],
      "b.md": ["section: world", "authors: jane", "tags: [x, 'C plus  plus']"],
    },
    [
      'posts/b.md:6:11: error: tag "C plus plus" has the address of "C++" (posts/a.md), "c-plus-plus"; use one name for both',
    ],
  ],
];
for (const [what, posts, problems] of rows) {
  test(`${what}: ${problems.length === 0 ? "nothing to say" : "refused"}`, () => assert.equal(check(posts), problems));
}

test("placements of posts that are not there are refused, with the post that moved", () => {
  const frontPage: Publication["frontPage"] = {
    lead: { post: "posts/2025/a.md", until: "" },
    pinned: [{ post: "posts/a.md", until: "" }],
    slots: [{ post: "posts/zzz.md", until: "", position: 2 }],
  };
  const file =
    'export default {\n  lead: { post: "posts/2025/a.md" },\n  pinned: [{ post: "posts/a.md" }],\n  slots: [{ position: 2, post: "posts/zzz.md" }],\n};\n';
  assert.equal(check({ "a.md": ["section: world", "authors: jane"] }, frontPage, { "_data/front-page.ts": file }), [
    '_data/front-page.ts:2:17: error: post "posts/2025/a.md" is not there; did you mean "posts/a.md"?',
    '_data/front-page.ts:4:32: error: post "posts/zzz.md" is not there; write the path of a post, or remove the placement',
  ]);
});

test.run();
