// What is stale: pages, assets, what vanished, hashed assets that wait, and addresses that two pages want.
import { mkdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Problem } from "../../../src/content/types.ts";
import type { PageModel } from "../../../src/pages/models.ts";
import { type PlannedPage, planPage } from "../../../src/pages/planned-page.ts";
import { digestOf } from "../../../src/parts/parts.ts";
import type { Asset } from "../../../src/publish/assets.ts";
import { emptyManifest, type Manifest } from "../../../src/publish/manifest.ts";
import { keyOfPage, type Plan, Planner } from "../../../src/publish/plan.ts";
import { scanOutput } from "../../../src/publish/scan-output.ts";
import { temporaryFolder } from "../../build/broadsheet.ts";

const root = temporaryFolder();
let folders = 0;

const page = (url: string, title = "", source = ""): PlannedPage => {
  const model: PageModel = {
    url,
    language: "en",
    direction: "ltr",
    title,
    description: "",
    sectionSlug: "",
    hue: 0,
    feeds: [],
    hasCounter: false,
  };
  return planPage({ url, template: "not-found", model, source, rank: "page" });
};
const asset = (path: string, text = "bytes"): Asset => ({
  path,
  key: digestOf(text),
  rank: "asset",
  picture: null,
  make: () => text,
});

class Site {
  readonly folder = join(root, String(folders++));
  manifest: Manifest = emptyManifest();
  pages: PlannedPage[] = [page("/"), page("/a/")];
  assets: Asset[] = [asset("media/p-1.svg"), asset("articles.json")];
  base = "base";

  constructor() {
    mkdirSync(this.folder);
    this.build();
  }

