// The counting script in a real Chromium: what counts as one view, and what does not.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { browserFlags, ensureBrowser, launchBrowser } from "./browser.ts";
import {
  addArticle,
  browserTest,
  context,
  counted,
  delays,
  fakeTimers,
  fireTimer,
  goOnline,
  hide,
  html,
  page,
  read,
  settle,
  shown,
  stub,
  timerSet,
  unhide,
  views,
} from "./counting-page.ts";
import type { Mode } from "./counting-stub.ts";

browserTest("a visit counts once and shows the number", async () => {
  addArticle("/a/");
  await page.goto(`${stub.origin}/a/`);
  await shown("1 view");
  await settle();
  const [view] = stub.views();
  assert.is(stub.views().length, 1);
  assert.is(stub.reads().length, 0);
  assert.equal([view?.s, view?.p], ["times", "/a/"]);
  assert.match(view?.i ?? "", /^[0-9a-f]{32}$/);
  const { headers } = stub.requests.find(({ method }) => method === "POST") ?? {};
  assert.match(headers?.["content-type"] ?? "", /^text\/plain/);
});

browserTest("two visits are two views with ids of their own, and send no cookie", async () => {
  addArticle("/a/");
  await context.addCookies([{ name: "reader", value: "1", url: stub.origin }]);
  await page.goto(`${stub.origin}/a/`);
  await counted(1);
  await page.goto("about:blank");
  await page.goto(`${stub.origin}/a/`);
  await shown("2 views");
  assert.is(new Set(stub.views().map(({ i }) => i)).size, 2);
  assert.equal(
    stub.requests.filter(({ method, headers }) => method === "POST" && headers.cookie),
    [],
  );
});

