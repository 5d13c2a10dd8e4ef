// What is stale: pages, assets, what vanished, and hashed assets that wait.
import { mkdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { shellOf } from "../../../src/pages/page-shell.ts";
import { type PlannedPage, planPage } from "../../../src/pages/planned-page.ts";
import { digestOf, leaf } from "../../../src/parts/parts.ts";
import type { Asset } from "../../../src/publish/assets.ts";
import { emptyManifest, type Manifest } from "../../../src/publish/manifest.ts";
import { keyOfPage, type Plan, Planner } from "../../../src/publish/plan.ts";
import { scanOutput } from "../../../src/publish/scan-output.ts";
import { temporaryFolder } from "../../build/broadsheet.ts";

const root = temporaryFolder();
let folders = 0;

const page = (url: string, title = "", source = ""): PlannedPage =>
  planPage("not-found", url, () => ({ shell: leaf(shellOf({ url, language: "en", title })) }), { source });
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
    const stale = this.pages.filter((entry) => planner.addPage(entry)).length;
    const staleAssets = planner.addAssets(this.assets);
    const plan = planner.finish();
    assert.equal([stale, this.pages.length, staleAssets], [plan.stalePages.length, plan.pageCount, plan.staleAssets]);
    for (const [path, record] of plan.kept) assert.is(planner.keptAt(path), record);
    for (const { path } of plan.stalePages) assert.is(planner.keptAt(path), undefined);
    return plan;
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

test("pages and assets at one address are a problem, and so are two pages", () => {
  const site = new Site();
  site.pages.push(page("/b/", "", "posts/a.md"), page("/b/", "", "posts/b.md"), page("/new.json", "", "posts/c.md"));
  site.assets = [...site.assets, asset("new.json")];
  assert.equal(
    site.plan().problems.map(({ file, severity }) => `${file} ${severity}`),
    ["posts/b.md error", "posts/c.md error"],
  );
});

test.run();
