// What bad input gets: every problem in one run, each with place and cure, nothing written, the last good output untouched.
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { badPosts, otherProblems, writeBadSite } from "./bad-site.ts";
import {
  broadsheet,
  compareSnapshots,
  packageFolder,
  postText,
  smallSite,
  snapshot,
  temporaryFolder,
  writeFiles,
} from "./broadsheet.ts";

const stack = /^\s+at .+:\d+:\d+\)?$|node:internal|\.cjs:\d/m;

/** A site that is built already, and what its output folder holds. */
async function makeGoodSite(): Promise<{ site: string; good: Map<string, string> }> {
  const site = temporaryFolder();
  writeFiles(site, { ...smallSite, "posts/good.md": postText({}), "posts/other.md": postText({ title: "Another" }) });
  const { status, errors } = await broadsheet(["build", "--site", site, "--now", "2026-02-01"]);
  assert.is(status, 0, errors);
  return { site, good: snapshot(join(site, "dist")) };
}

const { site, good } = await makeGoodSite();
const expected = [
  ...Object.entries(badPosts).flatMap(([name, { problems }]) =>
    problems.map((problem) => `posts/${name.replace("\u001b", "\\u{1b}")}.md:${problem}`),
  ),
  ...Object.entries(otherProblems).flatMap(([file, problems]) => problems.map((problem) => `${file}:${problem}`)),
].sort();
const isUntouched = (folder: string, known: ReadonlyMap<string, string>): void =>
  assert.equal(compareSnapshots(snapshot(join(folder, "dist")), known), []);

writeBadSite(site);
const bad = await broadsheet(["build", "--site", site, "--now", "2026-02-01"]);

test("every mistake is named in one run, with file, line, column and cure", () => {
  const lines = bad.errors.trimEnd().split("\n");
  const summary = lines.pop();
  assert.equal(lines.toSorted(), expected);
  const errors = expected.filter((line) => line.includes(": error: ")).length;
  assert.is(summary, `${errors} errors, ${expected.length - errors} warnings; nothing was written`);
});

test("mistakes end in exit code 1, print no stack, and leave the last good output untouched", () => {
  assert.is(bad.status, 1);
  assert.is(bad.output, "");
  assert.not.match(bad.errors, stack);
  isUntouched(site, good);
});

test("--json and check tell the same", async () => {
  for (const command of ["build", "check"]) {
    const { status, output, errors } = await broadsheet([command, "--site", site, "--now", "2026-02-01", "--json"]);
    assert.is(status, 1);
    assert.is(errors, "");
    const result = JSON.parse(output) as {
      problems: Record<string, string | number>[];
      pages?: unknown;
      changed?: unknown;
    };
    assert.equal(
      result.problems
        .map(({ file, line, column, severity, message }) => `${file}:${line}:${column}: ${severity}: ${message}`)
        .sort(),
      expected,
    );
    if (command === "build") assert.equal([result.pages, result.changed], [null, []]);
  }
  isUntouched(site, good);
});

