// What a hub may answer, from a stub on the loopback address; nobody waits, since the pauses are only noted.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Notice, notifyHub } from "../../../src/commands/notify-hub.ts";

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

interface Outcome {
  notices: Notice[];
  /** Bodies of the requests. */
  bodies: string[];
  /** In ms. */
  pauses: number[];
  mostAtOnce: number;
}

const status =
  (code: number, headers: Record<string, string> = {}, text = ""): Answer =>
  (response) =>
    response.writeHead(code, headers).end(text);

const feedsOf = (count: number): string[] => Array.from({ length: count }, (_, i) => `https://x.example/${i}/rss.xml`);
const start = Date.UTC(2026, 1, 1);

/** Tells a stub of `feeds` feeds; it gives its answers in turn, and the last one for ever. */
async function tell(answers: Answer[], feeds = 1, timeout = 5_000): Promise<Outcome> {
  const outcome: Outcome = { notices: [], bodies: [], pauses: [], mostAtOnce: 0 };
  let open = 0;
  let now = start;
  const server = createServer((request, response) => {
    outcome.mostAtOnce = Math.max(outcome.mostAtOnce, ++open);
    response.once("close", () => open--);
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      const answer = answers[Math.min(outcome.bodies.length, answers.length - 1)] as Answer;
      outcome.bodies.push(`${request.method} ${request.headers["content-type"]} ${body}`);
      answer(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const pause = async (ms: number): Promise<void> => {
    outcome.pauses.push(ms);
    now += ms;
  };
  outcome.notices = await notifyHub(`http://127.0.0.1:${port}/hub`, feedsOf(feeds), {
    timeout,
    clock: () => now,
    pause,
    onProgress: () => {},
  });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return outcome;
}

const silent: Answer = () => {};
const hangUp: Answer = (response) => response.destroy();
/** Goes on until the client has had enough. */
const endless =
  (code: number): Answer =>
  (response) => {
    response.writeHead(code, { "content-type": "text/plain" });
    const more = (): void => {
      while (!response.destroyed && response.write("x".repeat(65_536)));
    };
    response.on("drain", more).on("error", () => {});
    more();
  };

const rows: [
  what: string,
  answers: Answer[],
  outcome: Notice["outcome"],
  tries: number,
  reason: RegExp,
  pauses: number[],
][] = [
  ["accepts", [status(204)], "accepted", 1, /^$/, []],
  ["accepts with another code of success", [status(202, {}, "queued")], "accepted", 1, /^$/, []],
  ["accepts with an endless answer", [endless(200)], "accepted", 1, /^$/, []],
  ["fails, then accepts", [status(500), status(204)], "accepted", 2, /^$/, [1_000]],
  ["fails twice, then accepts", [status(503), hangUp, status(204)], "accepted", 3, /^$/, [1_000, 4_000]],
  ["fails for good", [status(500)], "unreached", 3, /^500 Internal Server Error$/, [1_000, 4_000]],
  ["is busy, and says for how long", [status(429, { "retry-after": "7" }), status(204)], "accepted", 2, /^$/, [7_000]],
  [
    "is busy until an instant",
    [status(503, { "retry-after": new Date(start + 9_000).toUTCString() }), status(204)],
    "accepted",
    2,
    /^$/,
    [9_000],
  ],
  [
    "is busy until an instant that is past",
    [status(429, { "retry-after": new Date(start - 9_000).toUTCString() }), status(204)],
    "accepted",
    2,
    /^$/,
    [],
  ],
  ["is busy, and says nonsense", [status(429, { "retry-after": "soon" }), status(204)], "accepted", 2, /^$/, [1_000]],
  [
    "is busy for an hour",
    [status(429, { "retry-after": "3600" })],
    "unreached",
    1,
    /^429 Too Many Requests, and asks to wait 3600 s; run it again then$/,
    [],
  ],
  ["is gone", [status(410)], "refused", 1, /^410 Gone$/, []],
  [
    "has moved",
    [status(301, { location: "/new" })],
    "refused",
    1,
    /^301 Moved Permanently: the hub has moved to http:\/\/127\.0\.0\.1:\d+\/new; correct hub in _data\/site$/,
    [],
  ],
  [
    "has moved, method kept",
    [status(308, { location: "https://hub.example/" })],
    "refused",
    1,
    /^308 .* to https:\/\/hub\.example\/;/,
    [],
  ],
  ["has moved nowhere", [status(302)], "refused", 1, /^302 Found: the hub has moved; correct/, []],
  [
    "refuses",
    [status(400, { "content-type": "text/plain" }, "no\u001b[31m\r\nsuch topic")],
    "refused",
    1,
    /^400 Bad Request: no \[31m such topic$/,
    [],
  ],
  [
    "refuses in HTML",
    [status(403, { "content-type": "text/html" }, "<h1>No</h1>")],
    "refused",
    1,
    /^403 Forbidden$/,
    [],
  ],
  ["refuses at endless length", [endless(400)], "refused", 1, /^400 Bad Request: x{200}$/, []],
  ["hangs up", [hangUp], "unreached", 3, /^no connection \(UND_ERR_SOCKET\)$/, [1_000, 4_000]],
];

for (const [what, answers, outcome, tries, reason, pauses] of rows) {
  test(`a hub that ${what}`, async () => {
    const told = await tell(answers);
    const [notice] = told.notices;
    assert.equal([notice?.outcome, notice?.tries, told.bodies.length], [outcome, tries, tries], notice?.reason);
    assert.match(notice?.reason ?? "", reason);
    assert.equal(told.pauses, pauses);
  });
}

test("a hub that does not answer is given up after three tries", async () => {
  const { notices, pauses } = await tell([silent], 1, 60);
  assert.equal(notices, [
    { feed: "https://x.example/0/rss.xml", outcome: "unreached", tries: 3, reason: "no answer within 0.06 s" },
  ]);
  assert.equal(pauses, [1_000, 4_000]);
});

test("where nothing listens, the reason says so", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  let now = start;
  const pause = async (ms: number): Promise<void> => void (now += ms);
  const [notice] = await notifyHub(`http://127.0.0.1:${port}/`, feedsOf(1), {
    timeout: 5_000,
    clock: () => now,
    pause,
    onProgress: () => {},
  });
  assert.match(notice?.reason ?? "", /^no connection \(ECONNREFUSED\)$/);
});

test("each feed is a form of its own, and at most four are on their way", async () => {
  const { notices, bodies, mostAtOnce } = await tell(
    [(response) => setTimeout(() => response.writeHead(204).end(), 20)],
    9,
  );
  assert.equal(
    notices.map(({ feed, outcome }) => [feed, outcome]),
    feedsOf(9).map((feed) => [feed, "accepted"]),
  );
  assert.equal(
    bodies.toSorted(),
    feedsOf(9).map(
      (feed) => `POST application/x-www-form-urlencoded hub.mode=publish&hub.url=${encodeURIComponent(feed)}`,
    ),
  );
  assert.is(mostAtOnce, 4);
});

test("a refusal is of one feed; a hub that fails is not asked for the others", async () => {
  const refused = await tell([status(400), status(204)], 9);
  assert.equal(
    refused.notices.map((notice) => notice.outcome).filter((outcome) => outcome !== "accepted"),
    ["refused"],
  );
  const failed = await tell([status(500)], 90);
  assert.ok(failed.bodies.length <= 12, String(failed.bodies.length));
  assert.is(failed.notices.filter((notice) => notice.outcome === "skipped").length, 86);
});

test.run();
