// The routes that read: counts, most read, export, health and metrics.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { ask, newId, reader, startTestService, type TestService } from "./running-service.ts";

let running: TestService;

test.before(async () => {
  running = await startTestService({
    articles: [
      { path: "/a/", comments: 2 },
      { path: "/b/", section: "science" },
      { path: "/new/", id: "/old/", aliases: ["/old/"] },
      { path: "/unread/" },
    ],
  });
});

test.after(() => running.service.close());

const count = async (path: string, times: number) => {
  for (let index = 0; index < times; index++)
    assert.is((await running.view({ p: path, i: newId() })).json.counted, true);
};

test("numbers of many paths come at once; unknown paths are left out", async () => {
  await count("/a/", 2);
  await count("/new/", 1);
  const { status, json, headers } = await running.get(
    "/v1/counts?s=times&p=/a/&p=%2Fold%2F&p=/new/&p=/unread/&p=/nowhere/&p=__proto__",
  );
  assert.is(status, 200);
  assert.equal(json.counts, {
    "/a/": { views: 2, comments: 2 },
    "/old/": { views: 1, comments: 0 },
    "/new/": { views: 1, comments: 0 },
    "/unread/": { views: 0, comments: 0 },
  });
  assert.is(headers.get("cache-control"), "max-age=30, s-maxage=60, stale-while-revalidate=300, stale-if-error=86400");
});

test("what has not changed is not sent again", async () => {
  const path = "/v1/counts?s=times&p=/a/&p=/b/";
  const etag = (await running.get(path)).headers.get("etag") ?? "";
  assert.match(etag, /^"[\w-]+"$/);
  for (const wanted of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const again = await running.get(path, { "if-none-match": wanted });
    assert.equal([again.status, again.text, again.headers.get("etag")], [304, "", etag]);
    assert.match(again.headers.get("cache-control") ?? "", "max-age=30");
  }
  await count("/a/", 1);
  assert.is((await running.get(path, { "if-none-match": etag })).status, 200);
});

test("a counted view shows in the next answer", async () => {
  const views = async () =>
    ((await running.get("/v1/counts?s=times&p=/b/")).json.counts as Record<string, { views: number }>)["/b/"]?.views;
  assert.is(await views(), 0);
  await count("/b/", 1);
  assert.is(await views(), 1);
});

const many = (n: number) => Array.from({ length: n }, (_, index) => `&p=/${index}/`).join("");
const refusals: [path: string, status: number, field: string | undefined][] = [
  ["/v1/counts", 400, "s"],
  ["/v1/counts?s=times", 400, "p"],
  [`/v1/counts?s=times${many(101)}`, 400, "p"],
  ["/v1/counts?s=post&p=/a/", 404, "s"],
  [`/v1/counts?s=times&p=/${"x".repeat(8192)}`, 414, undefined],
  ["/v1/top", 400, "s"],
  ["/v1/top?s=times&window=1w", 400, "window"],
  ["/v1/top?s=times&n=0", 400, "n"],
  ["/v1/top?s=times&n=101", 400, "n"],
  ["/v1/export?s=post", 404, "s"],
  ["/v1/nothing", 404, undefined],
  ["/", 404, undefined],
  ["/v1/constructor", 404, undefined],
];
for (const [path, status, field] of refusals) {
  test(`${path.slice(0, 60)} is refused with ${status}`, async () => {
    const reply = await running.get(path);
    const error = reply.json.error as { code: string; message: string; field?: string };
    assert.equal([reply.status, error.field], [status, field]);
    assert.ok(error.code && error.message);
    assert.is(reply.headers.get("cache-control"), "no-store");
  });
}

test("100 paths are not too many, and a wrong method is told the right ones", async () => {
  assert.is((await running.get(`/v1/counts?s=times${many(100)}`)).status, 200);
  const response = await fetch(`${running.origin}/v1/counts`, { method: "DELETE" });
  assert.equal([response.status, response.headers.get("allow")], [405, "GET, HEAD, OPTIONS"]);
  const head = await fetch(`${running.origin}/v1/counts?s=times&p=/a/`, { method: "HEAD" });
  assert.equal([head.status, await head.text()], [200, ""]);
});

