// Passing a story on: by the system's share sheet, else by its address; and nothing without a script.
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { packageFolder } from "../build/broadsheet.ts";
import { buildOnce } from "../build/built-once.ts";
import { builtPageTest, observeShifts, readShift } from "./built-page.ts";
import { browser, context, page, stub } from "./counting-page.ts";

const article = "/world/2026/01/seoul-wanted-the-exemption-first/";
let dist = "";

test.before(async () => {
  ({ dist } = await buildOnce(join(packageFolder, "tests/fixtures/nishadil"), "2026-02-01T12:00:00+05:30"));
});

const shareTest = (name: string, run: () => Promise<void>) => builtPageTest(name, () => dist, run);
const canonical = () => page.evaluate<string>("document.querySelector('link[rel=canonical]').href");

shareTest("where the system shares, the button hands it the story's title and address", async () => {
  await page.addInitScript(
    "navigator.share = (data) => { window.shared = data; return Promise.reject(new DOMException('closed', 'AbortError')); }",
  );
  await page.goto(`${stub.origin}${article}`);
  await page.getByRole("button", { name: "Share this story" }).click();
  assert.equal(await page.evaluate("window.shared"), { title: await page.title(), url: await canonical() });
});

shareTest("elsewhere it copies the address and says so", async () => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.addInitScript("delete Navigator.prototype.share");
  await page.goto(`${stub.origin}${article}`);
  const status = page.locator(".share").getByRole("status");
  assert.is(await status.textContent(), "");
  await page.getByRole("button", { name: "Copy link" }).focus();
  await page.keyboard.press("Enter");
  await status.getByText("Link copied").waitFor();
  assert.is(await page.evaluate("navigator.clipboard.readText()"), await canonical());
});

shareTest("nothing moves when the button comes", async () => {
  await page.addInitScript(observeShifts);
  await page.goto(`${stub.origin}${article}`);
  await page.getByRole("button", { name: /Share|Copy/ }).waitFor();
  assert.is(await readShift(), 0);
});

shareTest("without a script there is no button, and no room for one", async () => {
  const plain = await browser.newContext({ javaScriptEnabled: false });
  try {
    const reader = await plain.newPage();
    await reader.goto(`${stub.origin}${article}`);
    assert.is(await reader.getByRole("button").count(), 0);
    assert.not(await reader.locator(".share").isVisible());
  } finally {
    await plain.close();
  }
});

test.run();
