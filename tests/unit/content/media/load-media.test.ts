// Files that posts name: found, measured, and looked at again only when they have changed.
import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { DecodedFacts } from "../../../../src/content/media/inspect-file.ts";
import { type KnownFacts, loadMedia, type MediaCache } from "../../../../src/content/media/load-media.ts";
import type { PictureFacts } from "../../../../src/content/types.ts";
import { temporaryFolder } from "../../../build/broadsheet.ts";
import { flatPng } from "../../../build/raster.ts";

const folder = temporaryFolder();
const settled = new Date(Date.now() - 60_000);
const write = (name: string, bytes: string | Buffer): void => {
  writeFileSync(join(folder, name), bytes);
  utimesSync(join(folder, name), settled, settled);
};
write("a.png", flatPng(4, 3, [1, 2, 3]));
write("b.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>');
write("report.pdf", "%PDF");
mkdirSync(join(folder, "folder.png"));
symlinkSync("/etc/hostname", join(folder, "link.png"));

class Memory implements KnownFacts {
  decoder = "a decoder";
  readonly facts = new Map<string, PictureFacts>();
  get = (digest: string): PictureFacts | undefined => this.facts.get(digest);
  set = (digest: string, _: string, facts: PictureFacts): void => void this.facts.set(digest, facts);
}

const decoded: DecodedFacts = { width: 4, height: 3, colour: "#010203", isOpaque: true, isAnimated: false };
let looks = 0;
const decode = async (): Promise<DecodedFacts> => {
  looks++;
  return decoded;
};
const load = (sources: string[], previous: MediaCache | null, facts: KnownFacts) =>
  loadMedia(folder, sources, previous, Date.now(), { decode, facts });

test("what cannot be published is null, in the order of the sources", async () => {
  const { media } = await load(
    ["missing.png", "folder.png", "link.png", "a\0.png", "a.png", `${"x".repeat(300)}.png`],
    null,
    new Memory(),
  );
  assert.equal(
    [...media].map(([, file]) => file?.source ?? null),
    [null, null, null, null, "a.png", null],
  );
});

test("pictures tell what they are, attachments nothing", async () => {
  const { media } = await load(["a.png", "b.svg", "report.pdf"], null, new Memory());
  assert.equal(
    [...media.values()].map((file) => [
      file?.format,
      file?.width,
      file?.height,
      file?.colour,
      file?.isKept,
      file?.fault,
    ]),
    [
      ["png", 4, 3, "#010203", false, ""],
      ["svg", 20, 10, "", true, ""],
      ["", 0, 0, "", true, ""],
    ],
  );
});

test("a file is decoded once: the next build trusts its times, and a fresh clone its content", async () => {
  const memory = new Memory();
  looks = 0;
  const first = await load(["a.png"], null, memory);
  assert.equal([looks, first.isChanged], [1, true]);
  const second = await load(["a.png"], first.cache, memory);
  assert.equal([looks, second.isChanged], [1, false]);
  assert.equal(second.media, first.media);
  const clone = await load(["a.png"], null, memory);
  assert.equal([looks, clone.isChanged], [1, true]);
  assert.equal(clone.media, first.media);
});

test("another decoder looks again", async () => {
  const first = await load(["a.png"], null, new Memory());
  looks = 0;
  const other = new Memory();
  other.decoder = "a newer decoder";
  assert.equal([(await load(["a.png"], first.cache, other)).isChanged, looks], [true, 1]);
});

test.run();