test("most read: by window and section, under the present path", async () => {
  const { clock } = running;
  clock.now += 40 * 86_400_000;
  await count("/new/", 3);
  clock.now += 2 * 86_400_000;
  await count("/b/", 2);
  clock.now += 3 * 3_600_000;
  await count("/a/", 1);
  const top = async (query: string) => {
    const { json } = await running.get(`/v1/top?s=times&${query}`);
    return (json.articles as { path: string; recentViews: number }[]).map(
      ({ path, recentViews }) => `${path} ${recentViews}`,
    );
  };
  assert.equal(await top("window=1h"), ["/a/ 1"]);
  assert.equal(await top("window=24h"), ["/b/ 2", "/a/ 1"]);
  assert.equal(await top("window=7d"), ["/new/ 3", "/b/ 2", "/a/ 1"]);
  assert.equal(await top("window=30d&n=1"), ["/new/ 3"]);
  assert.equal(await top("window=7d&section=science"), ["/b/ 2"]);
  assert.equal(await top("section=nothing"), []);
  const { json, headers } = await running.get("/v1/top?s=times&window=1h");
  assert.equal(json, {
    window: "1h",
    articles: [
      {
        path: "/a/",
        title: "Title of /a/",
        section: "world",
        publishedAt: "2026-01-31T14:20:00+05:30",
        comments: 2,
        recentViews: 1,
        views: 4,
      },
    ],
  });
  assert.match(headers.get("cache-control") ?? "", "stale-if-error");
});

test("the export has every article's number, and the same bytes again", async () => {
  const first = await running.get("/v1/export?s=times");
  assert.is(first.headers.get("content-type"), "application/jsonl; charset=utf-8");
  assert.equal(
    first.text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
    [
      { version: 1, site: "times" },
      { id: "/a/", views: 4 },
      { id: "/b/", views: 3 },
      { id: "/old/", views: 4 },
    ],
  );
  assert.is((await running.get("/v1/export?s=times")).text, first.text);
});

test("health, readiness and metrics", async () => {
  assert.equal((await running.get("/healthz")).json, { status: "ok" });
  assert.equal((await running.get("/readyz")).json, { status: "ready" });
  await running.view("{");
  await running.get("/healthz", { "x-long": "x".repeat(20_000) });
  const { text, headers } = await running.get("/metrics");
  assert.match(headers.get("content-type") ?? "", "version=0.0.4");
  assert.match(text, /^broadsheet_views_total\{outcome="counted"\} \d+$/m);
  assert.match(text, /^broadsheet_refusals_total\{route="\/v1\/view",reason="malformed"\} 1$/m);
  assert.match(text, /^broadsheet_refusals_total\{route="other",reason="headers-too-large"\} 1$/m);
  assert.match(text, /^broadsheet_refusals_total\{route="other",reason="unknown-route"\} \d+$/m);
  for (const line of text.trimEnd().split("\n"))
    assert.match(line, /^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{\w+="[^"]*"(?:,\w+="[^"]*")*\})? [\d.e+-]+)$/);
});

test("another server can hand over what is under /v1/, and its own pages may count", async () => {
  const server = createServer((request, response) => {
    if (request.url?.startsWith("/v1/")) running.service.handle(request, response);
    else response.end("a page");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  assert.is((await ask(`${origin}/a/`, {})).text, "a page");
  const body = JSON.stringify({ s: "times", p: "/unread/", i: newId() });
  const view = await ask(`${origin}/v1/view`, {
    method: "POST",
    body,
    headers: { origin, "user-agent": reader, "content-type": "text/plain" },
  });
  assert.equal(view.json, { views: 1, comments: 0, counted: true });
  server.closeAllConnections();
  server.close();
});

test.run();
