// What is kept of posts in .cache/packs is a shortcut: damage to it costs time, and nothing else.
import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
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
const titles = ["Steel", "Tides", "Maps", "Paper"];

/** `count` stories in one section, each with a standfirst, a body, and a part that only its own page shows. */
function writePosts(folder: string, count: number, edited = ""): void {
  for (let i = 0; i < count; i++) {
    const title = i === 0 && edited !== "" ? edited : `${titles[i % titles.length]} ${i}`;
    const front = { title, dateline: `Place ${i}`, date: new Date(Date.UTC(2026, 0, 1, i)).toISOString() };
    writeFiles(folder, { [`posts/p${i}.md`]: postText(front, `The lede of ${i}.\n\nThe end of ${i}.\n`) });
  }
}

class Site {
  readonly folder = temporaryFolder();
  readonly dist = join(this.folder, "dist");
  readonly packs = join(this.folder, "cache", "packs");
  readonly count: number;

  constructor(count: number) {
    this.count = count;
    writeFiles(join(this.folder, "site"), smallSite);
    writePosts(join(this.folder, "site"), count);
  }

  build(out = "dist", cache = "cache"): Promise<Run> {
    const at = (name: string): string => join(this.folder, name);
    return broadsheet(["build", "--site", at("site"), "--out", at(out), "--cache", at(cache), "--now", now]);
  }

  /** Gives the newest posts another headline: lists, feeds and neighbours show them beside posts of the cache. */
  edit(title: string): void {
    const [file, i] = [`posts/p${this.count - 1}.md`, this.count - 1];
    const front = { title, dateline: `Place ${i}`, date: new Date(Date.UTC(2026, 0, 1, i)).toISOString() };
    writeFiles(join(this.folder, "site"), { [file]: postText(front, `The lede of ${i}.\n\nThe end of ${i}.\n`) });
  }

  packFiles(): string[] {
    return readdirSync(this.packs).map((name) => join(this.packs, name));
  }
}

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
  ["is deleted", (packs) => packs.forEach((file) => rmSync(file))],
  ["is empty", (packs) => packs.forEach((file) => truncateSync(file, 0))],
  ["is cut short", (packs) => packs.forEach((file) => truncateSync(file, readFileSync(file).length >> 1))],
  ["has another byte in what other pages show", spoil("Maps 2")],
  ["has another byte in what a post's own page shows", spoil("Place 2")],
  ["has another byte in a body", spoil("The end of 2.")],
];

const site = new Site(4);
const first = await site.build();
assert.is(first.status, 0, first.errors);
cpSync(site.folder, `${site.folder}-kept`, { recursive: true, preserveTimestamps: true });
process.once("exit", () => rmSync(`${site.folder}-kept`, { recursive: true, force: true }));

for (const [index, [what, damage]] of damages.entries()) {
  test(`a pack that ${what}: the next publish is that of a clean build`, async () => {
    site.edit(`Edited ${index}`);
    damage(site.packFiles());
    const { status, errors } = await site.build();
    assert.equal([status, errors], [0, ""]);
    assert.is((await site.build(`clean-${index}`, `clean-cache-${index}`)).status, 0);
    assert.equal(compareSnapshots(snapshot(site.dist), snapshot(join(site.folder, `clean-${index}`))), []);
    // Whole again: the one after renders what an edit touches, and no more.
    site.edit(`Edited again ${index}`);
    const next = await site.build();
    assert.equal([next.status, next.errors], [0, ""]);
    assert.not.match(next.output, /^(\d+) of \1 pages/);
  });
}

test.run();