const head = 'export default { title: "A", url: "https://a.example", language: "en", timezone: "UTC" };';
const siteJson = smallSite["_data/site.json"] ?? "";
const dataFiles: [name: string, files: Record<string, string | null>, lines: string[]][] = [
  [
    "a syntax error",
    { "_data/site.ts": 'export default {\n  title: "A",\n  url: ,\n};\n' },
    ['_data/site.ts:3:8: error: Unexpected ","; correct the code here'],
  ],
  [
    "an import of what is not there",
    { "_data/site.ts": 'import a from "./none.ts";\nexport default a;\n' },
    ['_data/site.ts:1:15: error: Could not resolve "./none.ts"; correct the code here'],
  ],
  [
    "a throw",
    { "_data/site.ts": 'throw new Error("no network");\n' },
    ["_data/site.ts:1:1: error: running it fails (Error: no network); correct the code"],
  ],
  [
    "no default export",
    { "_data/site.ts": "export const site = {};\n" },
    ["_data/site.ts:1:1: error: the file exports nothing by default; write export default …"],
  ],
  [
    "a function in it",
    { "_data/site.ts": head.replace('"A"', "() => 1") },
    ["_data/site.ts:1:25: error: the value is a function; data files hold plain values only"],
  ],
  [
    "broken JSON",
    { "_data/site.json": '{\n  "title": "A"\n  "url": 1\n}\n' },
    [
      "_data/site.json:3:3: error: JSON: Missing , between flow map items; add what is missing, or put the text in quotes",
    ],
  ],
  [
    "missing keys",
    { "_data/site.json": '{ "titel": "A" }' },
    [
      '_data/site.json:1:1: error: language is missing; add a BCP 47 tag: language: "en"',
      '_data/site.json:1:1: error: timezone is missing; add an IANA name: timezone: "Asia/Kolkata"',
      '_data/site.json:1:1: error: title is missing; add the publication\'s name: title: "…"',
      '_data/site.json:1:1: error: url is missing; add where it is published: url: "https://example.org"',
      '_data/site.json:1:3: error: key "titel" is unknown; did you mean "title"?',
    ],
  ],
  [
    "wrong values",
    { "_data/site.json": '{ "title": "A", "url": "example.org", "language": "english", "timezone": "Mars/Base" }' },
    [
      '_data/site.json:1:24: error: url "example.org" is not a web address; write one that starts with https:// or http://',
      '_data/site.json:1:51: error: language "english" is not a language tag; write a BCP 47 tag such as "en", "pt-BR" or "zh-Hant"',
      '_data/site.json:1:74: error: timezone "Mars/Base" is unknown; write an IANA name such as "Asia/Kolkata" or "UTC"',
    ],
  ],
  [
    "two files of one name",
    { "_data/site.ts": head, "_data/site.json": siteJson },
    ["_data/site.json:1:1: error: site.ts says the same; keep one of them"],
  ],
  [
    "a file that nothing reads",
    { "_data/site.json": siteJson, "_data/sektions.json": "[]" },
    [
      '_data/sektions.json:1:1: error: nothing reads "sektions.json"; did you mean "sections"? (site, sections, authors, front-page)',
    ],
  ],
  [
    "a reserved section",
    { "_data/sections.json": '[{ "slug": "tags", "name": "Tags" }, { "slug": "world", "name": "World" }]' },
    [
      '_data/sections.json:1:12: error: section "tags" is a reserved word, since /tags/ is an address of its own; choose another slug',
    ],
  ],
  [
    "an author's bad id",
    { "_data/authors.json": '{ "The Desk": { "name": "Desk" }, "desk": { "name": "Desk" } }' },
    [
      '_data/authors.json:1:3: error: "The Desk" cannot stand in addresses; write small letters, digits and hyphens, such as "the-desk"',
    ],
  ],
  [
    "no _data",
    { _data: null },
    ["_data:1:1: error: it is not there; make the folder, with site, sections and authors in it"],
  ],
  ["no posts", { posts: null }, ["posts:1:1: error: it is not there; make the folder, with the posts in it"]],
];
for (const [name, files, lines] of dataFiles) {
  test(`the publication's data with ${name}`, async () => {
    const folder = temporaryFolder();
    const isSite = Object.keys(files).some((file) => file.startsWith("_data/site."));
    writeFiles(folder, { ...smallSite, ...(isSite ? { "_data/site.json": null } : {}), "posts/good.md": postText({}) });
    writeFiles(folder, files);
    const { status, output, errors } = await broadsheet(["build", "--site", folder]);
    assert.is(status, 1);
    assert.is(output, "");
    assert.equal(errors.trimEnd().split("\n").slice(0, -1), lines);
    assert.not.ok(existsSync(join(folder, "dist")));
  });
}

// From here on: one site without errors, and what is wrong around it.
const sound = await makeGoodSite();
const build = (...more: string[]) => broadsheet(["build", "--site", sound.site, "--now", "2026-02-01", ...more]);

