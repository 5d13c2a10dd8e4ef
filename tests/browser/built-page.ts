// What the tests of built pages share: a site built by the command and served beside the counting service, and measures of a page.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright";
import * as assert from "uvu/assert";
import { browserTest, page, stub } from "./counting-page.ts";

/** Addresses of all HTML pages of a built site, sorted. */
export function listPages(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"));
  return files.map((name) => `/${name.replaceAll("\\", "/").replace(/(^|\/)index\.html$/, "$1")}`).sort();
}

interface ArticleList {
  articles: { id: string }[];
}

/** A test on a built site, whose articles the counting service knows; nothing may go to another origin, fail to load, or show up in the console. */
export function builtPageTest(name: string, folder: () => string, run: () => Promise<void>): void {
  browserTest(name, async () => {
    stub.folder = folder();
    const { articles } = JSON.parse(readFileSync(join(stub.folder, "articles.json"), "utf8")) as ArticleList;
    for (const { id } of articles) stub.counts.set(id, { views: 0, comments: 0 });
    const complaints: string[] = [];
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== stub.origin) complaints.push(`request to ${request.url()}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
    });
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(`console: ${message.text()}`);
    });
    await run();
    assert.equal(complaints, []);
  });
}

/** By how many pixels the page can be scrolled sideways. */
export function measureOverflow(of: Page = page): Promise<number> {
  return of.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}

/** Sums layout shifts in `window.shift` from the start of every document. */
export const observeShifts = `window.shift = 0;
new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (window.shift += value))).observe({ type: "layout-shift", buffered: true })`;

/** The sum after the next two frames. */
export async function readShift(): Promise<number> {
  await page.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))");
  return page.evaluate("window.shift");
}
