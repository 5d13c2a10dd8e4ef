// `broadsheet ping` against a stub hub: what is told, what is remembered, and what is said of it.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { broadsheet, postText, type Run, smallSite, temporaryFolder, writeFiles } from "./broadsheet.ts";

let told: string[] = [];
let refused = "";
const server = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8").on("data", (text: string) => (body += text));
  request.on("end", () => {
    const feed = new URLSearchParams(body).get("hub.url") ?? "";
    told.push(feed);
    response.writeHead(feed === refused ? 400 : 204).end();
  });
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
server.unref();
const hub = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

const folder = temporaryFolder();
const site = join(folder, "site");
const record = join(site, ".cache", "told-feeds.json");
mkdirSync(site);
const data = {
  title: "Small",
  url: "https://small.example/news",
  language: "en",
  timezone: "UTC",
  feeds: {
    site: { formats: ["rss"] },
    section: { formats: ["rss"] },
    author: { formats: ["rss"] },
    tag: { formats: ["rss"] },
  },
};
const writeSite = (fields: object): void =>
  writeFiles(site, { "_data/site.json": JSON.stringify({ ...data, ...fields }) });
writeFiles(site, { ...smallSite, "posts/first.md": postText({ title: "First" }) });
writeSite({ hub });

/** Runs the command, and returns the feeds that the hub was told of, without their common part. */
async function ping(...args: string[]): Promise<Run & { told: string[] }> {
  told = [];
  const run = await broadsheet(["ping", "--site", site, ...args]);
  return { ...run, told: told.map((feed) => feed.replace("https://small.example/news/", "")).sort() };
}

async function build(): Promise<void> {
  const { status, errors } = await broadsheet(["build", "--site", site, "--now", "2026-02-10T00:00:00Z"]);
  assert.is(status, 0, errors);
}

test("before the first build there is nothing to tell", async () => {
  const { status, errors, told } = await ping();
  assert.equal([status, told], [2, []]);
  assert.match(
    errors,
    /^broadsheet ping: .*dist holds no published site; run broadsheet build, or name its folder with --out\n/,
  );
});

test("at first the hub is told of every feed, and then of none", async () => {
  await build();
  const first = await ping();
  assert.is(first.status, 0, first.errors);
  assert.ok(["rss.xml", "science/rss.xml", "world/rss.xml"].every((feed) => first.told.includes(feed)));
  assert.match(first.output, "accepted: https://small.example/news/world/rss.xml\n");
  assert.match(first.output, `${hub} accepted ${first.told.length} of ${first.told.length} changed feeds\n`);
  const second = await ping();
  assert.equal(
    [second.status, second.told, second.output],
    [0, [], `none of ${first.told.length} feeds has changed since ${hub} was told\n`],
  );
});

test("after a publish it is told of what has changed, and again of what it has refused", async () => {
  writeFiles(site, { "posts/second.md": postText({ title: "Second", section: "science", authors: ["asha"] }) });
  await build();
  refused = "https://small.example/news/rss.xml";
  const partly = await ping("--json");
  refused = "";
  assert.is(partly.status, 1);
  assert.ok(
    partly.told.includes("rss.xml") &&
      partly.told.includes("science/rss.xml") &&
      !partly.told.includes("world/rss.xml"),
    partly.told.join(),
  );
  const result = JSON.parse(partly.output) as {
    hub: string;
    problems: unknown[];
    notices: { feed: string; outcome: string; reason: string }[];
  };
  assert.equal([result.hub, result.problems], [hub, []]);
  assert.equal(
    result.notices
      .filter(({ outcome }) => outcome !== "accepted")
      .map(({ feed, outcome, reason }) => [feed, outcome, reason]),
    [["https://small.example/news/rss.xml", "refused", "400 Bad Request"]],
  );
  const again = await ping();
  assert.equal([again.status, again.told], [0, ["rss.xml"]]);
});

test("a clean build does not make it forget; a damaged or forged record does, and does no harm", async () => {
  const { status } = await broadsheet(["build", "--site", site, "--now", "2026-02-10T00:00:00Z", "--clean"]);
  assert.equal([status, (await ping()).told], [0, []]);
  const whole = readFileSync(record, "utf8");
  const all = Object.keys((JSON.parse(whole) as { feeds: object }).feeds).length;
  for (const text of [
    "",
    "null",
    "[]",
    "7",
    '{"hub":',
    `{"hub":"${hub}","feeds":null}`,
    `{"hub":"${hub}","feeds":{"__proto__":{"x":1},"a":[]}}`,
    whole.replace(hub, "http://other.example/"),
  ]) {
    writeFileSync(record, text);
    const run = await ping();
    assert.equal([run.status, run.told.length], [0, all], `${text}: ${run.errors}`);
  }
  assert.equal(JSON.parse(readFileSync(record, "utf8")), JSON.parse(whole));
});

test("the feeds of another address are others", async () => {
  const { status } = await ping("--url", "https://stage.example");
  assert.is(status, 0);
  assert.ok(told.includes("https://stage.example/rss.xml"));
});

test("wrong usage is named", async () => {
  const rows: [args: string[], message: RegExp][] = [
    [["--drafts"], /'--drafts'/],
    [["--out", join(site, "posts")], /holds no published site/],
    [["--site", join(folder, "nowhere")], /is not a folder/],
  ];
  for (const [args, message] of rows) {
    const { status, errors, told } = await ping(...args);
    assert.equal([status, told], [2, []]);
    assert.match(errors, message);
  }
  writeSite({});
  const { status, errors } = await ping();
  assert.is(status, 2);
  assert.match(
    errors,
    'broadsheet ping: the site has no hub; add its address to _data/site, such as hub: "https://hub.example/"\n',
  );
});

test("errors of the publication are printed as ever", async () => {
  writeSite({ hub: "nowhere" });
  const { status, errors } = await ping();
  assert.is(status, 1);
  assert.match(errors, /^_data\/site\.json:\d+:\d+: error: hub "nowhere" is not a web address/);
  assert.is((JSON.parse((await ping("--json")).output) as { problems: unknown[] }).problems.length, 1);
});

test.run();
