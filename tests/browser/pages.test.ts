// Every kind of page of the sample publication in a real Chromium: language and direction, width, contrast, print, redirects.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildSample } from "../build/built-once.ts";
import { builtPageTest, listPages, measureOverflow } from "./built-page.ts";
import { page, stub } from "./counting-page.ts";

const kinds = {
  front: "/",
  section: "/science/",
  tag: "/tags/sea/",
  author: "/authors/asha-example/",
  archive: "/archive/",
  month: "/archive/2026/10/",
  corrections: "/corrections/",
  feeds: "/feeds/",
  "not found": "/404.html",
  standalone: "/about/",
  article: "/science/2026/10/how-a-tide-table-is-made/",
  Arabic: "/culture/2026/07/الأسطرلاب/",
  Hindi: "/science/2026/05/मानसून-का-पूर्वानुमान/",
  Japanese: "/culture/2026/05/和紙/",
};
let dist = "";

test.before(async () => {
  ({ dist } = await buildSample());
});

const pagesTest = (name: string, run: () => Promise<void>) => builtPageTest(name, () => dist, run);
const open = (path: string) => page.goto(`${stub.origin}${encodeURI(path)}`);

for (const [kind, path] of Object.entries(kinds)) {
  pagesTest(`the ${kind} page says its language, has one h1, and fits 320 and 1280 px`, async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await open(path);
    assert.is(await measureOverflow(), 0, "at 320 px");
    await page.setViewportSize({ width: 1280, height: 800 });
    assert.is(await measureOverflow(), 0, "at 1280 px");
    assert.is(await page.getByRole("heading", { level: 1 }).count(), 1);
    assert.equal(await page.evaluate("[document.documentElement.lang, document.documentElement.dir]"), ["en", "ltr"]);
  });
}

const stories: [keyof typeof kinds, string, string, RegExp][] = [
  ["article", "en", "ltr", /8 October 2026/],
  ["Arabic", "ar", "rtl", /يوليو/],
  ["Hindi", "hi", "ltr", /मई/],
  ["Japanese", "ja", "ltr", /2026年5月/],
];
for (const [kind, language, direction, date] of stories) {
  pagesTest(
    `the ${kind} story speaks its own language in its own direction, and the furniture the site's`,
    async () => {
      await page.setViewportSize({ width: 360, height: 800 });
      await open(kinds[kind]);
      const spoken = (of: string) =>
        page.evaluate<string[]>(
          `((element) => [element.closest("[lang]").lang, getComputedStyle(element).direction])(document.querySelector("${of}"))`,
        );
      assert.equal(await spoken("main h1"), [language, direction]);
      assert.equal(await spoken("main p:has(time)"), [language, direction]);
      assert.equal(await spoken("body > div > footer"), ["en", "ltr"]);
      assert.match((await page.getByRole("main").locator("time").first().textContent()) ?? "", date);
      // The words stand at the side where the script starts.
      const { x = 0, width = 0 } = (await page.getByRole("main").boundingBox()) ?? {};
      const text = await page.evaluate<{ left: number; right: number }>(
        "(() => { const range = document.createRange(); range.selectNodeContents(document.querySelector('main h1')); return range.getBoundingClientRect().toJSON(); })()",
      );
      const gaps = { left: text.left - x, right: x + width - text.right };
      assert.ok(direction === "rtl" ? gaps.right < gaps.left : gaps.left < gaps.right, JSON.stringify(gaps));
    },
  );
}

pagesTest("no page of the publication scrolls sideways at 320 px", async () => {
  await page.setViewportSize({ width: 320, height: 640 });
  const redirects = ["/science/tide-tables/", "/technology/feeds/", "/technology/2026/02/feed-readers/"];
  for (const path of listPages(dist).filter((path) => !redirects.includes(path))) {
    await open(path);
    assert.is(await measureOverflow(), 0, path);
  }
});

/** Contrast of every element's words with what lies behind them: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. */
const measureContrast = (
  selector: string,
): string => `[...document.querySelectorAll(${JSON.stringify(selector)})].filter((element) => element.textContent.trim() !== "").map((element) => {
  const read = (color) => color.match(/[\\d.]+/g).map(Number);
  let behind = element;
  while (behind && (read(getComputedStyle(behind).backgroundColor)[3] ?? 1) === 0) behind = behind.parentElement;
  const light = (color) => {
    const [red, green, blue] = read(color).map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const pair = [light(getComputedStyle(element).color), light(getComputedStyle(behind ?? document.body).backgroundColor)].sort((a, b) => b - a);
  return { text: element.textContent.trim().slice(0, 30), contrast: pair[0] / pair[1] };
})`;

const smallPrint = {
  front: [
    ".story__kicker",
    ".story__standfirst",
    ".story__meta",
    ".menu__link",
    ".latest__time",
    ".weather__place",
    ".footer a",
  ],
  feeds: [".feeds__feed a", ".feeds__format", ".feeds__all a"],
  section: [".heading__note", ".story__kicker", ".story__date", ".story__meta"],
  article: [
    ".article__kicker a",
    ".article__standfirst",
    ".byline__row",
    ".figure__caption",
    ".prose figcaption",
    ".tags__link",
    ".note",
    ".neighbours__label",
  ],
  author: [".author__role", ".story__meta"],
};
for (const colorScheme of ["light", "dark"] as const) {
  pagesTest(`small print has a contrast of 4.5 and more in ${colorScheme}`, async () => {
    await page.emulateMedia({ colorScheme });
    for (const [kind, selectors] of Object.entries(smallPrint)) {
      await open(kinds[kind as keyof typeof smallPrint]);
      const paper = await page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
      assert.is(paper === "rgb(255, 255, 255)", colorScheme === "light", paper);
      for (const selector of selectors) {
        const measured = await page.evaluate<{ text: string; contrast: number }[]>(measureContrast(selector));
        assert.ok(measured.length > 0, `${kind} has ${selector}`);
        for (const { text, contrast } of measured)
          assert.ok(contrast >= 4.5, `${contrast.toFixed(2)} for ${selector} "${text}" of ${kind}`);
      }
    }
  });
}

pagesTest("printed, a story has its words and no menu", async () => {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await open(kinds.article);
  assert.not(await page.getByRole("navigation", { name: "Sections" }).first().isVisible());
  assert.not(await page.getByRole("link", { name: "Skip to content" }).isVisible());
  assert.ok(await page.getByRole("heading", { level: 1 }).isVisible());
  assert.ok(await page.getByText("A harbour pilot who wants to know the depth").isVisible());
  assert.is(await page.evaluate("getComputedStyle(document.body).backgroundColor"), "rgb(255, 255, 255)");
});

pagesTest("a redirect leads to its story", async () => {
  await open("/science/tide-tables/");
  await page.waitForURL(`${stub.origin}${kinds.article}`);
  assert.is(
    await page.getByRole("heading", { level: 1 }).textContent(),
    "The table that tells a harbour when to sleep",
  );
});

pagesTest("the menu marks the section of the page, and the front page names itself", async () => {
  await open("/science/");
  assert.is(await page.getByRole("banner").locator("[aria-current=page]").textContent(), "Science");
  await open(kinds.article);
  assert.is(await page.getByRole("banner").locator("[aria-current=true]").textContent(), "Science");
  await open("/");
  assert.is(await page.getByRole("heading", { level: 1 }).getByRole("link").getAttribute("aria-current"), "page");
});

test.run();
