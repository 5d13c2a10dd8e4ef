// The page script in a real Chromium: most read and weather are brought up to date without moving anything, and left alone without an answer.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser, Page } from "playwright";
import sirv from "sirv";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { TopAnswer } from "../../src/api/most-read.ts";
import type { WeatherAnswer } from "../../src/api/weather.ts";
import { broadsheet, postText, smallSite, temporaryFolder, writeFiles } from "../build/broadsheet.ts";
import { launchBrowser } from "./browser.ts";

let browser: Browser;
let pages: Server;
let origin: string;
const folder = temporaryFolder();
const places = [
  { id: "delhi", name: "Delhi", latitude: 28.6, longitude: 77.2 },
  { id: "oslo", name: "Oslo", latitude: 59.9, longitude: 10.8 },
];
const url = (number: number): string => `/world/2026/01/story-${number}/`;

test.before(async () => {
  browser = await launchBrowser();
  const posts = Array.from({ length: 30 }, (_, i) => [
    `site/posts/story-${i}.md`,
    postText({ title: `Story ${i}: ${"a long headline ".repeat((i % 4) * 5)}`, date: `2026-01-${10 + (i % 20)}` }),
  ]);
  writeFiles(folder, {
    ...Object.fromEntries(Object.entries(smallSite).map(([path, text]) => [`site/${path}`, text])),
    ...Object.fromEntries(posts),
    "site/_data/site.json": JSON.stringify({
      title: "Small",
      url: "https://small.example/news",
      language: "en",
      timezone: "UTC",
      id: "small",
      service: { url: "" },
      weather: { provider: "met", places },
    }),
    "site/.state/most-read.json": JSON.stringify({ version: 1, paths: [5, 6, 7, 8, 9].map(url) }),
  });
  const { status, errors } = await broadsheet([
    "build",
    "--site",
    join(folder, "site"),
    "--out",
    join(folder, "web", "news"),
    "--now",
    "2026-03-01T00:00:00Z",
  ]);
  assert.is(status, 0, errors);
  pages = createServer((request, response) =>
    sirv(join(folder, "web"), { dev: true })(request, response, () => void response.writeHead(404).end()),
  );
  await new Promise<void>((resolve) => pages.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
});

test.after(async () => {
  await browser.close();
  pages.closeAllConnections();
  pages.close();
});

const weatherOf = (fields: Partial<WeatherAnswer>): WeatherAnswer => ({
  place: "",
  time: new Date().toISOString(),
  temperature: 25.2,
  windSpeed: 12,
  condition: "windy",
  stale: false,
  source: { name: "MET Norway", url: "https://www.met.no/en", licence: "CC BY 4.0" },
  ...fields,
});

const answerOf = (numbers: number[]): TopAnswer => ({
  window: "24h",
  articles: numbers.map((number) => ({
    path: url(number),
    title: `Now <b>${number}</b>`,
    section: "world",
    publishedAt: "2026-01-01T00:00:00Z",
    views: 1,
    comments: 0,
    recentViews: 1,
  })),
});

interface Particulars {
  top?: TopAnswer | "fail" | "html";
  /** By place; the others are unknown. */
  weather?: Record<string, Partial<WeatherAnswer>>;
  locale?: string;
}

/** A test on a page of the site, with these answers of the service. No script may throw, nothing may move. */
function pageTest(
  name: string,
  path: string,
  { top = answerOf([]), weather = {}, locale = "en-GB" }: Particulars,
  run: (page: Page) => Promise<void>,
): void {
  test(name, async () => {
    const context = await browser.newContext({ viewport: { width: 1000, height: 3000 }, locale });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.route("**/v1/**", async (route) => {
      const { pathname, searchParams } = new URL(route.request().url());
      if (pathname === "/v1/counts") return route.fulfill({ json: { counts: {} } });
      // Late, so that the page has been painted as it was built.
      await new Promise((resolve) => setTimeout(resolve, 400));
      if (pathname === "/v1/weather") {
        const known = weather[searchParams.get("place") ?? ""];
        return known ? route.fulfill({ json: weatherOf(known) }) : route.fulfill({ status: 503, json: {} });
      }
      if (top === "fail") return route.abort();
      if (top === "html") return route.fulfill({ body: "<html>", contentType: "text/html" });
      return route.fulfill({ json: { ...top, articles: top.articles.slice(0, Number(searchParams.get("n"))) } });
    });
    await page.addInitScript(() => {
      Object.assign(globalThis, { moved: 0 });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          Object.assign(globalThis, {
            moved: (globalThis as unknown as { moved: number }).moved + (entry as unknown as { value: number }).value,
          });
      }).observe({ type: "layout-shift", buffered: true });
    });
    try {
      await page.goto(origin + path, { waitUntil: "networkidle" });
      await page.waitForTimeout(600);
      await run(page);
      assert.is(await page.evaluate(() => (globalThis as unknown as { moved: number }).moved), 0, "something moved");
      assert.equal(errors, []);
    } finally {
      await context.close();
    }
  });
}

