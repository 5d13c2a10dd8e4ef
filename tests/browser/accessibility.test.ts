// Every kind of page, from left to right and from right to left, under axe-core: light and dark, on a phone and on a desk.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { broadsheet, packageFolder, temporaryFolder } from "../build/broadsheet.ts";
import { buildSample, lendPictures } from "../build/built-once.ts";
import { builtPageTest } from "./built-page.ts";
import { page, stub } from "./counting-page.ts";

const kinds = {
  front: "/",
  section: "/science/",
  tag: "/tags/sea/",
  author: "/authors/asha-example/",
  authors: "/authors/",
  archive: "/archive/",
  month: "/archive/2026/10/",
  tags: "/tags/",
  corrections: "/corrections/",
  feeds: "/feeds/",
  "not found": "/404.html",
  standalone: "/about/",
  article: "/science/2026/10/how-a-tide-table-is-made/",
  "article in the other direction": "/culture/2026/07/الأسطرلاب/",
};
const sites = { English: "", Arabic: "" };

/** The sample publication under another language: its pages run from right to left. */
async function buildArabicSite(): Promise<string> {
  const folder = temporaryFolder();
  for (const name of ["_data", "posts"]) cpSync(join(packageFolder, name), join(folder, name), { recursive: true });
  const file = join(folder, "_data/site.ts");
  writeFileSync(file, readFileSync(file, "utf8").replace('language: "en"', 'language: "ar"'));
  await lendPictures(join(folder, ".cache"));
  const { status, errors } = await broadsheet(["build", "--site", folder, "--now", "2026-11-22T12:00:00+05:30"]);
  if (status !== 0) throw new Error(errors);
  return join(folder, "dist");
}

test.before(async () => {
  sites.English = (await buildSample()).dist;
  sites.Arabic = await buildArabicSite();
});

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core finds: rule, and the first element that breaks it. */
async function findViolations(): Promise<string[]> {
  await page.evaluate(`${axe}; undefined`);
  return page.evaluate(`axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations.map(({ id, help, nodes }) => id + ": " + help + ": " + nodes.length + " times, " + nodes[0].html.slice(0, 160) + " " + (nodes[0].any[0]?.message ?? "")))`);
}

const views = [
  { width: 320, colorScheme: "light" },
  { width: 320, colorScheme: "dark" },
  { width: 1280, colorScheme: "light" },
  { width: 1280, colorScheme: "dark" },
] as const;

for (const site of ["English", "Arabic"] as const) {
  for (const [kind, path] of Object.entries(kinds)) {
    builtPageTest(
      `the ${kind} page of the ${site} site shuts nobody out`,
      () => sites[site],
      async () => {
        await page.emulateMedia({ reducedMotion: "reduce" });
        await page.goto(`${stub.origin}${encodeURI(path)}`);
        assert.is(await page.evaluate("document.documentElement.dir"), site === "Arabic" ? "rtl" : "ltr");
        for (const { width, colorScheme } of views) {
          await page.setViewportSize({ width, height: 800 });
          await page.emulateMedia({ colorScheme });
          assert.equal(await findViolations(), [], `${width} px, ${colorScheme}`);
        }
        const ids = await page.evaluate<string[]>("[...document.querySelectorAll('[id]')].map(({ id }) => id)");
        assert.is(new Set(ids).size, ids.length, "no id twice");
      },
    );
  }
}

/** Links and buttons that stand alone and are smaller than 24 px: https://www.w3.org/TR/WCAG22/#target-size-minimum (those within a sentence may be). */
const findSmallTargets = `[...document.querySelectorAll("a, button")].filter((element) => {
  const { width, height } = element.getBoundingClientRect();
  const covers = [...element.querySelectorAll("*"), element].some((part) => getComputedStyle(part, "::after").position === "absolute");
  const isInText = element.closest("p, dd, figcaption, .prose, .byline, sup, td") && element.closest("p, dd, figcaption, .prose, .byline, sup, td").textContent.trim() !== element.textContent.trim();
  return width > 0 && height > 0 && height < 24 && !covers && !isInText && !element.classList.contains("skip");
}).map((element) => element.outerHTML.slice(0, 120) + " " + element.getBoundingClientRect().height)`;

for (const width of [320, 1280]) {
  builtPageTest(
    `at ${width} px targets are 24 px high`,
    () => sites.English,
    async () => {
      await page.setViewportSize({ width, height: 800 });
      for (const path of Object.values(kinds)) {
        await page.goto(`${stub.origin}${encodeURI(path)}`);
        assert.equal(await page.evaluate(findSmallTargets), [], path);
      }
    },
  );
}

builtPageTest(
  "in forced colours the menu still marks its section, and the share button has a frame",
  () => sites.English,
  async () => {
    await page.emulateMedia({ forcedColors: "active" });
    await page.goto(`${stub.origin}/science/`);
    const edgeOf = (selector: string) =>
      page.evaluate<string>(`getComputedStyle(document.querySelector("${selector}")).borderBlockEndColor`);
    assert.is.not(await edgeOf(".menu__link[aria-current]"), await edgeOf(".menu__link:not([aria-current])"));
    assert.equal(await findViolations(), []);
    await page.goto(`${stub.origin}${kinds.article}`);
    assert.is(
      await page.evaluate('getComputedStyle(document.querySelector(".share__button")).borderBlockEndStyle'),
      "solid",
    );
  },
);

for (const [reducedMotion, expected] of [
  ["reduce", false],
  ["no-preference", true],
] as const) {
  builtPageTest(
    `with motion "${reducedMotion}" pages ${expected ? "cross over into one another" : "follow one another at once"}`,
    () => sites.English,
    async () => {
      await page.emulateMedia({ reducedMotion });
      await page.goto(`${stub.origin}/`);
      await page.evaluate(
        `addEventListener("pageswap", (event) => sessionStorage.setItem("crossed", String(event.viewTransition !== null)))`,
      );
      await page.getByRole("banner").getByRole("link", { name: "Science" }).click();
      await page.waitForURL("**/science/");
      assert.is(await page.evaluate("sessionStorage.getItem('crossed')"), String(expected));
    },
  );
}

builtPageTest(
  "the headline that is followed becomes the story's, and no name stands twice",
  () => sites.English,
  async () => {
    const named = () =>
      page.evaluate<string[]>(
        `[...document.querySelectorAll("*")].filter((element) => getComputedStyle(element).viewTransitionName === "headline").map((element) => element.textContent)`,
      );
    await page.goto(`${stub.origin}/`);
    assert.equal(await named(), []);
    const headline = page.locator(".story__headline").first();
    await headline.getByRole("link").focus();
    assert.equal(await named(), [await headline.textContent()]);
    const chosen = (await headline.textContent()) ?? "";
    await headline.getByRole("link").click();
    await page.waitForURL("**/2026/**");
    assert.equal(await named(), [chosen]);
    await page.locator(".story__headline").first().getByRole("link").focus();
    assert.is((await named()).length, 1);
  },
);

test.run();
