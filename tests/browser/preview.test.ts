// `broadsheet start` as an author uses it: a browser beside an editor. Waits have an upper end, but no duration is asserted.
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Browser, Page } from "playwright";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { packageFolder, postText, smallSite, snapshot, temporaryFolder, writeFiles } from "../build/broadsheet.ts";
import { launchBrowser } from "./browser.ts";

/** A change has to show by then, in milliseconds; the machine may be busy. */
const patience = 15_000;
const steel = "/world/2026/01/steel/";

interface Preview {
  address: string;
  folder: string;
  /** Both streams so far. */
  output: () => string;
  /** Sends the signal and resolves with the exit code and the signal that ended the process. */
  stop: (signal: NodeJS.Signals) => Promise<[number | null, string | null]>;
}

let browser: Browser;
const started = new Set<ChildProcess>();

test.before(async () => {
  browser = await launchBrowser();
});

test.after(async () => {
  for (const child of started) child.kill("SIGKILL");
  await browser.close();
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "localhost", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function until(what: string, isReached: () => boolean, describe: () => string): Promise<void> {
  const end = Date.now() + patience;
  while (!isReached()) {
    if (Date.now() > end) throw new Error(`no ${what} within ${patience} ms; so far: ${describe()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function makeSite(): string {
  const folder = temporaryFolder();
  writeFiles(folder, {
    ...smallSite,
    "posts/2026/steel.md": postText({ title: "Steel waits" }, "The first words.\n"),
    "dist/kept.txt": "published",
  });
  return folder;
}

async function startPreview(folder: string, port: number, more: string[] = []): Promise<Preview> {
  const child = spawn(process.execPath, [
    join(packageFolder, "src/commands/broadsheet.js"),
    "start",
    "--site",
    folder,
    "--port",
    String(port),
    ...more,
  ]);
  started.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const ended = new Promise<[number | null, string | null]>((resolve) =>
    child.once("close", (code, signal) => resolve([code, signal])),
  );
  const address = `http://localhost:${port}`;
  await until(
    "address",
    () => output.includes(`${address}/`) || child.exitCode !== null,
    () => output,
  );
  return {
    address,
    folder,
    output: () => output,
    stop: async (signal) => {
      child.kill(signal);
      const answer = await Promise.race([
        ended,
        new Promise<null>((resolve) => setTimeout(() => resolve(null), patience).unref()),
      ]);
      if (answer === null) throw new Error(`still running ${patience} ms after ${signal}: ${output}`);
      started.delete(child);
      return answer;
    },
  };
}

/** A test with a preview of a small site and an open page; what a script throws fails it. */
function previewTest(name: string, run: (preview: Preview, page: Page) => Promise<void>, more: string[] = []): void {
  test(name, async () => {
    const preview = await startPreview(makeSite(), await freePort(), more);
    const context = await browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    try {
      await run(preview, page);
      assert.equal(errors, []);
      assert.equal([...snapshot(join(preview.folder, "dist")).keys()], ["kept.txt"], "dist/ is not touched");
    } finally {
      await context.close();
      await preview.stop("SIGTERM");
    }
  });
}

const write = ({ folder }: Preview, files: Record<string, string | null>): void => writeFiles(folder, files);

previewTest("an edited post shows in the open page by itself, again and again", async (preview, page) => {
  await page.goto(preview.address + steel);
  await page.getByText("The first words.").waitFor();
  for (const words of ["The second words.", "The third words.", "The fourth words."]) {
    write(preview, { "posts/2026/steel.md": postText({ title: "Steel waits" }, `${words}\n`) });
    await page.getByText(words).waitFor();
  }
  assert.is(new URL(page.url()).pathname, steel);
});

previewTest(
  "an error shows over the last good page and on the terminal, and goes when it is mended",
  async (preview, page) => {
    await page.goto(preview.address + steel);
    await page.getByText("The first words.").waitFor();
    write(preview, { "posts/2026/steel.md": postText({ section: "wrold" }, "Broken words.\n") });
    const alert = page.getByRole("alert");
    await alert.waitFor();
    const place = /posts\/2026\/steel\.md:4:\d+: error: section "wrold" is unknown/;
    assert.match((await alert.textContent()) ?? "", place);
    assert.match(preview.output(), place);
    assert.ok(await page.getByText("The first words.").isVisible(), "the last good state stays");
    await page.reload();
    await alert.waitFor();
    assert.match((await alert.textContent()) ?? "", place, "a page opened later says so too");
    write(preview, { "posts/2026/steel.md": postText({}, "Mended words.\n") });
    await page.getByText("Mended words.").waitFor();
    await alert.waitFor({ state: "detached" });
  },
);

previewTest("undoing an error clears it although no page is new", async (preview, page) => {
  const good = postText({ title: "Steel waits" }, "The first words.\n");
  await page.goto(preview.address + steel);
  write(preview, { "posts/2026/steel.md": good.replace("date:", "dat:") });
  await page.getByRole("alert").waitFor();
  write(preview, { "posts/2026/steel.md": good });
  await page.getByRole("alert").waitFor({ state: "detached" });
  assert.ok(await page.getByText("The first words.").isVisible());
});

previewTest("data and overriding templates show at once, and faults in them as well", async (preview, page) => {
  await page.goto(`${preview.address}/`);
  const site = { title: "Small", url: "https://small.example", language: "en", timezone: "Asia/Kolkata" };
  assert.equal(await page.getByRole("navigation", { name: "Sections" }).first().getByRole("link").allTextContents(), [
    "World",
    "Science",
  ]);
  write(preview, { "_data/site.json": JSON.stringify({ ...site, title: "Renamed" }) });
  await page.getByRole("heading", { level: 1, name: "Renamed" }).waitFor();
  write(preview, { "_includes/partials/footer.njk": "<footer>Our own foot of {{ site.title }}</footer>\n" });
  await page.getByText("Our own foot of Renamed").waitFor();
  write(preview, { "_includes/partials/footer.njk": "<footer>\n{% if %}</footer>\n" });
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match((await alert.textContent()) ?? "", /footer\.njk:\d+:\d+: error: /);
  assert.ok(await page.getByText("Our own foot of Renamed").isVisible());
  write(preview, { _includes: null });
  await page.getByRole("contentinfo").getByRole("link", { name: "Feeds", exact: true }).waitFor();
  await alert.waitFor({ state: "detached" });
});

previewTest(
  "a new post, a draft and a scheduled post appear, drafts with their label, and a deleted one goes",
  async (preview, page) => {
    await page.goto(`${preview.address}/world/`);
    const main = page.getByRole("main");
    await main.getByRole("heading", { name: "Steel waits" }).waitFor();
    write(preview, { "posts/2026/tin/index.md": postText({ title: "Tin arrives", date: "2026-02-01" }) });
    await main.getByRole("heading", { name: "Tin arrives" }).waitFor();
    write(preview, { "posts/2026/zinc.md": postText({ title: "Zinc, unfinished", draft: true }) });
    const story = main.getByRole("article").filter({ hasText: "Zinc, unfinished" });
    await story.waitFor();
    assert.ok(await story.getByText("Draft", { exact: true }).isVisible());
    assert.not(
      await main
        .getByRole("article")
        .filter({ hasText: "Tin arrives" })
        .getByText("Draft", { exact: true })
        .isVisible(),
    );
    write(preview, { "posts/2026/lead.md": postText({ title: "Lead, next century", date: "2126-01-01" }) });
    await main.getByRole("heading", { name: "Lead, next century" }).waitFor();
    write(preview, { "posts/2026/tin": null });
    await main.getByRole("heading", { name: "Tin arrives" }).waitFor({ state: "detached" });
    await page.goto(`${preview.address}/world/2026/01/zinc/`);
    assert.ok(await main.getByText("Draft", { exact: true }).first().isVisible());
  },
);

previewTest(
  "with --no-drafts only what is public shows",
  async (preview, page) => {
    await page.goto(`${preview.address}/world/`);
    write(preview, {
      "posts/2026/zinc.md": postText({ title: "Zinc, unfinished", draft: true }),
      "posts/2026/tin.md": postText({ title: "Tin arrives" }),
    });
    await page.getByRole("heading", { name: "Tin arrives" }).waitFor();
    assert.is(await page.getByText("Zinc, unfinished").count(), 0);
  },
  ["--no-drafts"],
);

previewTest(
  "an address without a page gets the 404 page, and reloads when its post is written",
  async (preview, page) => {
    const answer = await page.goto(`${preview.address}/world/2026/01/tin/`);
    assert.is(answer?.status(), 404);
    write(preview, { "posts/2026/tin.md": postText({ title: "Tin arrives" }) });
    await page.getByRole("heading", { level: 1, name: "Tin arrives" }).waitFor();
  },
);

test("a site that starts with an error shows it, and the site once it is mended", async () => {
  const folder = makeSite();
  writeFiles(folder, { "posts/2026/steel.md": postText({ authors: ["nobody"] }) });
  const preview = await startPreview(folder, await freePort());
  const page = await browser.newPage();
  try {
    await page.goto(`${preview.address}/`);
    await page.getByRole("alert").waitFor({ timeout: patience });
    assert.match(
      (await page.getByRole("alert").textContent()) ?? "",
      /posts\/2026\/steel\.md:5:\d+: error: author "nobody" is unknown/,
    );
    writeFiles(folder, { "posts/2026/steel.md": postText({ title: "Steel waits" }) });
    await page.getByRole("heading", { name: "Steel waits" }).first().waitFor({ timeout: patience });
  } finally {
    await page.close();
    await preview.stop("SIGTERM");
  }
});

test("views are counted by a service of the preview's own, wherever the site's is", async () => {
  const folder = makeSite();
  const site = {
    ...JSON.parse(smallSite["_data/site.json"] ?? "{}"),
    id: "small",
    service: { url: "https://counts.example" },
  };
  writeFiles(folder, { "_data/site.json": JSON.stringify(site) });
  const preview = await startPreview(folder, await freePort());
  try {
    for (const text of ["1 view", "2 views"]) {
      // A browser without a window says so in its name, and is not counted.
      const context = await browser.newContext({
        userAgent:
          "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
      });
      const page = await context.newPage();
      const origins = new Set<string>();
      page.on("request", (request) => origins.add(new URL(request.url()).origin));
      await page.goto(preview.address + steel);
      await page.getByText(text, { exact: true }).waitFor({ timeout: patience });
      assert.equal([...origins], [preview.address]);
      await context.close();
    }
    assert.equal([...snapshot(join(folder, "dist")).keys()], ["kept.txt"], "dist/ is not touched");
  } finally {
    await preview.stop("SIGTERM");
  }
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  test(`${signal} ends the preview with exit code 0 and frees its port, with a page open`, async () => {
    const port = await freePort();
    const preview = await startPreview(makeSite(), port);
    const page = await browser.newPage();
    try {
      await page.goto(`${preview.address}/`);
      // In the middle of a build.
      write(preview, { "posts/2026/tin.md": postText({ title: "Tin arrives" }) });
      assert.equal(await preview.stop(signal), [0, null], preview.output());
      const again = await startPreview(preview.folder, port);
      assert.equal(await again.stop(signal), [0, null], again.output());
    } finally {
      await page.close();
    }
  });
}

test("a port that is taken is named, with exit code 2", async () => {
  const port = await freePort();
  const preview = await startPreview(makeSite(), port);
  try {
    const second = await startPreview(makeSite(), port);
    assert.equal(await second.stop("SIGTERM"), [2, null]);
    assert.match(
      second.output(),
      new RegExp(`^broadsheet start: port ${port} is taken; choose another with --port\\n`),
    );
  } finally {
    await preview.stop("SIGTERM");
  }
});

test.run();
