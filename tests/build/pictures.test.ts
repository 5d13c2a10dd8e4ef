// Pictures of a built site: sizes, formats, what is told of them, what is kept, and hostile files.
import { readdirSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  broadsheet,
  compareSnapshots,
  postText,
  smallSite,
  snapshot,
  temporaryFolder,
  writeFiles,
} from "./broadsheet.ts";
import { elementsOf, listFiles, metaOf, read } from "./output.ts";
import { bombPng, flatPng } from "./raster.ts";

const now = "2026-02-01T12:00:00Z";
let folders = 0;
const root = temporaryFolder();

/** A site in a folder of its own. */
function makeSite(files: Record<string, string | Buffer>) {
  const folder = join(root, String(folders++));
  const site = join(folder, "site");
  const dist = join(folder, "dist");
  const cache = join(folder, "cache");
  writeFiles(site, { ...smallSite, ...files });
  const build = (...more: string[]) =>
    broadsheet(["build", "--site", site, "--out", dist, "--cache", cache, "--now", now, "--json", ...more]);
  return { site, dist, cache, build };
}

const upright = await sharp({ create: { width: 1400, height: 900, channels: 3, background: "#a03020" } })
  .jpeg()
  .toBuffer();
/** Held sideways, with a place and a camera noted. */
const camera = await sharp({ create: { width: 1400, height: 900, channels: 3, background: "#2050a0" } })
  .jpeg()
  .withMetadata({
    orientation: 6,
    exif: { IFD0: { Make: "SECRETCAMERA" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "51/1 30/1 0/1" } },
  })
  .toBuffer();
const glass = await sharp({
  create: { width: 400, height: 300, channels: 4, background: { r: 20, g: 90, b: 40, alpha: 0.5 } },
})
  .png()
  .toBuffer();
const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"/>';

const site = makeSite({
  "_data/site.json": JSON.stringify({
    title: "Small",
    url: "https://small.example/news",
    language: "en",
    timezone: "Asia/Kolkata",
    publisher: { name: "House", logo: "/posts/logo.jpg" },
  }),
  "posts/steel/index.md": postText(
    { title: "Steel", image: { src: "mill.jpg", alt: "A mill", caption: "The mill", credit: "Staff" } },
    "Text.\n\n![A camera](camera.jpg)\n\n![Glass](glass.png)\n",
  ),
  "posts/steel/mill.jpg": upright,
  "posts/steel/camera.jpg": camera,
  "posts/steel/glass.png": glass,
  "posts/logo.jpg": await sharp(upright).resize(600, 600).jpeg().toBuffer(),
  "posts/drawn/index.md": postText({ title: "Drawn", image: { src: "a.svg", alt: "A shape" } }),
  "posts/drawn/a.svg": drawing,
  "posts/plain.md": postText({ title: "Plain" }),
  "posts/arabic.md": postText({ title: "الأسطرلاب: سماءٌ (1)", language: "ar" }),
  "posts/japanese.md": postText({ title: "和紙", language: "ja" }),
  "posts/hidden/index.md": postText({ title: "Hidden", draft: true, image: { src: "hidden.jpg", alt: "" } }),
  "posts/hidden/hidden.jpg": await sharp(upright).tint("#0f0").jpeg().toBuffer(),
});
const first = await site.build();
assert.is(first.status, 0, first.errors + first.output);
const media = (): string[] => listFiles(join(site.dist, "media"));
const article = (slug: string): string => read(site.dist, `world/2026/01/${slug}/index.html`);
const steel = article("steel");
const withoutHash = (address: string): string => address.replace(/-[0-9a-f]{10,16}(?=[-.])/g, "-HASH");