  plan(): Plan {
    const planner = new Planner(
      this.folder,
      scanOutput(this.folder).listing,
      structuredClone(this.manifest),
      this.base,
    );
    assert.ok(planner.addPages(this.pages).every((page) => this.pages.includes(page)));
    planner.addAssets(this.assets);
    return planner.finish();
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** As the driver does it, with keys as texts. */
  build(): Plan {
    const plan = this.plan();
    const made = [...plan.stalePages, ...plan.staleAssets].map(({ path, key }) => {
      this.write(path, key);
      const { size, mtimeMs } = statSync(join(this.folder, path));
      return [path, { key, digest: digestOf(key), size, mtimeMs }] as const;
    });
    this.manifest = { outputs: new Map([...plan.kept, ...made]), retired: plan.retired, edition: null };
    return plan;
  }
}

const summary = (plan: Plan): Record<string, string[]> => ({
  stale: [...plan.stalePages, ...plan.staleAssets].map(({ path }) => path).sort(),
  removed: [...plan.removed].sort(),
  retired: plan.retired,
});

const nothing = { stale: [], removed: [], retired: [] };

const rows: [
  what: string,
  change: (site: Site) => void,
  expected: Partial<Record<"stale" | "removed" | "retired", string[]>>,
][] = [
  ["nothing changed", () => {}, {}],
  ["a page's data changed", (site) => (site.pages = [page("/"), page("/a/", "New")]), { stale: ["a/index.html"] }],
  ["code or templates changed", (site) => (site.base = "other"), { stale: ["a/index.html", "index.html"] }],
  [
    "an asset's source changed",
    (site) => (site.assets = [asset("media/p-1.svg"), asset("articles.json", "new")]),
    { stale: ["articles.json"] },
  ],
  ["a page came", (site) => site.pages.push(page("/b/")), { stale: ["b/index.html"] }],
  ["a page went", (site) => (site.pages = [page("/")]), { removed: ["a/index.html"] }],
  ["an index went", (site) => (site.assets = [asset("media/p-1.svg")]), { removed: ["articles.json"] }],
  [
    "a hashed asset went: it waits for one build",
    (site) => (site.assets = [asset("articles.json")]),
    { retired: ["media/p-1.svg"] },
  ],
  ["an output is altered", (site) => site.write("a/index.html", "x".repeat(32)), { stale: ["a/index.html"] }],
  ["a foreign file lies there", (site) => site.write("b/foreign.txt", ""), { removed: ["b/foreign.txt"] }],
  [
    "a foreign file lies among the hashed assets",
    (site) => site.write("media/foreign.svg", ""),
    { removed: ["media/foreign.svg"] },
  ],
  [
    "the cache is lost",
    (site) => (site.manifest = emptyManifest()),
    { stale: ["a/index.html", "articles.json", "index.html", "media/p-1.svg"] },
  ],
];

for (const [what, change, expected] of rows) {
  test(what, () => {
    const site = new Site();
    change(site);
    assert.equal(summary(site.plan()), { ...nothing, ...expected });
  });
}

test("an asset that is retired goes with the build after, and comes back whole if it is wanted again", () => {
  const site = new Site();
  const both = site.assets;
  site.assets = [asset("articles.json")];
  assert.equal(summary(site.build()).retired, ["media/p-1.svg"]);
  const next = site.plan();
  assert.equal([next.removed, next.retired], [["media/p-1.svg"], []]);
  site.assets = both;
  assert.equal(summary(site.build()), { ...nothing, stale: ["media/p-1.svg"] });
  assert.equal(summary(site.plan()), nothing);
});

test("touched outputs are kept, and their records learn the new mtime", () => {
  const site = new Site();
  assert.is.not(site.plan().kept.get("index.html")?.mtimeMs, 1_800_000_000_000);
  utimesSync(join(site.folder, "index.html"), 1_800_000_000, 1_800_000_000);
  const plan = site.plan();
  assert.equal([summary(plan), plan.kept.get("index.html")?.mtimeMs], [nothing, 1_800_000_000_000]);
});

test("a page's key covers code, template, address and data", () => {
  const key = keyOfPage("base", page("/a/"));
  assert.is(keyOfPage("base", page("/a/")), key);
  for (const other of [
    keyOfPage("other", page("/a/")),
    keyOfPage("base", page("/a/", "Title")),
    keyOfPage("base", page("/b/")),
    keyOfPage("base", { ...page("/a/"), template: "listing" }),
  ])
    assert.is.not(other, key);
});

function findClashes(pages: readonly PlannedPage[], assets: readonly Asset[]): Problem[] {
  const planner = new Planner(
    root,
    { paths: [], sizes: new Float64Array(), mtimes: new Float64Array() },
    emptyManifest(),
    "base",
  );
  // In two lots, as the driver gives them.
  planner.addPages(pages.slice(0, 1));
  planner.addPages(pages.slice(1));
  planner.addAssets(assets);
  return planner.finish().problems;
}

const clashes: [what: string, pages: PlannedPage[], assets: Asset[], file: string, message: RegExp][] = [
  [
    "two posts",
    [page("/a/", "", "posts/1/a.md"), page("/a/", "", "posts/2/a.md")],
    [],
    "posts/2/a.md",
    /^\/a\/ is the address of posts\/1\/a\.md too; rename one of the files/,
  ],
  [
    "a post and a page of Broadsheet's own",
    [page("/a/", "", "posts/a.md"), page("/a/")],
    [],
    "posts/a.md",
    /^\/a\/ is the address of a page of Broadsheet's own too/,
  ],
  [
    "a page of Broadsheet's own and a post",
    [page("/a/"), page("/a/", "", "posts/a.md")],
    [],
    "posts/a.md",
    /a page of Broadsheet's own too/,
  ],
  [
    "a redirect and a document",
    [page("/articles.json", "", "posts/a.md")],
    [asset("articles.json")],
    "posts/a.md",
    /^\/articles\.json is the address of a page of Broadsheet's own too/,
  ],
  [
    "names that differ in case alone",
    [page("/a/Old/", "", "posts/1.md"), page("/a/old/", "", "posts/2.md")],
    [],
    "posts/2.md",
    /^\/a\/old\/ is the address of posts\/1\.md too/,
  ],
  [
    "a name in letters and the same encoded",
    [page(`/${encodeURIComponent("和紙")}/`, "", "posts/1.md"), page("/和紙/", "", "posts/2.md")],
    [],
    "posts/2.md",
    /^\/和紙\/ is the address of posts\/1\.md too/,
  ],
  [
    "a redirect below a feed",
    [page("/rss.xml"), page("/rss.xml/old/", "", "posts/a.md")],
    [],
    "posts/a.md",
    /^\/rss\.xml\/old\/ is the address of a page of Broadsheet's own too/,
  ],
  [
    "a feed and a redirect below it",
    [page("/rss.xml/very/old/", "", "posts/a.md"), page("/rss.xml")],
    [],
    "posts/a.md",
    /^\/rss\.xml is the address of a page of Broadsheet's own too/,
  ],
  [
    "a redirect at the place of a document without a type",
    [page("/_redirects/", "", "posts/a.md")],
    [asset("_redirects")],
    "posts/a.md",
    /a page of Broadsheet's own too/,
  ],
  [
    "two redirects, one below the other",
    [page("/a.html", "", "posts/a.md"), page("/a.html/b.html", "", "posts/b.md")],
    [],
    "posts/b.md",
    /the address of posts\/a\.md too/,
  ],
];

test("folders whose names look like those of files clash with nothing else", () => {
  const pages = ["/v1.0/a/", "/v1.0/b/", "/v1.0/", "/tags/node.js/", "/tags/node.js/page/1/", "/_a/b/", "/media/"].map(
    (url) => page(url),
  );
  assert.equal(findClashes(pages, [asset("media/a.svg")]), []);
});

for (const [what, pages, assets, file, message] of clashes) {
  test(`${what} at one address are a problem of the post's file`, () => {
    const problems = findClashes(pages, assets);
    assert.is(problems.length, 1);
    assert.equal([problems[0]?.file, problems[0]?.severity], [file, "error"]);
    assert.match(problems[0]?.message ?? "", message);
  });
}

test.run();
