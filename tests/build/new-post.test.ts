// `broadsheet new`: the post that it starts is sound, and nothing is ever overwritten.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { broadsheet, smallSite, temporaryFolder, writeFiles } from "./broadsheet.ts";

const now = ["--now", "2026-01-31T20:50:00Z"];

function makeSite(): string {
  const site = temporaryFolder();
  writeFiles(site, smallSite);
  return site;
}

interface Row {
  name: string;
  args: string[];
  path: string;
  lines: string[];
}

const rows: Row[] = [
  {
    name: "takes section and author that come first, and the site's clock",
    args: ["Steel for a quota"],
    path: "posts/2026/steel-for-a-quota.md",
    lines: [
      "title: Steel for a quota",
      "date: 2026-02-01T02:20+05:30",
      "section: world",
      "authors: [desk]",
      "draft: true",
    ],
  },
  {
    name: "takes the section and the author that it is given",
    args: ["Tides", "--section", "science", "--author", "asha"],
    path: "posts/2026/tides.md",
    lines: ["title: Tides", "section: science", "authors: [asha]"],
  },
  {
    name: "makes a folder",
    args: ["Maps & more", "--folder"],
    path: "posts/2026/maps-more/index.md",
    lines: ["title: Maps & more"],
  },
  {
    name: "quotes what YAML would take for something else",
    args: ['- "Yes": 5 #1'],
    path: "posts/2026/yes-5-1.md",
    lines: [`title: '- "Yes": 5 #1'`],
  },
  { name: "quotes a number", args: ["1984"], path: "posts/2026/1984.md", lines: ['title: "1984"'] },
  {
    name: "keeps the letters of every script",
    args: ["नमस्ते दुनिया"],
    path: "posts/2026/नमस्ते-दुनिया.md",
    lines: ["title: नमस्ते दुनिया"],
  },
  {
    name: "shortens a long address by whole words",
    args: [`${"word ".repeat(60)}end`],
    path: `posts/2026/${"word-".repeat(40).slice(0, -1)}.md`,
    lines: [`title: ${"word ".repeat(60)}end`],
  },
];
for (const { name, args, path, lines } of rows) {
  test(name, async () => {
    const site = makeSite();
    const { status, output, errors } = await broadsheet([
      "new",
      ...(args[0]?.startsWith("-") ? ["--site", site, ...now, "--", ...args] : [...args, "--site", site, ...now]),
    ]);
    assert.is(status, 0, errors);
    assert.ok(output.trim().endsWith(path), output);
    const written = readFileSync(join(site, path), "utf8").split("\n");
    for (const line of lines) assert.ok(written.includes(line), `${line}\nis not in\n${written.join("\n")}`);
    const check = await broadsheet(["check", "--site", site, "--drafts", ...now]);
    assert.is(check.status, 0, check.errors);
    assert.match(check.output, "1 public post, no errors");
  });
}

test("a started post is a draft, hence not public", async () => {
  const site = makeSite();
  await broadsheet(["new", "Steel", "--site", site, ...now]);
  const { output } = await broadsheet(["check", "--site", site, ...now]);
  assert.match(output, "0 public posts, no errors");
});

test("a post that is there is never overwritten, be it a file or a folder", async () => {
  const site = makeSite();
  const kept = "Mine.\n";
  writeFiles(site, { "posts/2026/steel.md": kept, "posts/2026/tides/index.md": kept });
  for (const args of [["Steel"], ["Steel", "--folder"], ["Tides"], ["Tides", "--folder"]]) {
    const { status, errors } = await broadsheet(["new", ...args, "--site", site, ...now]);
    assert.is(status, 2, errors);
    assert.match(errors, "is there already; edit it, or choose another headline");
  }
  assert.is(readFileSync(join(site, "posts/2026/steel.md"), "utf8"), kept);
  assert.is(readFileSync(join(site, "posts/2026/tides/index.md"), "utf8"), kept);
  assert.not.ok(existsSync(join(site, "posts/2026/steel/index.md")));
  assert.not.ok(existsSync(join(site, "posts/2026/tides.md")));
});

const refusals: [args: string[], message: string][] = [
  [[], "the headline is missing"],
  [["Two", "words"], 'put it in quotes: "Two words"'],
  [[" "], "headline is empty"],
  [["…"], "the headline has no word for an address"],
  [["2026-01-31"], "the headline has no word for an address"],
  [["Steel", "--section", "sience"], 'section "sience" is unknown; did you mean "science"?'],
  [["Steel", "--author", "constructor"], 'author "constructor" is unknown'],
  [["Steel", "--draft"], "Unknown option '--draft'"],
];
for (const [args, message] of refusals) {
  test(`${JSON.stringify(args)} is wrong usage`, async () => {
    const site = makeSite();
    const { status, output, errors } = await broadsheet(["new", ...args, "--site", site, ...now]);
    assert.is(status, 2, errors);
    assert.is(output, "");
    assert.ok(errors.includes(message), errors);
    assert.not.ok(existsSync(join(site, "posts")));
  });
}

test("a publication with errors says which, and no post is written", async () => {
  const site = makeSite();
  writeFiles(site, { "_data/authors.json": "{" });
  const { status, errors } = await broadsheet(["new", "Steel", "--site", site, ...now]);
  assert.is(status, 1);
  assert.match(errors, /^_data\/authors\.json:1:\d+: error: /);
  assert.not.ok(existsSync(join(site, "posts")));
});

test.run();