test("a lead picture comes as AVIF, WebP and JPEG in rising widths, never above its own", () => {
  const elements = elementsOf(steel);
  const sources = elements.filter(({ tagName }) => tagName === "source").slice(0, 2);
  assert.equal(
    sources.map(({ properties }) => [properties.type, withoutHash(String(properties.srcSet))]),
    ["avif", "webp"].map((format) => [
      `image/${format}`,
      [320, 640, 960, 1400].map((width) => `/news/media/mill-HASH-${width}.${format} ${width}w`).join(", "),
    ]),
  );
  const image = elements.find(({ properties }) => properties.alt === "A mill")?.properties ?? {};
  assert.equal(
    [withoutHash(String(image.src)), image.width, image.height, image.fetchPriority, image.loading],
    ["/news/media/mill-HASH-1280.jpg", 1280, 823, "high", undefined],
  );
  assert.match(String(image.style), /^background-color:#[0-9a-f]{6}$/);
});

test("pictures further down are loaded late", () => {
  const late = elementsOf(steel).filter(
    ({ tagName, properties }) => tagName === "img" && ["A camera", "Glass"].includes(String(properties.alt)),
  );
  assert.equal(
    late.map(({ properties }) => [properties.loading, properties.fetchPriority, properties.style === undefined]),
    [
      ["lazy", undefined, false],
      ["lazy", undefined, true],
    ],
  );
});

test("every file has the size that its page tells, upright, and holds no notes of a camera", async () => {
  for (const name of media()) {
    if (name.endsWith(".svg")) continue;
    const bytes = readFileSync(join(site.dist, "media", name));
    const { width, height, orientation, exif, xmp, iptc, format } = await sharp(bytes).metadata();
    const told = /-(\d+)\.\w+$/.exec(name)?.[1];
    if (told !== undefined) assert.is(width, Number(told), name);
    assert.equal([orientation, exif, xmp, iptc], [undefined, undefined, undefined, undefined], name);
    assert.not.ok(bytes.includes("SECRETCAMERA"), name);
    if (name.startsWith("camera-")) assert.ok((height ?? 0) > (width ?? 0), name);
    assert.ok(["jpeg", "png", "webp", "heif"].includes(format ?? ""), name);
  }
  const shown = elementsOf(steel).find(({ properties }) => properties.alt === "A camera")?.properties;
  assert.equal([shown?.width, shown?.height], [900, 1400]);
});

test("the original is not published, nor is any size of a draft's picture", () => {
  const originals = new Set([upright, camera, glass].map((bytes) => bytes.toString("base64")));
  for (const name of media())
    assert.not.ok(originals.has(readFileSync(join(site.dist, "media", name)).toString("base64")), name);
  assert.equal(
    media().filter((name) => name.startsWith("hidden")),
    [],
  );
});

test("a picture that may be seen through keeps that for everybody", async () => {
  const name = media().find((entry) => /^glass-\w+-400\.png$/.test(entry)) ?? "";
  assert.ok((await sharp(join(site.dist, "media", name)).metadata()).hasAlpha);
});

test("a logo is an icon in PNG", () => {
  const [link] = elementsOf(steel).filter(({ properties }) => String(properties.rel) === "icon");
  assert.match(String(link?.properties.href), /^\/news\/media\/logo-[0-9a-f]{10}-512\.png$/);
  assert.is(media().filter((name) => name.startsWith("logo-")).length, 1);
});

test("feeds name one file that all readers know, with its size in bytes", () => {
  const [, address = "", length = ""] =
    /<enclosure url="https:\/\/small\.example\/news\/([^"]+)" length="(\d+)" type="image\/jpeg"\/>/.exec(
      read(site.dist, "rss.xml"),
    ) ?? [];
  assert.is(statSync(join(site.dist, address)).size, Number(length));
  assert.not.match(read(site.dist, "rss.xml"), /&lt;(?:picture|source)|<(?:picture|source)|background-color/);
});

test("a shared link shows the photograph, else the headline, and where its letters cannot be drawn nothing of it", async () => {
  const preview = (slug: string): string => withoutHash(metaOf(article(slug)).get("og:image")?.[0] ?? "");
  const address = "https://small.example/news/media";
  assert.equal(["steel", "drawn", "plain", "arabic", "japanese"].map(preview), [
    `${address}/mill-HASH-1280.jpg`,
    ...Array.from({ length: 3 }, () => `${address}/headline-HASH.png`),
    `${address}/logo-HASH-512.png`,
  ]);
  const cards = media().filter((name) => name.startsWith("headline-"));
  assert.is(cards.length, 3);
  for (const card of cards) {
    const { width, height } = await sharp(join(site.dist, "media", card)).metadata();
    assert.equal([width, height], [1200, 630]);
  }
});

