// The decision which Chromium the browser tests use, and what to do where there is none.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Choice, chooseBrowser, listSystemPaths, type Probe } from "../browser/browser.ts";

const bare: Probe = {
  named: "",
  isNamedUsable: false,
  system: [],
  downloaded: "absent",
  isRoot: false,
  hasAptGet: false,
  tried: [],
};
const downloaded = { path: "/home/x/.cache/ms-playwright/chrome" };
const debianRoot = { isRoot: true, hasAptGet: true };

const rows: [string, Partial<Probe>, Choice | "problem"][] = [
  [
    "the named one wins over all others",
    { named: "/opt/c", isNamedUsable: true, system: ["/usr/bin/chromium"], downloaded },
    { use: "/opt/c" },
  ],
  [
    "a named one that does not start is an error, not passed over",
    { named: "/opt/c", system: ["/usr/bin/chromium"] },
    "problem",
  ],
  [
    "the system's wins over Playwright's",
    { system: ["/usr/bin/chromium", "/usr/bin/google-chrome"], downloaded },
    { use: "/usr/bin/chromium" },
  ],
  ["Playwright's is used where the system has none", { downloaded }, { use: downloaded.path }],
  ["nothing found: Playwright's is downloaded", {}, { step: "download" }],
  ["the download comes before the package, for root too", debianRoot, { step: "download" }],
  [
    "the download failed: root on Debian installs the package",
    { ...debianRoot, tried: ["download"] },
    { step: "package" },
  ],
  ["the download failed: others are told what to run", { hasAptGet: true, tried: ["download"] }, "problem"],
  ["the download failed: root without apt-get is told what to run", { isRoot: true, tried: ["download"] }, "problem"],
  [
    "the download lacks libraries: root installs them",
    { ...debianRoot, downloaded: "broken", tried: ["download"] },
    { step: "libraries" },
  ],
  [
    "the libraries did not help: root installs the package",
    { ...debianRoot, downloaded: "broken", tried: ["download", "libraries"] },
    { step: "package" },
  ],
  ["an old download that does not start is not downloaded again", { downloaded: "broken" }, "problem"],
  [
    "everything was tried",
    { ...debianRoot, downloaded: "broken", tried: ["download", "libraries", "package"] },
    "problem",
  ],
];

for (const [name, probe, expected] of rows) {
  test(name, () => {
    const choice = chooseBrowser({ ...bare, ...probe });
    if (expected === "problem") assert.ok("problem" in choice, JSON.stringify(choice));
    else assert.equal(choice, expected);
  });
}

test("the error names the variable at fault, or the command to run", () => {
  const named = chooseBrowser({ ...bare, named: "/opt/c" });
  assert.match("problem" in named ? named.problem : "", 'BROADSHEET_CHROMIUM is "/opt/c"');
  const apt = chooseBrowser({ ...bare, hasAptGet: true, tried: ["download"] });
  assert.match("problem" in apt ? apt.problem : "", "sudo apt-get install chromium");
  const other = chooseBrowser({ ...bare, tried: ["download"] });
  assert.match("problem" in other ? other.problem : "", "npx playwright install chromium");
});

test("Linux looks for every name in PATH, Chromium first", () => {
  assert.equal(listSystemPaths("linux", { PATH: "/usr/bin:relative::/opt" }).slice(0, 4), [
    "/usr/bin/chromium",
    "/opt/chromium",
    "/usr/bin/chromium-browser",
    "/opt/chromium-browser",
  ]);
});

test("macOS and Windows look where installers put applications", () => {
  assert.ok(
    listSystemPaths("darwin", { HOME: "/Users/x" }).includes(
      "/Users/x/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ),
  );
  assert.equal(
    listSystemPaths("win32", { PROGRAMFILES: "C:\\Program Files" })[1],
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  );
});

test.run();
