// The counting script in a real Chromium: how numbers appear, and what a page without them looks like.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { pathLimit, urlLimit } from "../../src/api/contract.ts";
import {
  addArticle,
  browserTest,
  english,
  hide,
  html,
  page,
  settle,
  shown,
  stub,
  unhide,
  views,
} from "./counting-page.ts";
import { startCountingStub } from "./counting-stub.ts";

for (const mode of ["blocked", "hang", "500"] as const) {
  browserTest(`without an answer (${mode}) the page stays as it is`, async () => {
    addArticle("/a/");
    const body = `${views("/a/")}${views("/b/")}<span data-comments="/a/" data-one="{n} comment" data-other="{n} comments">4 comments</span>`;
    stub.pages.set("/a/", html(body, { count: "/a/" }));
    if (mode === "blocked") await page.route("**/v1/**", (route) => route.abort("blockedbyclient"));
    else stub.mode = mode === "hang" ? "hang" : 500;
    await page.goto(`${stub.origin}/a/`);
    await settle();
    assert.is((await page.locator("body").textContent())?.trim(), "4 comments");
  });
}

const arabic =
  'data-zero="لا مشاهدات" data-one="مشاهدة واحدة" data-two="مشاهدتان" data-few="{n} مشاهدات" data-many="{n} مشاهدة" data-other="{n} مشاهدة"';
const grammar: [string, string, number, string][] = [
  ["en", english, 1, "1 view"],
  ["en", english, 2, "2 views"],
  ["en", english, 1204, "1,204 views"],
  ["en-IN", english, 123456, "1,23,456 views"],
  ["de", 'data-one="{n} Aufruf" data-other="{n} Aufrufe"', 1204, "1.204 Aufrufe"],
  ["ko", 'data-other="조회 {n}회"', 1, "조회 1회"],
  ["ar-u-nu-latn", arabic, 1, "مشاهدة واحدة"],
  ["ar-u-nu-latn", arabic, 2, "مشاهدتان"],
  ["ar-u-nu-latn", arabic, 3, "3 مشاهدات"],
  ["ar-EG", arabic, 11, "١١ مشاهدة"],
];
for (const [locale, forms, number, expected] of grammar) {
  browserTest(`${number} in ${locale} reads "${expected}"`, async () => {
    stub.counts.set("/a/", { views: number, comments: 0 });
    stub.pages.set("/", html(views("/a/", forms), { locale }));
    await page.goto(stub.origin);
    await shown(expected);
    assert.is(await page.locator(".views").textContent(), expected);
  });
}

browserTest("other stories' numbers come in one sorted request, each path once", async () => {
  addArticle("/own/", 6);
  for (const [path, number] of [
    ["/a/", 1],
    ["/한국/", 2],
  ] as const)
    stub.counts.set(path, { views: number, comments: number + 4 });
  const comments =
    '<span class="comments" data-comments="/a/" data-one="{n} comment" data-other="{n} comments">4 comments</span>';
  const body = ["/한국/", "/own/", "/unknown/", "/a/", "/한국/"].map((path) => views(path)).join("") + comments;
  stub.pages.set("/own/", html(body, { count: "/own/" }));
  await page.goto(`${stub.origin}/own/`);
  await shown("7 views");
  await shown("1 view");
  await settle();
  assert.equal(await page.locator(".views").allTextContents(), ["2 views", "7 views", "", "1 view", "2 views"]);
  assert.is(await page.locator(".comments").textContent(), "5 comments");
  const parameters = stub.reads().map((url) => [...new URL(url, stub.origin).searchParams]);
  assert.equal(parameters, [
    [
      ["s", "times"],
      ["p", "/a/"],
      ["p", "/unknown/"],
      ["p", "/한국/"],
    ],
  ]);
});

browserTest("a page past the service's limits asks in parts, and shows every number", async () => {
  const paths = Array.from({ length: 230 }, (_, index) => `/경제/2026/01/${"긴".repeat(index % 9)}-${index}/`);
  for (const path of paths) stub.counts.set(path, { views: 3, comments: 0 });
  stub.pages.set("/", html(paths.map((path) => views(path)).join("")));
  await page.goto(stub.origin);
  await page.waitForFunction(
    `[...document.querySelectorAll(".views")].every(({ textContent }) => textContent === "3 views")`,
  );
  const asked = stub.reads().map((url) => new URL(url, stub.origin).searchParams.getAll("p"));
  assert.equal(asked.flat(), [...paths].sort());
  for (const [index, url] of stub.reads().entries())
    assert.ok((asked[index]?.length ?? 0) <= pathLimit && url.length <= urlLimit);
});

browserTest("numbers that appear where room is kept move nothing", async () => {
  const measure = async (style: string) => {
    stub.counts.set("/a/", { views: 1203, comments: 0 });
    stub.pages.set(
      "/",
      html(`${views("/a/").repeat(8)}<p>Text below</p>`, { head: `<style>p { margin: 0 } ${style}</style>` }),
    );
    await page.addInitScript(hide);
    await page.goto(stub.origin);
    await page.evaluate(
      `window.shift = 0, new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (shift += value))).observe({ type: "layout-shift", buffered: true })`,
    );
    await page.evaluate(unhide);
    await shown("1,203 views");
    await page.evaluate(
      "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))",
    );
    return (await page.evaluate("shift")) as number;
  };
  assert.is(await measure(".views { display: block; min-block-size: 1.2em; line-height: 1.2 }"), 0);
  assert.ok((await measure("")) > 0, "the measure sees a shift where no room is kept");
});

browserTest("a service on another origin is asked without a preflight", async () => {
  const other = await startCountingStub();
  try {
    other.allowedOrigins.add(stub.origin);
    for (const path of ["/a/", "/b/"]) other.counts.set(path, { views: 4, comments: 0 });
    stub.pages.set("/a/", html(views("/a/") + views("/b/"), { count: "/a/", service: other.origin }));
    await page.goto(`${stub.origin}/a/`);
    await shown("5 views");
    await shown("4 views");
    assert.equal(other.requests.map(({ method }) => method).sort(), ["GET", "POST"]);
    other.allowedOrigins.clear();
    stub.pages.set("/a/", html(views("/a/"), { count: "/a/", service: other.origin }));
    await page.goto("about:blank");
    await page.goto(`${stub.origin}/a/`);
    await other.until("another view", () => other.views().length === 2);
    await settle();
    assert.is(await page.locator("body").textContent(), "");
  } finally {
    await other.close();
  }
});

test.run();
