// Too many at once: the service refuses with the right words, keeps its memory, and is itself again at once.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { runLoad } from "../bench/http-load.ts";
import {
  pathOf,
  startServiceProcess,
  stopServiceProcesses,
  viewRequest,
  writeArticles,
} from "../bench/service-process.ts";
import { temporaryFolder } from "../build/broadsheet.ts";
import { overloadTime } from "./long-runs.ts";

test.after(stopServiceProcesses);

async function start() {
  const folder = temporaryFolder();
  return startServiceProcess([
    "--data",
    join(folder, "data"),
    "--site",
    `times=${writeArticles(folder, 1_000)}`,
    "--trust-proxy",
    "loopback",
  ]);
}

/** The largest resident memory so far, bytes; 0 where the system does not tell. */
function peakMemory(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

test("512 connections get 200, 429 or 503 and nothing else, in less than 200 MB", async () => {
  const { port, process: child, stop } = await start();
  let turn = 0;
  const { statuses } = await runLoad({
    port,
    connections: 512,
    duration: overloadTime,
    isKeptAlive: true,
    // A third from one address, which is too much for it; a third reads.
    next: () => {
      turn++;
      if (turn % 3 === 0)
        return `GET /v1/counts?s=times&p=${pathOf(turn % 1_000)} HTTP/1.1\r\nHost: counts.example\r\n\r\n`;
      const address = turn % 3 === 1 ? "198.51.100.1" : `10.${turn & 255}.${(turn >> 8) & 255}.${(turn >> 16) & 255}`;
      return viewRequest({ path: pathOf(turn % 1_000), id: randomBytes(16).toString("hex"), address });
    },
  });
  assert.equal(
    Object.keys(statuses).filter((status) => !["200", "429", "503"].includes(status)),
    [],
    JSON.stringify(statuses),
  );
  assert.ok((statuses[200] ?? 0) > 0 && (statuses[429] ?? 0) > 0, JSON.stringify(statuses));
  assert.ok(peakMemory(child.pid) < 200e6, `${peakMemory(child.pid)} bytes`);
  let isSent = false;
  const after = await runLoad({
    port,
    connections: 1,
    duration: 2_000,
    isOver: () => isSent,
    isKeptAlive: true,
    next: () => {
      isSent = true;
      return viewRequest({ path: pathOf(1), id: randomBytes(16).toString("hex"), address: "192.0.2.1" });
    },
  });
  assert.equal(after.statuses, { 200: 1 });
  assert.is(await stop(), 0);
});

test("10,000 replays of one view over many connections count once", async () => {
  const { port, stop } = await start();
  let counted = 0;
  let sent = 0;
  const id = randomBytes(16).toString("hex");
  const { statuses } = await runLoad({
    port,
    connections: 250,
    duration: 60_000,
    isOver: () => sent >= 10_000,
    isKeptAlive: true,
    next: () => viewRequest({ path: pathOf(1), id, address: `10.${sent & 255}.${(sent++ >> 8) & 255}.1` }),
    onAnswer: (_, body) => {
      if (body.includes('"counted":true')) counted++;
    },
  });
  assert.equal([Object.keys(statuses), (statuses[200] ?? 0) >= 10_000], [["200"], true]);
  assert.is(counted, 1);
  const response = await fetch(`http://127.0.0.1:${port}/v1/counts?s=times&p=${pathOf(1)}`);
  assert.equal(await response.json(), { counts: { [pathOf(1)]: { views: 1, comments: 0 } } });
  await stop();
});

test.run();