const templates: [name: string, source: string, line: string][] = [
  [
    "partials/footer.njk",
    "<p>\n{% if %}\n",
    "_includes/partials/footer.njk:2:7: error: unexpected token: %}; correct the template",
  ],
  [
    "partials/footer.njk",
    "<p>\n{{ missing() }}\n",
    "_includes/partials/footer.njk:2:11: error: Unable to call `missing`, which is undefined or falsey; correct the template",
  ],
  [
    "partials/footer.njk",
    '{{ "x" | missing }}\n',
    "_includes/partials/footer.njk:1:1: error: filter not found: missing; correct the template",
  ],
  [
    "layouts/article.njk",
    '{% extends "layouts/none.njk" %}\n',
    "_includes/layouts/article.njk:1:1: error: template not found: layouts/none.njk; correct the template",
  ],
  [
    "layouts/article.njk",
    "---\nlayout: base.njk\n---\n<p>\n",
    '_includes/layouts/article.njk:1:1: error: a template has no front matter; take it out, and write {% extends "layouts/base.njk" %} for its layout',
  ],
  [
    "layouts/rss.njk",
    "<rss>\n\n{{ model.title ",
    "_includes/layouts/rss.njk:1:1: error: expected variable end; correct the template",
  ],
];
for (const [name, source, line] of templates) {
  test(`a template of the site's own that fails is named: ${line.split(": error: ")[1]}`, async () => {
    writeFiles(sound.site, { [`_includes/${name}`]: source });
    const { status, output, errors } = await build();
    writeFiles(sound.site, { _includes: null });
    assert.is(status, 1);
    assert.equal([output, errors], ["", `${line}\n`]);
    isUntouched(sound.site, sound.good);
  });
}

const notOurs = temporaryFolder();
writeFiles(notOurs, { "letter.txt": "Dear editor" });
const usages: [args: string[], message: string][] = [
  [["--unknown"], "Unknown option '--unknown'"],
  [["steel.md"], "Unexpected argument 'steel.md'"],
  [["--now", "noon"], '--now: "noon" is no instant'],
  [["--url", "ftp://x.example"], '--url: "ftp://x.example" is no address of a site'],
  [["--site", join(notOurs, "none")], "none is not a folder"],
  [["--out", notOurs], "holds files that Broadsheet did not make"],
  [["--out", "/"], "/ holds the site itself"],
  [["--out", sound.site], "holds the site itself"],
  [["--out", join(sound.site, "posts")], "holds files that Broadsheet did not make"],
  [["--out", join(notOurs, "letter.txt")], "letter.txt is not a folder"],
  [["--out", ""], "--out: the folder's name is empty"],
  [["--cache", join(notOurs, "letter.txt", "cache")], "letter.txt is not a folder"],
  [["--cache", join(sound.site, "dist", "cache")], "lies in the output folder"],
  [["--cache", ""], "--cache: the folder's name is empty"],
];
for (const [args, message] of usages) {
  test(`${args.map((arg) => arg.replace(sound.site, "SITE").replace(notOurs, "ELSEWHERE")).join(" ")} is wrong usage`, async () => {
    const { status, output, errors } = await build(...args);
    assert.is(status, 2, errors);
    assert.is(output, "");
    assert.ok(errors.includes(message), errors);
    assert.not.match(errors, stack);
    isUntouched(sound.site, sound.good);
    assert.equal([...snapshot(notOurs).keys()], ["letter.txt"]);
  });
}

/** Makes every page stale, and larger than before. */
function enlarge(folder: string): void {
  writeFiles(folder, {
    "_data/site.json": siteJson.replace("Small", "Large"),
    "posts/other.md": postText({ title: "Another" }, "Words and words. ".repeat(6_000)),
  });
}

/** A small file system of `size`, or null where none can be mounted. */
function mountSmall(size: string): { folder: string; unmount: () => void; remount: (size: string) => void } | null {
  const folder = join(temporaryFolder(), "small");
  mkdirSync(folder);
  if (spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder]).status !== 0) return null;
  return {
    folder,
    unmount: () => void spawnSync("umount", [folder]),
    remount: (options) => void spawnSync("mount", ["-o", `remount,${options}`, folder]),
  };
}

