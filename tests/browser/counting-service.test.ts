// The counting script and the real service together, in a real Chromium: a built site on one origin, the service on another.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser, BrowserContext } from "playwright";
import sirv from "sirv";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type RunningService, startServiceProcess } from "../bench/service-process.ts";
import { broadsheet, postText, smallSite, temporaryFolder, writeFiles } from "../build/broadsheet.ts";
import { launchBrowser } from "./browser.ts";

let browser: Browser;
let context: BrowserContext;
let pages: Server;
let service: RunningService;
let origin: string;

const folder = temporaryFolder();
const dist = join(folder, "dist");

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)));
}

test.before(async () => {
  browser = await launchBrowser();
  pages = createServer((request, response) =>
    sirv(dist, { dev: true })(request, response, () => void response.writeHead(404).end()),
  );
  origin = `http://127.0.0.1:${await listen(pages)}`;
  // The service knows the articles file's place before the site is built, as the site must know the service's.
  service = await startServiceProcess([
    "--data",
    join(folder, "data"),
    "--site",
    `times=${join(dist, "articles.json")}`,
  ]);
  const settings = {
    title: "Times",
    url: origin,
    language: "en",
    timezone: "UTC",
    id: "times",
    service: { url: `http://127.0.0.1:${service.port}` },
  };
  writeFiles(join(folder, "site"), {
    ...smallSite,
    "_data/site.json": JSON.stringify(settings),
    "posts/steel.md": postText({ title: "Steel", redirectFrom: ["/old-steel/"] }),
    "posts/स्टील.md": postText({ title: "स्टील", language: "hi" }),
  });
  const { status, errors } = await broadsheet([
    "build",
    "--site",
    join(folder, "site"),
    "--out",
    dist,
    "--cache",
    join(folder, "cache"),
    "--now",
    "2026-02-10T00:00:00Z",
  ]);
  assert.is(status, 0, errors);
});

test.after(async () => {
  await browser.close();
  await service.stop();
  pages.closeAllConnections();
  pages.close();
});

const shown = async (path: string, text: string) => {
  const page = await context.newPage();
  await page.goto(origin + path);
  await page.locator("[data-views]", { hasText: text }).first().waitFor();
  await page.close();
};

test("each visit counts and shows its number, on a path with other letters too", async () => {
  // Playwright's headless browser names itself, and would be taken for the robot that it is.
  context = await browser.newContext({
    userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
  });
  await shown("/world/2026/01/steel/", "1 view");
  await shown("/world/2026/01/steel/", "2 views");
  await shown(`/world/2026/01/${encodeURI("स्टील")}/`, "1");
  const counts = await fetch(
    `http://127.0.0.1:${service.port}/v1/counts?s=times&p=/world/2026/01/steel/&p=/old-steel/`,
  );
  const two = { views: 2, comments: 0 };
  assert.equal(await counts.json(), { counts: { "/world/2026/01/steel/": two, "/old-steel/": two } });
});

test("a reload shows the number and counts nothing", async () => {
  const page = await context.newPage();
  await page.goto(`${origin}/world/2026/01/steel/`);
  await page.locator("[data-views]", { hasText: "3 views" }).first().waitFor();
  await page.reload();
  await page.locator("[data-views]", { hasText: "3 views" }).first().waitFor();
  await context.close();
});

test("the robot is shown the number and not counted", async () => {
  context = await browser.newContext({
    userAgent: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  });
  await shown("/world/2026/01/steel/", "3 views");
  await context.close();
});

test.run();
