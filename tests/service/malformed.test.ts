// Requests that no browser sends: the service answers each as it deserves, keeps its memory, and goes on.
import { connect } from "node:net";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { pathOf, startServiceProcess, stopServiceProcesses, writeArticles } from "../bench/service-process.ts";
import { temporaryFolder } from "../build/broadsheet.ts";
import { malformedRequests } from "./long-runs.ts";
import { ask, newId, reader } from "./running-service.ts";

test.after(stopServiceProcesses);

let seed = 20_260_131;
/** The same sequence in every run: https://en.wikipedia.org/wiki/Linear_congruential_generator */
const random = () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff) / 0x80000000;
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const noise = (length: number) =>
  Array.from({ length: Math.floor(random() * length) }, () => String.fromCharCode(Math.floor(random() * 256))).join("");

const view = () => JSON.stringify({ s: "times", p: pathOf(1), i: newId() });
const bodies = [
  () => noise(300),
  () => view().slice(0, Math.floor(random() * 90)),
  () => "[".repeat(900),
  () => `{"s":"times","p":${JSON.stringify(noise(200))},"i":"${newId()}"}`,
  () => '{"s":{"__proto__":1},"p":["/"],"i":1e999}',
  () => `{"__proto__":{"s":"times"},"p":"${pathOf(1)}","i":"${newId()}"}`,
  () => "\u0000".repeat(20),
  () => view().replace("times", "%00"),
  () => "x".repeat(Math.floor(random() * 5_000)),
  () => "null",
];
const targets = [
  () => "/v1/view",
  () => `/v1/counts?s=times&p=${noise(40).replace(/[\s\u0000-\u001f]/g, "")}`,
  () => "/v1/counts?s=times&p=%",
  () => "/v1/counts?s=%ff&p=%E0%A4%A",
  () => `/v1/top?s=times&window=${pick(["1h", "__proto__", "NaN"])}&n=${pick(["1e3", "-1", "١", "10"])}`,
  () => "/v1/export?s=__proto__",
  () => "//v1/view",
  () => "/v1/../v1/view",
  () => "*",
  () => "http://[/v1/view",
  () => `http://x/v1/counts?s=times&p=${pathOf(1)}`,
  () => `/${"a".repeat(Math.floor(random() * 20_000))}`,
  () => "/v1/view\u00ff",
];
const headers = [
  () => "Content-Type: text/plain\r\n",
  () => "Content-Type: application/json; charset=utf-16\r\n",
  () => `X-Forwarded-For: ${noise(60).replace(/[\r\n\u0000]/g, "")}\r\n`,
  () => `Origin: ${pick(["null", "https://", "\u00ff", "https://times.example"])}\r\n`,
  () => `If-None-Match: ${noise(30).replace(/[\r\n\u0000]/g, "")}\r\n`,
  () => `X-Long: ${"y".repeat(Math.floor(random() * 20_000))}\r\n`,
  () => `${noise(20)}\r\n`,
  () => "Expect: 100-continue\r\n",
  () => "Expect: the unexpected\r\n",
  () => "Upgrade: websocket\r\nConnection: Upgrade\r\n",
  () => "Transfer-Encoding: gzip, chunked\r\n",
  () => `User-Agent: ${reader}\r\n`,
];
const lengths = [
  (body: string) => `Content-Length: ${body.length}\r\n`,
  (body: string) => `Content-Length: ${body.length + 10}\r\n`,
  () => "Content-Length: -1\r\n",
  () => "Content-Length: 999999999999\r\n",
  () => "Transfer-Encoding: chunked\r\n",
  () => "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n",
  () => "",
];

function makeRequest(): string {
  const body = pick(bodies)();
  const method = pick(["POST", "POST", "POST", "GET", "PUT", "OPTIONS", "HEAD", "CONNECT", "TRACE", "get", noise(5)]);
  const some = Array.from({ length: Math.floor(random() * 5) }, () => pick(headers)()).join("");
  return `${method} ${pick(targets)()} HTTP/${pick(["1.1", "1.1", "1.1", "1.0", "2.0"])}\r\nHost: x\r\n${some}${pick(lengths)(body)}\r\n${body}`;
}

/** Sends and hears what comes back; most clients then hang up, in one of the ways that clients have. */
function send(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let received = "";
    const ending = pick(["end", "end", "destroy", "wait"] as const);
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(text, "latin1");
      // Half-closed: the client says no more, and still listens.
      if (ending === "end") socket.end();
    });
    socket.setEncoding("latin1").setTimeout(300, () => socket.destroy());
    socket.on("data", (chunk: string) => {
      received += chunk;
      if (ending === "destroy") socket.destroy();
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(received));
  });
}

test(`${malformedRequests} malformed requests: no status of 500 or above but 503, no crash, no growth`, async () => {
  const folder = temporaryFolder();
  const { port, stop, log } = await startServiceProcess([
    "--data",
    join(folder, "data"),
    "--site",
    `times=${writeArticles(folder, 10)}`,
    "--trust-proxy",
    "loopback",
  ]);
  const statuses: Record<string, number> = {};
  const memory = async () =>
    Number(/^process_resident_memory_bytes (\d+)/m.exec((await ask(`http://127.0.0.1:${port}/metrics`, {})).text)?.[1]);
  let left = malformedRequests;
  let early = 0;
  const work = async () => {
    while (left-- > 0) {
      const text = await send(port, makeRequest());
      for (const [, status = ""] of text.matchAll(/HTTP\/1\.1 (\d{3})/g))
        statuses[status] = (statuses[status] ?? 0) + 1;
      if (left === Math.floor(malformedRequests / 2)) early = await memory();
    }
  };
  await Promise.all(Array.from({ length: 64 }, work));
  const late = await memory();
  assert.ok((statuses[400] ?? 0) > malformedRequests / 10, JSON.stringify(statuses));
  assert.equal(
    Object.keys(statuses).filter((status) => status >= "500" && status !== "503"),
    [],
    JSON.stringify(statuses),
  );
  assert.not.match(log(), "internal-error");
  assert.ok(late < Math.max(early * 1.5, 200e6) && late < 200e6, `${early} bytes half-way, ${late} at the end`);
  const headersOfView = { "user-agent": reader, "content-type": "text/plain", "x-forwarded-for": "192.0.2.1" };
  assert.is(
    (await ask(`http://127.0.0.1:${port}/v1/view`, { method: "POST", body: view(), headers: headersOfView })).json
      .counted,
    true,
  );
  assert.is(await stop(), 0);
});

test("slow requests are cut off, and others are served meanwhile", async () => {
  const folder = temporaryFolder();
  const { port, stop } = await startServiceProcess([
    "--data",
    join(folder, "data"),
    "--site",
    `times=${writeArticles(folder, 10)}`,
  ]);
  const slow = [
    "POST /v1/view HT",
    "POST /v1/view HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\n{",
  ].map(
    (text) =>
      new Promise<string>((resolve) => {
        let received = "";
        const socket = connect(port, "127.0.0.1", () => socket.write(text));
        socket.setEncoding("latin1").on("data", (chunk: string) => (received += chunk));
        socket.on("error", () => {});
        socket.on("close", () => resolve(received));
      }),
  );
  assert.is((await ask(`http://127.0.0.1:${port}/healthz`, {})).status, 200);
  for (const text of await Promise.all(slow)) assert.match(text, /^HTTP\/1\.1 408 /);
  await stop();
});

test.run();
