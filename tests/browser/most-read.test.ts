// The most read list in a real Chromium: brought up to date without moving anything, and left alone where there is no answer.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser, Page } from "playwright";
import sirv from "sirv";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { TopAnswer } from "../../src/api/most-read.ts";
import { broadsheet, postText, smallSite, temporaryFolder, writeFiles } from "../build/broadsheet.ts";
import { launchBrowser } from "./browser.ts";

let browser: Browser;
let pages: Server;
let origin: string;
const folder = temporaryFolder();
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
    "site/_data/site.json": JSON.stringify({ title: "Small", url: "https://small.example/news", language: "en", timezone: "UTC", id: "small", service: { url: "" } }),
    "site/.state/most-read.json": JSON.stringify({ version: 1, paths: [5, 6, 7, 8, 9].map(url) }),
  });
  const { status, errors } = await broadsheet(["build", "--site", join(folder, "site"), "--out", join(folder, "web", "news"), "--now", "2026-03-01T00:00:00Z"]);
  assert.is(status, 0, errors);
  pages = createServer((request, response) => sirv(join(folder, "web"), { dev: true })(request, response, () => void response.writeHead(404).end()));
  await new Promise<void>((resolve) => pages.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
});

test.after(async () => {
  await browser.close();
  pages.closeAllConnections();
  pages.close();
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

/** A test on a page of the site, where the service gives `answer`; "fail" is no answer. No script may throw, nothing may move. */
function mostReadTest(name: string, path: string, answer: TopAnswer | "fail" | "html", run: (page: Page) => Promise<void>): void {
  test(name, async () => {
    const context = await browser.newContext({ viewport: { width: 1000, height: 3000 } });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.route("**/v1/**", async (route) => {
      const address = new URL(route.request().url());
      if (address.pathname !== "/v1/top") return route.fulfill({ json: { counts: {} } });
      // Late, so that the page has been painted as it was built.
      await new Promise((resolve) => setTimeout(resolve, 400));
      if (answer === "fail") return route.abort();
      if (answer === "html") return route.fulfill({ body: "<html>", contentType: "text/html" });
      const wanted = Number(address.searchParams.get("n"));
      return route.fulfill({ json: { ...answer, articles: answer.articles.slice(0, wanted) } });
    });
    await page.addInitScript(() => {
      Object.assign(globalThis, { moved: 0 });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          Object.assign(globalThis, { moved: (globalThis as unknown as { moved: number }).moved + (entry as unknown as { value: number }).value });
      }).observe({ type: "layout-shift", buffered: true });
    });
    try {
      const asked = page.waitForResponse("**/v1/top*").catch(() => null);
      await page.goto(origin + path, { waitUntil: "networkidle" });
      if (answer !== "fail") await asked;
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

mostReadTest("the front page's list says what is read most now", "/news/", answerOf([20, 21, 22, 23, 24, 25]), async (page) => {
  assert.equal(
    await shown(page),
    [20, 21, 22, 23, 24].map((number) => `Now <b>${number}</b>`),
  );
  assert.is(await page.locator(".most-read__story a").first().getAttribute("href"), `/news${url(20)}`);
});

mostReadTest("the page of its own shows ten", "/news/most-read/", answerOf(Array.from({ length: 12 }, (_, i) => i)), async (page) => {
  assert.is((await shown(page)).length, 10);
});

for (const [what, answer] of [
  ["fewer stories than the page shows", answerOf([20, 21])],
  ["nothing", answerOf([])],
  ["no answer", "fail"],
  ["no JSON", "html"],
] as const) {
  mostReadTest(`with ${what} the list stays as it was built`, "/news/", answer, async (page) => {
    assert.match((await shown(page)).join(), /^Story 5.*Story 9/);
  });
}

test.run();
