// What the tests of the counting script share: a browser, a service, pages as the templates print them, and time that stands still.
import type { Browser, BrowserContext, Page } from "playwright";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { launchBrowser } from "./browser.ts";
import { type CountingStub, startCountingStub } from "./counting-stub.ts";

export let browser: Browser;
export let context: BrowserContext;
export let page: Page;
export let stub: CountingStub;

test.before(async () => {
  stub = await startCountingStub();
  browser = await launchBrowser();
});

test.after(async () => {
  await browser.close();
  await stub.close();
});

/** A test with a context and a page of its own, in which no script may throw. (A hook of uvu that throws ends all tests.) */
export function browserTest(name: string, run: () => Promise<void>): void {
  test(name, async () => {
    stub.reset();
    context = await browser.newContext();
    page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    try {
      await run();
    } finally {
      await context.close();
    }
    assert.equal(errors, [], "a script threw");
  });
}

export const english = 'data-one="{n} view" data-other="{n} views"';
export const views = (path: string, forms = english) =>
  `<p><span class="views" data-views="${path}" ${forms}></span></p>`;

/** A page as the templates print it; `count` is "" on listings. */
export function html(
  body: string,
  { count = "", service = "", locale = "en", head = "", source = "/count.js" } = {},
): string {
  const script = `<script defer src="${source}" data-site="times" data-service="${service}"${count && ` data-count="${count}"`} data-locale="${locale}"></script>`;
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>Test</title>${head}${script}</head><body>${body}</body></html>`;
}

/** An article at `path` that has `number` views already. */
export function addArticle(path: string, number = 0, head = ""): void {
  stub.counts.set(path, { views: number, comments: 0 });
  stub.pages.set(path, html(views(path), { count: path, head }));
}

export const shown = (text: string) => page.locator(".views", { hasText: text }).first().waitFor();
export const counted = (times: number) => stub.until(`view number ${times}`, () => stub.views().length >= times);
export const read = (times: number) => stub.until(`read number ${times}`, () => stub.reads().length >= times);

/** Resolves after the browser has sent what the page's scripts asked for until now. */
export const settle = (of: Page = page) => of.evaluate(`fetch("/settled").then(() => {})`);

// What runs in the page is text: functions would bring the transpiler's own helpers, which pages do not have.

/** Replaces the page's timers: delays are listed in `data-delays` of the root, `fireTimer` runs the last one. */
export const fakeTimers = `window.setTimeout = (run, delay) => {
  window.fireTimer = run;
  document.documentElement.dataset.delays = ((document.documentElement.dataset.delays ?? "") + " " + delay).trim();
}`;
export const delays = async () =>
  ((await page.locator("html").getAttribute("data-delays")) ?? "").split(" ").filter(Boolean).map(Number);
export const fireTimer = () => page.evaluate("fireTimer()");
export const timerSet = (times: number) =>
  page.locator(`html[data-delays${times === 1 ? "" : '*=" "'}]`).waitFor({ state: "attached" });

/** Chromium shows every page that Playwright drives: a background tab is told so before its scripts run. */
export const hide = `for (const [key, value] of [["hidden", true], ["visibilityState", "hidden"]]) Object.defineProperty(document, key, { configurable: true, get: () => value })`;
export const unhide = `delete document.hidden, delete document.visibilityState, document.dispatchEvent(new Event("visibilitychange")), undefined`;
export const goOnline = `dispatchEvent(new Event("online")), undefined`;
