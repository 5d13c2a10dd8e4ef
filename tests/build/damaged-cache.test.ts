// What is kept of posts in .cache/packs is a shortcut: damage to it costs time, and nothing else.
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
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

const now = "2026-02-10T00:00:00Z";

/** A story with something to say in each place where it is shown. The letter has no picture in the fonts: nothing need be drawn. */
const story = (i: number, title = `Λ ${i}`): string =>
  postText(
    { title, dateline: `Place ${i}`, date: new Date(Date.UTC(2026, 0, 1, i)).toISOString() },
    `The lede of ${i}.\n\nThe end of ${i}.\n`,
  );

class Site {
  readonly folder = temporaryFolder();
  readonly dist = join(this.folder, "dist");
  readonly count: number;

  constructor(count: number) {
    this.count = count;
    const posts = Array.from({ length: count }, (_, i) => [`posts/p${i}.md`, story(i)]);
    writeFiles(join(this.folder, "site"), { ...smallSite, ...Object.fromEntries(posts) });
  }

  build(out = "dist", cache = "cache"): Promise<Run> {
    const at = (name: string): string => join(this.folder, name);
    return broadsheet(["build", "--site", at("site"), "--out", at(out), "--cache", at(cache), "--now", now]);
  }

  /** Another headline for the newest story: its page, its lists and its feeds show it beside others, which come from the cache. */
  edit(title: string): void {
    const newest = this.count - 1;
    writeFiles(join(this.folder, "site"), { [`posts/p${newest}.md`]: story(newest, title) });
  }

  packs(): string[] {
    const folder = join(this.folder, "cache", "packs");
    return readdirSync(folder).map((name) => join(folder, name));
  }
}

const each =
  (damage: (file: string) => void) =>
  (packs: string[]): void => {
    for (const file of packs) damage(file);
  };

/** Changes one byte where `text` stands, in whichever pack it is. */
const spoil =
  (text: string) =>
  (packs: string[]): void => {
    let count = 0;
    for (const file of packs) {
      const bytes = readFileSync(file);
      const at = bytes.indexOf(text);
      if (at === -1) continue;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(file, bytes);
      count++;
    }
    assert.is(count, 1, `"${text}" stands in one pack`);
  };

const damages: [what: string, damage: (packs: string[]) => void][] = [
  ["is deleted", each((file) => rmSync(file))],
  ["is empty", each((file) => truncateSync(file, 0))],
  ["is cut short", each((file) => truncateSync(file, readFileSync(file).length >> 1))],
  ["has another byte in what other pages show", spoil('"Λ 2"')],
  ["has another byte in what a post's own page shows", spoil('"Place 2"')],
  ["has another byte in a body", spoil("The end of 2.")],
];

const small = new Site(4);
/** Too many to be rendered by one process. */
const large = new Site(300);
for (const site of [small, large]) {
  const { status, errors } = await site.build();
  assert.is(status, 0, errors);
}

for (const [index, [what, damage]] of damages.entries()) {
  test(`a pack that ${what}: the next publish is that of a clean build`, async () => {
    small.edit(`Λ edited ${index}`);
    damage(small.packs());
    const { status, errors, output } = await small.build();
    assert.equal([status, errors], [0, ""]);
    assert.match(output, /^\d+ of \d+ pages rendered/);
    assert.is((await small.build(`clean-${index}`, `clean-cache-${index}`)).status, 0);
    assert.equal(compareSnapshots(snapshot(small.dist), snapshot(join(small.folder, `clean-${index}`))), []);
    // It is whole again: the one after renders what an edit touches, and no more.
    small.edit(`Λ edited again ${index}`);
    const next = await small.build();
    assert.equal([next.status, next.errors], [0, ""]);
    assert.not.match(next.output, /^(\d+) of \1 pages/);
  });
}

test("so it is where workers find the damage", async () => {
  // Every page is stale, and every body is read.
  writeFiles(join(large.folder, "site"), { "_includes/partials/footer.njk": "<footer>Another</footer>\n" });
  spoil("The end of 2.")(large.packs());
  const { status, errors } = await large.build();
  assert.equal([status, errors], [0, ""]);
  assert.is((await large.build("clean", "clean-cache")).status, 0);
  assert.equal(compareSnapshots(snapshot(large.dist), snapshot(join(large.folder, "clean"))), []);
});

test("damage that nobody meets harms nobody, until somebody does", async () => {
  spoil("The end of 0.")(large.packs());
  const { status, output } = await large.build();
  assert.is(status, 0);
  assert.match(output, /^0 of \d+ pages rendered/);
  large.edit("Λ edited");
  assert.is((await large.build()).status, 0);
});

test.run();