/** Name and time of every kept picture. */
const kept = (): string[] =>
  readdirSync(join(site.cache, "images"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name} ${statSync(join(entry.parentPath, entry.name)).mtimeMs}`)
    .sort();

test("a publish that changes no picture makes none, and a clean build none anew", async () => {
  const before = kept();
  writeFiles(site.site, { "posts/plain.md": postText({ title: "Plain" }, "Other text.\n") });
  const { changed } = JSON.parse((await site.build()).output) as { changed: string[] };
  assert.ok(changed.length > 0);
  assert.equal(
    changed.filter((path) => path.startsWith("media/")),
    [],
  );
  const output = snapshot(site.dist);
  await site.build("--clean");
  assert.equal(compareSnapshots(snapshot(site.dist), output), []);
  assert.equal(kept(), before);
});

test("a kept picture that is damaged is made again, the same to the byte", async () => {
  const output = snapshot(site.dist);
  for (const entry of readdirSync(join(site.cache, "images"), { recursive: true, withFileTypes: true })) {
    if (entry.isFile())
      truncateSync(
        join(entry.parentPath, entry.name),
        Math.floor(statSync(join(entry.parentPath, entry.name)).size / 2),
      );
  }
  rmSync(site.dist, { recursive: true });
  const { status, errors } = await site.build("--clean");
  assert.is(status, 0, errors);
  assert.equal(compareSnapshots(snapshot(site.dist), output), []);
});

test("a preview has one WebP of each picture, and draws no headlines", async () => {
  const preview = makeSite({
    "posts/steel/index.md": postText({ image: { src: "mill.jpg", alt: "" } }),
    "posts/steel/mill.jpg": upright,
  });
  await preview.build("--quick-pictures");
  assert.equal(listFiles(join(preview.dist, "media")).map(withoutHash), ["mill-HASH-1280.webp"]);
});

const svg = (inside: string, attributes = ""): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"${attributes}>\n${inside}</svg>`;
const hostile: [name: string, bytes: string | Buffer, fault: RegExp][] = [
  ["cut.jpg", upright.subarray(0, Math.floor(upright.length / 2)), /is damaged; save it again/],
  ["cut.png", flatPng(300, 300, [1, 2, 3]).subarray(0, 120), /is damaged; save it again/],
  ["empty.jpg", "", /is damaged, or no picture; save it again as JPEG/],
  ["page.png", "<!doctype html><script>alert(1)</script>", /is damaged, or no picture; save it again as JPEG/],
  ["drawn.png", drawing, /is a file of another kind \(svg\); save it as JPEG/],
  [
    "moving.jpg",
    Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64"),
    /is a GIF by its content; give it a name that ends so/,
  ],
  ["bomb.png", bombPng(30_000, 30_000), /has 30000 × 30000 pixels, more than 100 million; save it smaller/],
  ["inner-bomb.png", bombPng(9_000, 9_000), /is damaged; save it again/],
  ["script.svg", svg("<script>alert(1)</script>"), /holds an element "script" in line 2; remove it/],
  ["handler.svg", svg("", ' onload="alert(1)"'), /holds an event handler "onload" in line 1/],
  ["html.svg", svg("<foreignObject><body/></foreignObject>"), /holds an element "foreignObject" in line 2/],
  [
    "outside.svg",
    svg('<image xlink:href="https://x.example/a.png"/>'),
    /holds a reference to "https:\/\/x\.example\/a\.png" in line 2/,
  ],
  [
    "entity.svg",
    `<!DOCTYPE svg [<!ENTITY a "b">]>${svg("<text>&a;</text>")}`,
    /holds a document type with declarations in line 1/,
  ],
  ["broken.svg", "<svg><g></svg>", /is no well-formed SVG/],
];

test("each hostile picture is an error that names the post and the line, and nothing is written", async () => {
  const files: Record<string, string | Buffer> = {};
  for (const [name, bytes] of hostile) {
    files[`posts/${name}`] = bytes;
    files[`posts/lead-${name}.md`] = postText({ image: { src: name, alt: "" } });
    files[`posts/body-${name}.md`] = postText({}, `Text.\n\n![A picture](${name})\n`);
  }
  const bad = makeSite(files);
  const huge = "posts/huge.jpg";
  writeFiles(bad.site, { [huge]: upright, "posts/lead-huge.md": postText({ image: { src: "huge.jpg", alt: "" } }) });
  truncateSync(join(bad.site, huge), 51 * 1024 * 1024);
  const { status, output, errors } = await broadsheet([
    "build",
    "--site",
    bad.site,
    "--out",
    bad.dist,
    "--cache",
    bad.cache,
    "--now",
    now,
  ]);
  assert.is(status, 1);
  assert.not.match(output + errors, /\n {4}at /);
  const lines = (output + errors).split("\n");
  const find = (file: string): string => lines.find((line) => line.startsWith(`${file}:`)) ?? `nothing of ${file}`;
  for (const [name, , fault] of hostile) {
    assert.match(find(`posts/lead-${name}.md`), fault);
    assert.match(find(`posts/lead-${name}.md`), /\.md:6:\d+: error: image "posts\//);
    assert.match(find(`posts/body-${name}.md`), fault);
    assert.match(find(`posts/body-${name}.md`), /\.md:10:\d+: error: picture "/);
  }
  assert.match(find("posts/lead-huge.md"), /has 51 MB, more than 50; save it smaller/);
  assert.equal([...snapshot(bad.dist)], []);
});

test("`check` tells the same", async () => {
  const bad = makeSite({
    "posts/a.md": postText({ image: { src: "cut.jpg", alt: "" } }),
    "posts/cut.jpg": upright.subarray(0, Math.floor(upright.length / 2)),
  });
  const { status, output, errors } = await broadsheet([
    "check",
    "--site",
    bad.site,
    "--cache",
    bad.cache,
    "--now",
    now,
  ]);
  assert.is(status, 1);
  assert.match(output + errors, /^posts\/a\.md:6:\d+: error: image "posts\/cut\.jpg" is damaged; save it again$/m);
});

test.run();
