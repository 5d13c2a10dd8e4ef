// An article of a built site in a real Chromium: what a reader sees, in which order, with and without scripts.
import { join } from "node:path";
import type { Locator, Page } from "playwright";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { packageFolder } from "../build/broadsheet.ts";
import { buildOnce } from "../build/built-once.ts";
import { builtPageTest, listPages, measureOverflow, observeShifts, readShift } from "./built-page.ts";
import { browser, hide, page, stub, unhide } from "./counting-page.ts";

const article = "/world/2026/01/seoul-wanted-the-exemption-first/";
const widths = [360, 1280];
let dist = "";

test.before(async () => {
  ({ dist } = await buildOnce(join(packageFolder, "tests/fixtures/nishadil"), "2026-02-01T12:00:00+05:30"));
});

const articleTest = (name: string, run: () => Promise<void>) => builtPageTest(name, () => dist, run);

/** Opens the article, which has `views` views before this one. */
async function openArticle(width: number, views: number): Promise<void> {
  stub.counts.set(article, { views, comments: 0 });
  await page.setViewportSize({ width, height: 800 });
  await page.goto(`${stub.origin}${article}`);
}

/** Everything that the article shows, in the order in which it has to stand; `views` is "" where no number may be. */
function piecesOf(of: Page, views: string): [string, Locator][] {
  const main = of.getByRole("main");
  return [
    ["weather", of.getByRole("list", { name: "Weather" }).getByText("Delhi | 25°C (windy)")],
    ["kicker", main.getByText("Trade talks", { exact: true })],
    ["headline", main.getByRole("heading", { level: 1, name: "Seoul wanted the exemption first", exact: true })],
    ["publisher", main.getByRole("link", { name: "Nishadil", exact: true })],
    ["date", main.getByText("31 January 2026, 14:20 IST", { exact: true })],
    ["comments", main.getByText("0 comments", { exact: true })],
    ["reading time", main.getByText(/^\d+ minutes?$/)],
    ...(views === "" ? [] : ([["views", main.getByText(views, { exact: true })]] as [string, Locator][])),
    ["lead image", main.getByRole("img", { name: "Steel beams hang from a crane above a quay at dusk.", exact: true })],
    ["caption", main.getByText("Steel waits at a quay; the papers decide when it moves.")],
    ["credit", main.getByText("Illustration by Nishadil", { exact: true })],
    [
      "second headline",
      main.getByRole("heading", {
        level: 2,
        name: "Washington wanted the treaty reopened, and for weeks neither would begin",
        exact: true,
      }),
    ],
    [
      "standfirst",
      main.getByText(
        "A 25% duty on steel met an older quarrel about KORUS, and the order of business became the business itself.",
        { exact: true },
      ),
    ],
    ["first paragraph", main.getByText("The quarrel of early 2018 was about which question to answer first.")],
    ["last paragraph", main.getByText("By the end of March the two questions had been answered together.")],
    [
      "AI disclosure",
      main.getByText("This article was generated in part using artificial intelligence and may contain errors"),
    ],
    ...["Trade", "Steel", "Tariffs"].map((tag): [string, Locator] => [
      `tag ${tag}`,
      main.getByRole("list", { name: "Tags" }).getByRole("link", { name: tag, exact: true }),
    ]),
  ];
}

/** Fails where a piece is not visible, or stands above or before the one it has to follow. */
async function checkOrder(pieces: [string, Locator][]): Promise<void> {
  let last = { name: "the page", x: -1, y: -1 };
  for (const [name, locator] of pieces) {
    await locator.waitFor({ timeout: 5000 });
    const { x, y } = (await locator.boundingBox()) ?? { x: -1, y: -1 };
    // Words of one line differ by a few pixels where their size does.
    const isAfter = y > last.y + 4 || (Math.abs(y - last.y) <= 4 && x > last.x);
    assert.ok(isAfter, `${name} (${x}, ${y}) comes after ${last.name} (${last.x}, ${last.y})`);
    last = { name, x, y };
  }
}