// Large enough for the small site, whose cache holds pictures as well.
for (const [flag, size] of [
  ["--out", "400k"],
  ["--cache", "900k"],
] as const) {
  test(`a full disk under ${flag} leaves the old output whole, and the next build is fine`, async () => {
    const disk = mountSmall(size);
    if (disk === null) return console.log("  skipped: no small file system can be mounted here");
    try {
      const { site: folder } = await makeGoodSite();
      const args = ["build", "--site", folder, "--now", "2026-02-01", flag, join(disk.folder, "x")];
      const output = flag === "--out" ? join(disk.folder, "x") : join(folder, "dist");
      assert.is((await broadsheet(args)).status, 0);
      const before = snapshot(output);
      enlarge(folder);
      const failed = await broadsheet(args);
      assert.is(failed.status, 3, failed.errors);
      assert.match(
        failed.errors,
        /^broadsheet build: the disk is full; free some space and build again; the published site is as it was \(ENOSPC/,
      );
      assert.not.match(failed.errors, stack);
      assert.equal(compareSnapshots(snapshot(output), before), []);
      disk.remount("size=20m");
      assert.is((await broadsheet(args)).status, 0);
      assert.is((await broadsheet(args)).status, 0);
      const clean = join(folder, "clean");
      await broadsheet(["build", "--site", folder, "--now", "2026-02-01", "--out", clean, "--cache", `${clean}-cache`]);
      assert.equal(compareSnapshots(snapshot(output), snapshot(clean)), []);
    } finally {
      disk.unmount();
    }
  });

  test(`a folder for ${flag} that cannot be written to`, async () => {
    const disk = mountSmall("400k");
    const folder = disk?.folder ?? temporaryFolder();
    if (disk === null) chmodSync(folder, 0o500);
    else disk.remount("ro");
    try {
      if (disk === null && process.getuid?.() === 0)
        return console.log("  skipped: nothing is read-only for root here");
      const { status, output, errors } = await build(flag, join(folder, "x"));
      assert.is(status, 3);
      assert.is(output, "");
      assert.match(errors, /^broadsheet build: .*; .*\n$/);
      assert.not.match(errors, stack);
      isUntouched(sound.site, sound.good);
    } finally {
      disk?.unmount();
    }
  });
}

test("a second build while one runs says so, and the first ends well", async () => {
  let isOver = false;
  const first = broadsheet(["build", "--site", sound.site, "--now", "2026-02-01", "--clean"]).finally(
    () => (isOver = true),
  );
  const lock = join(sound.site, ".cache/lock");
  while (!existsSync(lock) && !isOver) await wait(1);
  const second = await build();
  assert.is(second.status, 2, second.errors);
  assert.match(
    second.errors,
    /^broadsheet build: another build \(process \d+\) is at work on .*; wait for it to end, or give this one another --cache\n$/,
  );
  assert.is((await first).status, 0);
  assert.not.ok(existsSync(lock));
});

for (const signal of ["SIGINT", "SIGKILL"] as const) {
  test(`${signal} in the middle leaves whole files, and the next build is not held up`, async () => {
    const { site: folder, good: before } = await makeGoodSite();
    enlarge(folder);
    const child = spawn(
      process.execPath,
      [join(packageFolder, "src/commands/broadsheet.js"), "build", "--site", folder, "--now", "2026-02-01"],
      {
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
    while (!existsSync(join(folder, ".cache/staging")) && child.exitCode === null) await wait(1);
    child.kill(signal);
    await ended;
    assert.not.match(errors, stack);
    assert.equal(compareSnapshots(snapshot(join(folder, "dist")), before), []);
    const next = await broadsheet(["build", "--site", folder, "--now", "2026-02-01"]);
    assert.is(next.status, 0, next.errors);
    const clean = join(folder, "clean");
    await broadsheet(["build", "--site", folder, "--now", "2026-02-01", "--out", clean, "--cache", `${clean}-cache`]);
    assert.equal(
      compareSnapshots(snapshot(join(folder, "dist")), snapshot(clean)).filter(
        (line) => !/^left over: (?:assets|media)\//.test(line),
      ),
      [],
    );
  });
}

test("a damaged cache and a data file that leaves a timer are no trouble", async () => {
  writeFileSync(join(sound.site, ".cache/manifest.json"), "{ broken");
  writeFiles(sound.site, { "_data/site.json": null, "_data/site.ts": `setInterval(() => {}, 1_000);\n${head}` });
  const { status, errors } = await broadsheet(["build", "--site", sound.site, "--now", "2026-02-01"], {
    kill: { victim: "main", after: 60_000 },
  });
  assert.is(status, 0, errors);
});

test.run();
