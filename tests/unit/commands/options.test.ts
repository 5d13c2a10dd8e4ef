// The flags that commands share: defaults, folders, instants, addresses, and what wrong usage says.
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parseFlags, UsageError } from "../../../src/commands/command.ts";
import { currentMinute, readSiteOptions, siteFlags, siteFlagsHelp } from "../../../src/commands/options.ts";
import { temporaryFolder } from "../../build/broadsheet.ts";

const folder = temporaryFolder();
mkdirSync(join(folder, "site"));
writeFileSync(join(folder, "file"), "");

const read = (...given: string[]) => readSiteOptions(parseFlags(given, { flags: siteFlags }).values);

test("without flags the site is this folder, and everything lies in it", () => {
  const earliest = currentMinute();
  const { now, ...options } = read();
  assert.equal(options, {
    siteFolder: resolve("."),
    outputFolder: resolve("dist"),
    cacheFolder: resolve(".cache"),
    isNowGiven: false,
    isClean: false,
    withDrafts: false,
    siteUrl: "",
    serviceUrl: null,
    isJson: false,
    hasQuickPictures: false,
  });
  assert.ok(now >= earliest && now % 60_000 === 0, "the clock is the current minute");
});

test("output and cache lie in the site's folder, and folders are absolute", () => {
  const site = join(folder, "site");
  assert.equal(
    [read("--site", site), read("--site", site, "--out", "a", "--cache", "b")].map(
      ({ siteFolder, outputFolder, cacheFolder }) => [siteFolder, outputFolder, cacheFolder],
    ),
    [
      [site, join(site, "dist"), join(site, ".cache")],
      [site, resolve("a"), resolve("b")],
    ],
  );
});

test("switches are off unless they are given", () => {
  const { isClean, withDrafts, isJson } = read("--clean", "--drafts", "--json");
  assert.equal([isClean, withDrafts, isJson], [true, true, true]);
});

const instants: [text: string, instant: string][] = [
  ["2026-01-31T14:20:00+05:30", "2026-01-31T08:50:00.000Z"],
  ["2026-01-31T14:20Z", "2026-01-31T14:20:00.000Z"],
  ["2026-01-31T14:20", "2026-01-31T14:20:00.000Z"],
  ["2026-01-31", "2026-01-31T00:00:00.000Z"],
];

for (const [text, instant] of instants) {
  test(`--now ${text} is ${instant}`, () => {
    const { now, isNowGiven } = read("--now", text);
    assert.is(new Date(now).toISOString(), instant);
    assert.ok(isNowGiven);
  });
}

for (const [service, origin] of [
  ["", ""],
  ["https://count.example.org", "https://count.example.org"],
  ["http://localhost:8081/", "http://localhost:8081"],
]) {
  test(`--service "${service}" is ${JSON.stringify(origin)}`, () =>
    assert.is(read("--service", service ?? "").serviceUrl, origin));
}

for (const url of ["https://example.org", "http://localhost:8080", "https://example.org/news/"]) {
  test(`--url ${url} is taken as it is`, () => assert.is(read("--url", url).siteUrl, url));
}

const wrong: [given: string[], message: RegExp][] = [
  [["--now", "yesterday"], /^--now: "yesterday" is no instant; write one such as 2026-01-31T14:20:00\+05:30/],
  [["--now", "2026-02-30"], /^--now: "2026-02-30" is no instant/],
  [["--now", ""], /^--now: "" is no instant/],
  [
    ["--service", "count.example.org"],
    /^--service: "count\.example\.org" is no origin; write one such as https:\/\/count\.example\.org/,
  ],
  [["--service", "https://count.example.org/path"], /^--service: /],
  [
    ["--url", "example.org"],
    /^--url: "example\.org" is no address of a site; write one such as https:\/\/example\.org/,
  ],
  [["--url", "ftp://example.org"], /^--url: /],
  [["--url", "javascript:alert(1)"], /^--url: /],
  [["--url", "https://example.org/?a=1"], /^--url: /],
  [["--url", "https://example.org/#a"], /^--url: /],
  [["--url", "https://user:secret@example.org"], /^--url: /],
  [["--url", ""], /^--url: /],
  [["--site", join(folder, "nowhere")], /^--site: .*nowhere is not a folder$/],
  [["--site", join(folder, "file")], /^--site: .*file is not a folder$/],
  [["--output", "x"], /'--output'/],
  [["--clean=yes"], /--clean/],
  [["--site"], /--site/],
  [["posts"], /posts/],
];

for (const [given, message] of wrong) {
  test(`${given.join(" ")} is wrong usage`, () => {
    try {
      read(...given);
      assert.unreachable();
    } catch (error) {
      assert.instance(error, UsageError);
      assert.match((error as Error).message, message);
      assert.not.match((error as Error).message, "\n");
    }
  });
}

test("the help names every flag", () => {
  for (const flag of Object.keys(siteFlags)) assert.match(siteFlagsHelp, `--${flag}`);
});

test.run();
