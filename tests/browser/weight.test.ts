// What a page costs a reader on a phone: bytes, and whether anything moves while the typeface is on its way.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildSample } from "../build/built-once.ts";
import { launchBrowser } from "./browser.ts";
import { builtPageTest, observeShifts, readShift } from "./built-page.ts";
import { page, stub } from "./counting-page.ts";

const kinds = {
  front: "/",
  section: "/science/",
  article: "/science/2026/10/how-a-tide-table-is-made/",
  "article with emphasis": "/culture/2026/10/how-a-front-page-is-made/",
  "Arabic article": "/culture/2026/07/الأسطرلاب/",
};
let dist = "";

test.before(async () => {
  ({ dist } = await buildSample());
});

const weightTest = (name: string, run: () => Promise<void>) => builtPageTest(name, () => dist, run);
const read = (path: string) => readFileSync(join(dist, path));
const compressed = (path: string) => gzipSync(read(path), { level: 9 }).length;

/** The addresses of a page's style sheet and of the fonts that it asks for at once. */
function assetsOf(html: string): { styles: string; fonts: string[] } {
  return {
    styles: /<link rel="stylesheet" href="\/([^"]+)"/.exec(html)?.[1] ?? "",
    fonts: [...html.matchAll(/<link rel="preload" as="font" type="font\/woff2" href="\/([^"]+)" crossorigin>/g)].map(
      ([, path = ""]) => path,
    ),
  };
}

for (const [kind, path] of Object.entries(kinds)) {
  test(`HTML and CSS of the ${kind} page come to 14,000 bytes compressed at most`, () => {
    const file = `${path}index.html`;
    const size = compressed(file) + compressed(assetsOf(read(file).toString()).styles);
    assert.ok(size <= 14_000, `${size} bytes`);
  });

  weightTest(
    `the first view of the ${kind} page costs a phone 120,000 bytes at most, and asks for no font that it does not need`,
    async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      let size = 0;
      page.on("response", async (response) => {
        const body = await response.body();
        size += /\.(woff2|png|jpe?g|webp|avif)$/.test(response.url()) ? body.length : gzipSync(body).length;
      });
      await page.goto(`${stub.origin}${encodeURI(path)}`, { waitUntil: "networkidle" });
      assert.ok(size > 20_000 && size <= 120_000, `${size} bytes`);
      const wanted = assetsOf(read(`${path}index.html`).toString()).fonts.map((font) => `/${font}`);
      const loaded = stub.requests.map(({ url }) => url).filter((url) => url.endsWith(".woff2"));
      assert.equal([...new Set(loaded)].sort(), wanted.sort());
    },
  );

  weightTest(`nothing of the ${kind} page moves when the typeface comes late`, async () => {
    await page.addInitScript(observeShifts);
    let isLate = false;
    await page.route("**/*.woff2", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 800));
      isLate = true;
      await route.continue();
    });
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 844 });
      await page.goto(`${stub.origin}${encodeURI(path)}`, { waitUntil: "networkidle" });
      await page.evaluate("document.fonts.ready.then(() => undefined)");
      assert.is(await readShift(), 0, `${width} px`);
    }
    assert.ok(isLate);
  });
}

weightTest("the typeface is there for a second page, and wherever it comes in time", async () => {
  await page.goto(`${stub.origin}/`, { waitUntil: "networkidle" });
  await page.goto(`${stub.origin}/science/`, { waitUntil: "networkidle" });
  assert.ok(
    await page.evaluate(
      '[...document.fonts].some(({ family, status }) => family === "Newsreader" && status === "loaded")',
    ),
  );
});

/** Whether the machine has a face that stands in for the typeface: most have, a bare server has none. */
async function hasStandIn(): Promise<boolean> {
  const browser = await launchBrowser();
  const names = ["Georgia", "Times New Roman", "Liberation Serif", "Noto Serif"]
    .map((name) => `local("${name}")`)
    .join(", ");
  const isThere = await (await browser.newPage()).evaluate<boolean>(
    `new FontFace("any", '${names}').load().then(() => true, () => false)`,
  );
  await browser.close();
  return isThere;
}

const standInTest: typeof weightTest = (await hasStandIn()) ? weightTest : (name, run) => test.skip(name, run);

standInTest("while it is on its way, the system's face is as wide and as high", async () => {
  await page.goto(`${stub.origin}/`, { waitUntil: "networkidle" });
  const measure = (family: string) =>
    page.evaluate<{ width: number; height: number }>(`(() => {
      const box = document.createElement("span");
      box.style.cssText = 'position: absolute; white-space: nowrap; line-height: normal; letter-spacing: 0; font: 400 20px ${family}';
      box.textContent = "The table that tells a harbour when to sleep is two hundred years of arithmetic, and most of it is addition.";
      document.body.append(box);
      return box.getBoundingClientRect().toJSON();
    })()`);
  await page.evaluate('document.fonts.load("400 20px Newsreader").then(() => undefined)');
  const own = await measure("Newsreader");
  const others = [];
  for (const family of ["News Georgia", "News Times", "News Noto"])
    others.push(await measure(`"${family}", monospace`));
  const bare = await measure("monospace");
  const matched = others.filter(({ width }) => width !== bare.width);
  assert.ok(matched.length > 0, "one of the faces is on this machine");
  for (const { width, height } of matched) {
    assert.ok(Math.abs(width / own.width - 1) < 0.04, `${width} px wide instead of ${own.width}`);
    assert.ok(Math.abs(height - own.height) <= 1, `${height} px high instead of ${own.height}`);
  }
});

test.run();
