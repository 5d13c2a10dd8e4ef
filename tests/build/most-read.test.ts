// `broadsheet snapshot` against a stub service, and the pages that show what it fetched.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { broadsheet, postText, smallSite, temporaryFolder, writeFiles } from "./broadsheet.ts";
import { read } from "./output.ts";

let answer = { status: 200, body: "" };
let asked = "";
const server = createServer((request, response) => {
  asked = request.url ?? "";
  response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
server.unref();
const service = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const site = temporaryFolder();
const dist = join(site, "dist");
const settings = { ...JSON.parse(smallSite["_data/site.json"] ?? "{}"), id: "small", service: { url: service } };
const post = (number: number, fields = {}): string =>
  postText({ title: `Story ${number}`, date: `2026-01-${10 + number}`, ...fields });
writeFiles(site, {
  ...smallSite,
  "_data/site.json": JSON.stringify(settings),
  "posts/one.md": post(1),
  "posts/two.md": post(2, { redirectFrom: "/old-two/" }),
  "posts/three.md": post(3, { draft: true }),
  "posts/four.md": post(4),
});
const url = (slug: string): string => `/world/2026/01/${slug}/`;
const build = async (): Promise<string> => {
  const run = await broadsheet(["build", "--site", site, "--now", "2026-03-01T00:00:00Z"]);
  assert.is(run.status, 0, run.errors);
  return run.output + run.errors;
};
/** Headlines of the list on the page. */
const listed = (path: string): string[] =>
  [...read(dist, path).matchAll(/<li class="most-read__story"><a href="([^"]*)"/g)].map((match) => match[1] ?? "");

test("before the first snapshot the page is there and empty, and the front page has no list", async () => {
  await build();
  assert.equal(listed("most-read/index.html"), []);
  assert.match(read(dist, "most-read/index.html"), "Nothing has been counted yet.");
  assert.not.match(read(dist, "index.html"), "most-read__story");
});

test("a snapshot is asked of the service, and changes the two pages that show it alone", async () => {
  const paths = [url("four"), "/old-two/", url("two"), url("three"), "/gone/", "javascript:alert(1)", url("one")];
  answer = {
    status: 200,
    body: JSON.stringify({ window: "24h", articles: [...paths.map((path) => ({ path })), null, { path: 7 }] }),
  };
  const run = await broadsheet(["snapshot", "--site", site]);
  assert.equal([run.status, run.output, run.errors], [0, "6 most read articles in .state/most-read.json\n", ""]);
  assert.is(asked, "/v1/top?s=small&window=24h&n=30");
  assert.match(await build(), /^2 of /);
  const expected = [url("four"), url("two"), url("one")];
  assert.equal(
    listed("most-read/index.html"),
    expected,
    "earlier addresses lead on, drafts and unknown ones are left out, no story twice",
  );
  assert.equal(listed("index.html"), expected);
});

for (const [what, status, body, reason] of [
  ["refuses", 503, "", /answers 503/],
  ["answers with HTML", 200, "<html>", /no JSON/],
  ["answers with something else", 200, "{}", /none that this version knows/],
  ["answers without end", 200, `"${"x".repeat(1_100_000)}"`, /more than 1,000,000 bytes/],
] as const) {
  test(`where the service ${what}, the last snapshot stays`, async () => {
    answer = { status, body };
    const run = await broadsheet(["snapshot", "--site", site]);
    assert.is(run.status, 1);
    assert.match(run.errors, reason);
    assert.not.match(run.errors, "    at ");
    assert.is(JSON.parse(read(site, ".state/most-read.json")).paths.length, 6);
  });
}

test("a service that is not there is said so", async () => {
  const run = await broadsheet(["snapshot", "--site", site, "--service", "http://127.0.0.1:1"]);
  assert.is(run.status, 1);
  assert.match(run.errors, /cannot be reached .*; the last snapshot stays\n$/);
});

for (const [what, text] of [
  ["no JSON", "{"],
  ["of another version", '{"version":2,"paths":[]}'],
  ["no list of addresses", '{"version":1,"paths":[1]}'],
  ["huge", `{"version":1,"paths":["/${"x".repeat(300_000)}"]}`],
] as const) {
  test(`a snapshot that is ${what} is a warning, and the site is built without it`, async () => {
    writeFiles(site, { ".state/most-read.json": text });
    assert.match(
      await build(),
      ".state/most-read.json:1:1: warning: the list of most read stories cannot be read and is left out; run broadsheet snapshot again, or remove the file",
    );
    assert.equal(listed("most-read/index.html"), []);
  });
}

test("a site without a service has neither page nor list, and snapshot says why", async () => {
  writeFiles(site, {
    "_data/site.json": smallSite["_data/site.json"] ?? "",
    ".state/most-read.json": JSON.stringify({ version: 1, paths: [url("four")] }),
  });
  await build();
  assert.throws(() => read(dist, "most-read/index.html"));
  assert.not.match(read(dist, "index.html"), "most-read");
  const run = await broadsheet(["snapshot", "--site", site]);
  assert.equal(
    [run.status, run.errors.split("\n")[0]],
    [2, "broadsheet snapshot: the site has no counting service; add service and id to _data/site"],
  );
});

test.run();
