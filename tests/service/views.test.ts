// `POST /v1/view`, over HTTP: what counts, what does not, and what is refused.
import { writeFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { articlesText, newId, startTestService, type TestService } from "./running-service.ts";

let running: TestService;

test.before(async () => {
  running = await startTestService({
    articles: [
      { path: "/a/", comments: 3 },
      { path: "/new/", id: "/old/", aliases: ["/old/", "/older/"] },
      { path: "/%E0%A4%B8/" },
    ],
  });
});

test.after(() => running.service.close());

const code = ({ json }: { json: Record<string, unknown> }) => (json.error as { code?: string } | undefined)?.code;

test("a view is counted once, with the article's comments", async () => {
  const i = newId();
  const first = await running.view({ p: "/a/", i });
  assert.is(first.status, 200);
  assert.equal(first.json, { views: 1, comments: 3, counted: true });
  assert.equal((await running.view({ p: "/a/", i })).json, { views: 1, comments: 3, counted: false });
  assert.equal((await running.view({ p: "/a/" })).json, { views: 2, comments: 3, counted: true });
});

test("every answer names its request, sets no cookie and is not kept", async () => {
  const { headers } = await running.view({ p: "/a/" });
  assert.match(headers.get("x-request-id") ?? "", /^[\w-]{8,}$/);
  assert.is(headers.get("set-cookie"), null);
  assert.is(headers.get("cache-control"), "no-store");
  assert.is.not((await running.view({ p: "/a/" })).headers.get("x-request-id"), headers.get("x-request-id"));
});

test("an article keeps its count under every path it has had", async () => {
  await running.view({ p: "/old/" });
  await running.view({ p: "/older/" });
  assert.is((await running.view({ p: "/new/" })).json.views, 3);
});

test("paths are taken as the articles file spells them", async () => {
  assert.is((await running.view({ p: "/%E0%A4%B8/" })).status, 200);
  assert.is((await running.view({ p: "/स/" })).status, 404);
});

test("JSON as application/json counts too", async () => {
  assert.is((await running.view({ p: "/a/" }, { "content-type": "application/json" })).json.counted, true);
});

const automatic: Record<string, Record<string, string>> = {
  "a robot": { "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" },
  "a prefetch": { "sec-purpose": "prefetch" },
  "a prerender": { "sec-purpose": "prefetch;prerender" },
};
for (const [what, headers] of Object.entries(automatic)) {
  test(`${what} gets the numbers and is not counted`, async () => {
    const before = (await running.view({ p: "/a/" })).json.views;
    const reply = await running.view({ p: "/a/" }, headers);
    assert.equal([reply.status, reply.json], [200, { views: before, comments: 3, counted: false }]);
  });
}

const refusals: [
  what: string,
  body: Parameters<TestService["view"]>[0],
  headers: Record<string, string>,
  status: number,
  code: string,
][] = [
  ["no JSON", "{", {}, 400, "malformed"],
  ["no object", "[]", {}, 400, "malformed"],
  ["an empty body", "", {}, 400, "malformed"],
  ["no site", '{"p":"/a/","i":"0123456789abcdef"}', {}, 400, "malformed"],
  ["a short id", { p: "/a/", i: "0123456789abcde" }, {}, 400, "malformed"],
  ["a long id", { p: "/a/", i: "0".repeat(33) }, {}, 400, "malformed"],
  ["an id in capitals", { p: "/a/", i: "0123456789ABCDEF" }, {}, 400, "malformed"],
  ["a path without slash", { p: "a" }, {}, 400, "malformed"],
  ["an unknown path", { p: "/nowhere/" }, {}, 404, "unknown-path"],
  ["a name of every object", { p: "/constructor" }, {}, 404, "unknown-path"],
  ["an unknown site", { p: "/a/", s: "post" }, {}, 404, "unknown-site"],
  ["another site's origin", { p: "/a/" }, { origin: "https://elsewhere.example" }, 403, "foreign-origin"],
  ["an opaque origin", { p: "/a/" }, { origin: "null" }, 403, "foreign-origin"],
  ["a form", { p: "/a/" }, { "content-type": "application/x-www-form-urlencoded" }, 415, "wrong-type"],
  ["a compressed body", { p: "/a/" }, { "content-encoding": "gzip" }, 415, "wrong-type"],
  ["a long body", JSON.stringify({ s: "times", p: "/a/", i: newId(), x: "x".repeat(1024) }), {}, 413, "too-large"],
];
for (const [what, body, headers, status, expected] of refusals) {
  test(`${what} is refused with ${status}`, async () => {
    const before = (await running.get("/v1/export?s=times")).text;
    const reply = await running.view(body, headers);
    assert.equal([reply.status, code(reply)], [status, expected]);
    assert.is((await running.get("/v1/export?s=times")).text, before);
  });
}

test("the site's own pages may read every answer, others none", async () => {
  const own = { origin: "https://times.example" };
  assert.is((await running.view({ p: "/a/" }, own)).headers.get("access-control-allow-origin"), own.origin);
  assert.is((await running.view({ p: "/nowhere/" }, own)).headers.get("access-control-allow-origin"), own.origin);
  const foreign = await running.view({ p: "/a/" }, { origin: "https://elsewhere.example" });
  assert.is(foreign.headers.get("access-control-allow-origin"), null);
  assert.is(foreign.headers.get("vary"), "Origin");
});

test("a page of the service's own host counts", async () => {
  assert.is((await running.view({ p: "/a/" }, { origin: running.origin })).json.counted, true);
});

test("a browser may ask first whether it may send JSON", async () => {
  const response = await fetch(`${running.origin}/v1/view`, {
    method: "OPTIONS",
    headers: { origin: "https://times.example", "access-control-request-method": "POST" },
  });
  assert.equal([response.status, response.headers.get("access-control-allow-origin")], [204, "https://times.example"]);
  assert.match(response.headers.get("access-control-allow-methods") ?? "", "POST");
  assert.is(response.headers.get("access-control-allow-headers"), "Content-Type");
});

test("601 views of one IPv4 address, or of one /64, are one too many; the neighbour is let through", async () => {
  for (const [address, neighbour] of [
    ["203.0.113.7", "203.0.113.8"],
    ["2001:db8:0:1::1", "2001:db8:0:2::1"],
  ]) {
    const statuses: number[] = [];
    for (let index = 0; index < 601; index++) {
      const from = address?.includes(":") ? `2001:db8:0:1::${index.toString(16)}` : (address as string);
      statuses.push((await running.view({ p: "/nowhere/" }, { "x-forwarded-for": from })).status);
    }
    assert.equal([...new Set(statuses.slice(0, 600))], [404]);
    const refused = await running.view({ p: "/a/" }, { "x-forwarded-for": address as string });
    assert.equal([statuses[600], refused.status, code(refused)], [429, 429, "too-many-views"]);
    assert.ok(Number(refused.headers.get("retry-after")) >= 1);
    assert.is((await running.view({ p: "/a/" }, { "x-forwarded-for": neighbour as string })).status, 200);
  }
});

test("one reader is counted 20 times in half an hour; who asks not to be known has no such limit", async () => {
  const count = async (headers: Record<string, string>) => {
    let counted = 0;
    for (let index = 0; index < 22; index++) if ((await running.view({ p: "/new/" }, headers)).json.counted) counted++;
    return counted;
  };
  assert.is(await count({ "x-forwarded-for": "198.51.100.1" }), 20);
  assert.is(await count({ "x-forwarded-for": "198.51.100.2", "sec-gpc": "1" }), 22);
  assert.is(await count({ "x-forwarded-for": "198.51.100.3", dnt: "1" }), 22);
  running.clock.now += 30 * 60_000;
  assert.is((await running.view({ p: "/new/" }, { "x-forwarded-for": "198.51.100.1" })).json.counted, true);
});

test("an article published a moment ago counts at once", async () => {
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  writeFileSync(running.articlesFile, articlesText([{ path: "/fresh/" }, { path: "/a/" }]));
  assert.is((await running.view({ p: "/fresh/" })).status, 200);
});

test.run();
