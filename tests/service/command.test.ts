// `broadsheet service` as a process: its address, its store in a thread, its stop, and what it says of wrong usage.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startServiceProcess, stopServiceProcesses, writeArticles } from "../bench/service-process.ts";
import { broadsheet, temporaryFolder, writeFiles } from "../build/broadsheet.ts";
import { articlesText, ask, newId, reader } from "./running-service.ts";

const send = (port: number, p: string, i = newId()) =>
  ask(`http://127.0.0.1:${port}/v1/view`, {
    method: "POST",
    body: JSON.stringify({ s: "times", p, i }),
    headers: { "user-agent": reader, "content-type": "text/plain" },
  });

test.after(stopServiceProcesses);

test("counts in a thread, stops when told to, and goes on after a restart", async () => {
  const folder = temporaryFolder();
  const args = ["--data", join(folder, "data"), "--site", `times=${writeArticles(folder, 3)}`];
  const first = await startServiceProcess(args);
  assert.equal((await send(first.port, "/world/2026/01/story-1/")).json, { views: 1, comments: 0, counted: true });
  assert.is(await first.stop(), 0);
  const second = await startServiceProcess(args);
  assert.is((await send(second.port, "/world/2026/01/story-1/")).json.views, 2);
  assert.is((await ask(`http://127.0.0.1:${second.port}/readyz`, {})).status, 200);
  assert.is(await second.stop(), 0);
  const events = first
    .log()
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { event: string }).event);
  assert.equal(events.toSorted(), ["articles-read", "listening", "reader-keys-removed", "stopped", "stopping"]);
});

test("views under way at a stop are answered and kept", async () => {
  const folder = temporaryFolder();
  const args = ["--data", join(folder, "data"), "--site", `times=${writeArticles(folder, 1)}`];
  const running = await startServiceProcess(args);
  const views = Array.from({ length: 200 }, () => send(running.port, "/world/2026/01/story-0/").catch(() => null));
  await Promise.race(views);
  assert.is(await running.stop(), 0);
  const counted = (await Promise.all(views)).filter((reply) => reply?.json.counted).length;
  const again = await startServiceProcess(args);
  const { text } = await ask(`http://127.0.0.1:${again.port}/v1/export?s=times`, {});
  await again.stop();
  const { views: kept } = JSON.parse(text.trimEnd().split("\n")[1] ?? "{}") as { views: number };
  assert.ok(counted > 0 && kept >= counted, `${counted} acknowledged, ${kept} kept`);
});

test("two sites, one of them at an address, are counted apart", async () => {
  const folder = temporaryFolder();
  writeFiles(folder, {
    "times.json": articlesText([{ path: "/a/" }]),
    "service.json": JSON.stringify({ port: 0, data: join(folder, "data") }),
  });
  let asked = 0;
  const remote = createServer((_, response) => {
    asked++;
    response.end(articlesText([{ path: "/a/" }], "post"));
  });
  await new Promise<void>((resolve) => remote.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(remote.address() as AddressInfo).port}/articles.json`;
  const { port, stop } = await startServiceProcess([
    "--config",
    join(folder, "service.json"),
    "--site",
    `times=${join(folder, "times.json")}`,
    "--site",
    `post=${address}`,
  ]);
  await send(port, "/a/");
  assert.equal((await ask(`http://127.0.0.1:${port}/v1/counts?s=post&p=/a/`, {})).json.counts, {
    "/a/": { views: 0, comments: 0 },
  });
  assert.equal((await ask(`http://127.0.0.1:${port}/v1/counts?s=times&p=/a/`, {})).json.counts, {
    "/a/": { views: 1, comments: 0 },
  });
  assert.is(asked, 1);
  await stop();
  remote.close();
});

const wrong: [args: string[], message: RegExp][] = [
  [["--port", "x"], /^broadsheet service: --port: "x" is no port/],
  [["--ports", "1"], /^broadsheet service: Unknown option '--ports'/],
  [["--config", "/nowhere.json"], /^broadsheet service: --config: there is no file \/nowhere\.json/],
];
for (const [args, message] of wrong) {
  test(`${args.join(" ")} is wrong usage`, async () => {
    const { status, errors, output } = await broadsheet(["service", ...args]);
    assert.equal([status, output], [2, ""]);
    assert.match(errors, message);
  });
}

test("a taken port is said plainly", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { status, errors } = await broadsheet([
    "service",
    "--port",
    String((taken.address() as AddressInfo).port),
    "--data",
    join(temporaryFolder(), "data"),
  ]);
  taken.close();
  assert.is(status, 2);
  assert.match(errors, /cannot listen on 127\.0\.0\.1:\d+: the port is taken; choose another with --port/);
});

test("--help tells the options", async () => {
  const { status, output } = await broadsheet(["service", "--help"]);
  assert.is(status, 0);
  assert.match(output, "--trust-proxy ADDRESS");
});

test.run();