browserTest("a prerendered page counts when it is visited, not before", async () => {
  const tell = `<script>for (const type of ["DOMContentLoaded", "prerenderingchange"]) document.addEventListener(type, () => fetch("/tell?" + type + "-" + document.prerendering))</script>`;
  addArticle("/a/", 0, tell);
  const rules =
    '<script type="speculationrules">{"prerender": [{"source": "list", "urls": ["/a/"], "eagerness": "immediate"}]}</script>';
  const leave =
    '<script>const timer = setInterval(async () => { if ((await fetch("/go")).ok) { clearInterval(timer); location.href = "/a/"; } }, 100);</script>';
  stub.pages.set("/", html(rules + leave));
  const told = (what: string) => stub.until(what, () => stub.requests.some(({ url }) => url === `/tell?${what}`));
  // A debugger ends prerendering, so that this browser runs without Playwright.
  const profile = await mkdtemp(join(tmpdir(), "broadsheet-profile-"));
  const child = spawn(
    await ensureBrowser(),
    ["--headless", ...browserFlags(), `--user-data-dir=${profile}`, `${stub.origin}/`],
    {
      stdio: "ignore",
      detached: process.platform !== "win32",
    },
  );
  const ended = new Promise((resolve) => child.on("close", resolve));
  try {
    await told("DOMContentLoaded-true");
    assert.is(stub.views().length, 0);
    stub.pages.set("/go", "");
    await told("prerenderingchange-false");
    await counted(1);
  } finally {
    if (process.platform === "win32") child.kill();
    else process.kill(-(child.pid as number), "SIGKILL");
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
  assert.is(stub.views().length, 1);
});

browserTest("a tab in the background counts when it is looked at, once", async () => {
  addArticle("/a/");
  await page.addInitScript(hide);
  await page.goto(`${stub.origin}/a/`);
  await settle();
  assert.is(stub.views().length, 0);
  for (const change of [unhide, hide, unhide]) await page.evaluate(change);
  await shown("1 view");
  await settle();
  assert.is(stub.views().length, 1);
});

browserTest("a view made offline counts once the network is back", async () => {
  addArticle("/a/");
  await page.addInitScript(hide);
  await page.addInitScript(fakeTimers);
  await page.goto(`${stub.origin}/a/`);
  await context.setOffline(true);
  await page.evaluate(unhide);
  await timerSet(1);
  assert.is(stub.views().length, 0);
  await context.setOffline(false);
  await shown("1 view");
  await settle();
  assert.is(stub.views().length, 1);
});

for (const mode of [500, 429, "close"] as Mode[]) {
  browserTest(`a service that fails (${mode}) is asked again with the same id`, async () => {
    addArticle("/a/");
    stub.mode = mode;
    await page.addInitScript(fakeTimers);
    await page.goto(`${stub.origin}/a/`);
    await timerSet(1);
    assert.is(await page.locator(".views").textContent(), "");
    stub.mode = "answer";
    await fireTimer();
    await shown("1 view");
    assert.is(new Set(stub.views().map(({ i }) => i)).size, 1);
    assert.is(stub.counts.get("/a/")?.views, 1);
  });
}

browserTest("the script gives up after two retries, about 8 s and 32 s apart, and one on `online`", async () => {
  addArticle("/a/");
  stub.mode = 500;
  await page.addInitScript(fakeTimers);
  await page.goto(`${stub.origin}/a/`);
  await timerSet(1);
  await fireTimer();
  await timerSet(2);
  await fireTimer();
  await counted(3);
  await settle();
  await page.evaluate(goOnline);
  await counted(4);
  await settle();
  await page.evaluate(goOnline);
  await settle();
  const [first = 0, second = 0, ...more] = await delays();
  assert.ok(first >= 6000 && first <= 10_000, `${first} ms`);
  assert.ok(second >= 24_000 && second <= 40_000, `${second} ms`);
  assert.equal(more, []);
  assert.is(stub.views().length, 4);
  assert.is(new Set(stub.views().map(({ i }) => i)).size, 1);
});

browserTest("a refused view is not sent again", async () => {
  addArticle("/a/");
  stub.counts.clear();
  await page.addInitScript(fakeTimers);
  await page.goto(`${stub.origin}/a/`);
  await counted(1);
  await settle();
  assert.equal(await delays(), []);
  assert.is(await page.locator(".views").textContent(), "");
});

browserTest("a reload only reads", async () => {
  addArticle("/a/");
  await page.goto(`${stub.origin}/a/`);
  await shown("1 view");
  await page.reload();
  await shown("1 view");
  await read(1);
  assert.is(stub.views().length, 1);
});

browserTest("going back only reads", async () => {
  addArticle("/a/");
  addArticle("/b/");
  await page.goto(`${stub.origin}/a/`);
  await counted(1);
  await page.goto(`${stub.origin}/b/`);
  await counted(2);
  await page.goBack();
  await read(1);
  await settle();
  assert.is(stub.views().length, 2);
});

browserTest("a page restored from the back-forward cache asks for nothing", async () => {
  const caching = await launchBrowser({ ignoreDefaultArgs: ["--disable-back-forward-cache"] });
  try {
    const page = await caching.newPage();
    addArticle(
      "/a/",
      0,
      "<script>addEventListener('pageshow', ({persisted}) => persisted && document.body.append('restored'))</script>",
    );
    addArticle("/b/");
    await page.goto(`${stub.origin}/a/`);
    await counted(1);
    await page.goto(`${stub.origin}/b/`);
    await counted(2);
    await page.goBack({ waitUntil: "commit" });
    await page.getByText("restored").waitFor();
    await settle(page);
    assert.is(stub.views().length, 2);
    assert.is(stub.reads().length, 0);
  } finally {
    await caching.close();
  }
});

browserTest("a framed page asks for nothing", async () => {
  addArticle("/a/");
  stub.pages.set("/frame/", '<!doctype html><title>Frame</title><iframe src="/a/"></iframe>');
  await page.goto(`${stub.origin}/frame/`);
  await settle();
  assert.ok(stub.requests.some(({ url }) => url === "/count.js"));
  assert.equal([stub.views(), stub.reads()], [[], []]);
});

browserTest("a page on disk asks for nothing", async () => {
  const folder = await mkdtemp(join(tmpdir(), "broadsheet-page-"));
  const file = join(folder, "index.html");
  stub.allowedOrigins.add("null");
  stub.pages.set("/settle/", "");
  await writeFile(file, html(views("/a/"), { count: "/a/", service: stub.origin, source: `${stub.origin}/count.js` }));
  await page.goto(pathToFileURL(file).href);
  await page.goto(`${stub.origin}/settle/`);
  await rm(folder, { recursive: true });
  assert.ok(stub.requests.some(({ url }) => url === "/count.js"));
  assert.equal([stub.views(), stub.reads()], [[], []]);
});

browserTest("a page without a counter asks for nothing", async () => {
  stub.pages.set("/", html("<p>About us</p>"));
  await page.goto(stub.origin);
  await settle();
  assert.equal([stub.views(), stub.reads()], [[], []]);
});

test.run();
