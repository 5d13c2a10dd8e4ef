// Encoded pictures: kept by what they are made of, and made again where the cache is damaged.
import { readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { DrawJob, EncodeJob, PictureMaker } from "../../../src/pictures/picture-maker.ts";
import { FactsStore, PictureStore } from "../../../src/pictures/picture-store.ts";
import { temporaryFolder } from "../../build/broadsheet.ts";

const cache = join(temporaryFolder(), "cache");
const site = temporaryFolder();
writeFileSync(join(site, "a.jpg"), "source");

let made = 0;
const makeMaker = (encoder: string): PictureMaker => ({
  encoder,
  drawing: "a drawing",
  decode: async () => null,
  encode: async (bytes, job) => {
    made++;
    return Buffer.from(`${Buffer.from(bytes).toString()} ${encoder} ${job.width} ${job.format}`);
  },
  draw: async (cards) => {
    made += cards.length;
    return cards.map((card) => Buffer.from(card.headline));
  },
});
const job: EncodeJob = {
  kind: "encode",
  digest: "0123456789abcdef0123456789abcdef",
  source: "a.jpg",
  width: 320,
  height: 200,
  format: "avif",
};
const draw: DrawJob = {
  kind: "draw",
  card: { headline: "Steel", language: "en", direction: "ltr", section: "World", hue: 1, site: "Small" },
};
const open = (encoder = "an encoder"): PictureStore => new PictureStore(cache, site, makeMaker(encoder));
const quiet = (): void => {};
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const filesOf = (): string[] =>
  readdirSync(join(cache, "images"), { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );

test("a picture is made once, and its size told each time", async () => {
  made = 0;
  for (let i = 0; i < 2; i++) {
    await open().encode([job], quiet);
    await open().draw([draw]);
    assert.is(open().sizeOf(job), "source an encoder 320 avif".length);
    assert.is(open().sizeOf(draw), "Steel".length);
  }
  assert.is(made, 2);
  assert.equal([textOf(open().get(job)), textOf(open().get(draw))], ["source an encoder 320 avif", "Steel"]);
});

test("another width, format or encoder makes another", async () => {
  made = 0;
  await open().encode([{ ...job, width: 640 }, { ...job, format: "webp" }, job], quiet);
  await open("a newer one").encode([job], quiet);
  assert.is(made, 3);
  assert.is(textOf(open().get(job)), "source an encoder 320 avif");
});

for (const [what, damage] of [
  ["cut", (file: string) => truncateSync(file, 40)],
  ["emptied", (file: string) => truncateSync(file, 0)],
  ["altered", (file: string) => writeFileSync(file, "x".repeat(60))],
  ["removed", (file: string) => rmSync(file)],
] as const) {
  test(`a file of the cache that was ${what} is made again`, async () => {
    await open().encode([job], quiet);
    filesOf().forEach(damage);
    assert.throws(() => open().get(job), "a picture of a.jpg was not made");
    await open().encode([job], quiet);
    assert.is(textOf(open().get(job)), "source an encoder 320 avif");
  });
}

test("progress counts what is made", async () => {
  const seen: [number, number][] = [];
  await open("for progress").encode([job, { ...job, width: 640 }], (done, total) => seen.push([done, total]));
  assert.equal(seen, [
    [1, 2],
    [2, 2],
  ]);
});

test("facts are kept by content, for one decoder, and damage loses them only", () => {
  const facts = {
    format: "jpeg" as const,
    width: 1,
    height: 2,
    colour: "#000000",
    isOpaque: true,
    isKept: false,
    fault: "",
  };
  const store = new FactsStore(cache, "a decoder");
  store.set("0123", "posts/a.JPG", facts);
  store.save();
  assert.equal(new FactsStore(cache, "a decoder").get("0123", "other.jpg"), facts);
  assert.is(new FactsStore(cache, "a decoder").get("0123", "a.gif"), undefined);
  assert.is(new FactsStore(cache, "another").get("0123", "a.jpg"), undefined);
  truncateSync(join(cache, "images", "facts.json"), 20);
  assert.is(new FactsStore(cache, "a decoder").get("0123", "a.jpg"), undefined);
});

test.run();