for (const width of widths) {
  for (const [before, views] of [
    [0, "1 view"],
    [1203, "1,204 views"],
  ] as const) {
    articleTest(`at ${width} px the article shows everything in its order, with "${views}"`, async () => {
      await openArticle(width, before);
      await checkOrder(piecesOf(page, views));
      assert.is(stub.views().length, 1);
      assert.not.match(
        (await page.getByRole("main").locator("header").textContent()) ?? "",
        /\bBy\b/,
        "a publisher stands alone",
      );
    });
  }

  articleTest(`at ${width} px nothing moves while numbers come in`, async () => {
    await page.addInitScript(observeShifts);
    await page.addInitScript(hide);
    await openArticle(width, 123_456_788);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await readShift();
    await page.evaluate(unhide);
    await page.getByText("123,456,789 views", { exact: true }).waitFor();
    assert.is(await readShift(), 0);
  });
}

for (const width of widths) {
  articleTest(
    `at ${width} px without JavaScript everything but views is there, and nothing in their place`,
    async () => {
      const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width, height: 800 } });
      try {
        const plain = await context.newPage();
        await plain.goto(`${stub.origin}${article}`);
        await checkOrder(piecesOf(plain, ""));
        const text = ((await plain.getByRole("main").locator("header").textContent()) ?? "")
          .replace(/\s+/g, " ")
          .trim();
        assert.match(text, / 0 comments \d+ minutes? Written in part by AI$/);
        assert.is(stub.requests.filter(({ url }) => url.startsWith("/v1/")).length, 0);
      } finally {
        await context.close();
      }
    },
  );
}

articleTest("the lead image loads, is the first to load, and has its size before it loads", async () => {
  await openArticle(1280, 0);
  const image = page.getByRole("img", { name: "Steel beams" });
  assert.is(await image.getAttribute("width"), "1200");
  assert.is(await image.getAttribute("height"), "675");
  assert.is(await image.getAttribute("loading"), null);
  assert.ok(await image.evaluate("document.querySelector('main img').decode().then(() => true)"));
});

articleTest("one style sheet blocks rendering, and no script does", async () => {
  await openArticle(1280, 0);
  await page.getByText("1 view", { exact: true }).waitFor();
  const blocking: { name: string }[] = await page.evaluate(
    `performance.getEntriesByType("resource").filter(({ renderBlockingStatus }) => renderBlockingStatus === "blocking").map(({ name }) => ({ name }))`,
  );
  assert.is(blocking.length, 1, JSON.stringify(blocking));
  assert.match(blocking[0]?.name ?? "", /\.css$/);
});

articleTest("every page has one main, one h1, a banner, named navigation and a foot", async () => {
  for (const path of listPages(dist)) {
    await page.goto(`${stub.origin}${path}`);
    for (const role of ["main", "banner", "contentinfo"] as const)
      assert.is(await page.getByRole(role).count(), 1, `${role} of ${path}`);
    assert.is(await page.getByRole("heading", { level: 1 }).count(), 1, `h1 of ${path}`);
    const names = await page.evaluate<string[]>(
      `[...document.querySelectorAll("nav")].map((nav) => nav.getAttribute("aria-label") ?? document.getElementById(nav.getAttribute("aria-labelledby"))?.textContent ?? "")`,
    );
    assert.ok(
      names.length > 0 && names.every((name) => name.trim() !== ""),
      `navigation of ${path}: ${names.join(", ")}`,
    );
  }
});

articleTest("no kind of page scrolls sideways at 320 px", async () => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of listPages(dist)) {
    await page.goto(`${stub.origin}${path}`);
    assert.is(await measureOverflow(), 0, path);
  }
});

articleTest("the keyboard reaches the content by the skip link, and every stop can be seen", async () => {
  await openArticle(1280, 0);
  const skip = page.getByRole("link", { name: "Skip to content" });
  await page.keyboard.press("Tab");
  assert.ok(await skip.evaluate("document.activeElement.textContent === 'Skip to content'"));
  const box = await skip.boundingBox();
  assert.ok(box !== null && box.y >= 0 && box.x >= 0, "the focused skip link is on the page");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.is(await page.evaluate("document.activeElement.textContent"), "Trade talks");
  for (let stops = 0; stops < 8; stops++) {
    const outline = await page.evaluate<string>(
      'getComputedStyle(document.activeElement).outlineStyle + " " + getComputedStyle(document.activeElement).outlineWidth',
    );
    assert.match(outline, /^solid [2-9]px$/, `focus on ${await page.evaluate("document.activeElement.textContent")}`);
    await page.keyboard.press("Tab");
  }
});

test.run();