const shown = (page: Page): Promise<string[]> => page.locator(".most-read__story a").allTextContents();

pageTest(
  "the front page's list says what is read most now",
  "/news/",
  { top: answerOf([20, 21, 22, 23, 24, 25]) },
  async (page) => {
    assert.equal(
      await shown(page),
      [20, 21, 22, 23, 24].map((number) => `Now <b>${number}</b>`),
    );
    assert.is(await page.locator(".most-read__story a").first().getAttribute("href"), `/news${url(20)}`);
  },
);

pageTest(
  "the page of its own shows ten",
  "/news/most-read/",
  { top: answerOf(Array.from({ length: 12 }, (_, i) => i)) },
  async (page) => {
    assert.is((await shown(page)).length, 10);
  },
);

for (const [what, top] of [
  ["fewer stories than the page shows", answerOf([20, 21])],
  ["nothing", answerOf([])],
  ["no answer", "fail"],
  ["no JSON", "html"],
] as const) {
  pageTest(`with ${what} the list stays as it was built`, "/news/", { top }, async (page) => {
    assert.match((await shown(page)).join(), /^Story 5.*Story 9/);
  });
}

const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
/** What is seen of the weather, without what is said to screen readers alone. */
const strip = async (page: Page): Promise<string[]> => {
  const rows = page.locator(".weather > li:visible");
  return Promise.all((await rows.all()).map(async (row) => (await row.innerText()).split("\n")[0]?.trim() ?? ""));
};

for (const [locale, weather, expected] of [
  [
    "en-GB",
    { delhi: {}, oslo: { temperature: -0.3, condition: "snow" } },
    ["Delhi | 25°C (windy)", "Oslo | 0°C (snow)", "Weather: MET Norway"],
  ],
  ["en-US", { delhi: {} }, ["Delhi | 77°F (windy)", "Weather: MET Norway"]],
  ["en-GB", { delhi: { time: ago(2.9) }, oslo: { time: ago(3.1) } }, ["Delhi | 25°C (windy)", "Weather: MET Norway"]],
  ["en-GB", { delhi: { time: ago(4) } }, []],
  ["en-GB", {}, []],
] as const) {
  pageTest(
    `the weather of ${JSON.stringify(weather)} for ${locale} is ${JSON.stringify(expected)}`,
    "/news/",
    { weather, locale },
    async (page) => {
      assert.equal(await strip(page), expected);
    },
  );
}

pageTest(
  "screen readers hear a sentence, the source has its link, and every page has the weather",
  `/news${url(3)}`,
  { weather: { delhi: {} } },
  async (page) => {
    assert.is(
      await page.locator("[data-weather=delhi] .visually-hidden").textContent(),
      "Weather in Delhi: 25 degrees Celsius, windy",
    );
    assert.is(
      await page.getByRole("link", { name: "Weather: MET Norway" }).getAttribute("href"),
      "https://www.met.no/en",
    );
  },
);

test.run();
