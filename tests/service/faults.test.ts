// What breaks around the service: never a false 200, and recovery without a restart.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  pathOf,
  type RunningService,
  startServiceProcess,
  stopServiceProcesses,
  writeArticles,
} from "../bench/service-process.ts";
import { temporaryFolder } from "../build/broadsheet.ts";
import { articlesText, ask, newId, type Reply, reader, startTestService } from "./running-service.ts";

test.after(stopServiceProcesses);

const code = ({ json }: Reply) => (json.error as { code?: string } | undefined)?.code;

/** Tries until the answer is as wanted; for what recovers within a second or two. */
async function eventually(what: string, attempt: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await attempt()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.unreachable(`${what} within 10 s`);
}

const refused = (reply: Reply, expected: string) => {
  assert.equal([reply.status, code(reply)], [503, expected]);
  assert.ok(Number(reply.headers.get("retry-after")) >= 1);
};

test("a database that another process holds: 503, then counted", async () => {
  const running = await startTestService();
  await running.view({ p: "/a/" });
  const other = new Database(join(running.folder, "data", "counts.db"));
  other.exec("BEGIN IMMEDIATE");
  const i = newId();
  refused(await running.view({ p: "/a/", i }), "store-unavailable");
  assert.is((await running.get("/v1/counts?s=times&p=/a/")).status, 200, "reading goes on");
  refused(await running.get("/readyz"), "store-unavailable");
  const waiting = running.view({ p: "/a/" });
  await new Promise((resolve) => setTimeout(resolve, 200));
  other.exec("ROLLBACK");
  assert.equal((await waiting).json, { views: 2, comments: 0, counted: true });
  assert.is((await running.view({ p: "/a/", i })).json.counted, true, "the refused view counts when it is sent again");
  assert.match((await running.get("/metrics")).text, 'reason="store-busy"');
  other.close();
  await running.service.close();
});

test("a database file that is taken away: the next views go to a new one", async () => {
  const running = await startTestService();
  await running.view({ p: "/a/" });
  for (const name of ["counts.db", "counts.db-wal", "counts.db-shm"])
    rmSync(join(running.folder, "data", name), { force: true });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  assert.equal((await running.view({ p: "/a/" })).json, { views: 1, comments: 0, counted: true });
  await running.service.close();
  const database = new Database(join(running.folder, "data", "counts.db"));
  assert.equal(database.prepare("SELECT views FROM totals").raw().all([]), [[1]]);
  database.close();
});

test("a database that is none: 503 until it is put right", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "data", "counts.db");
  mkdirSync(join(folder, "data"));
  writeFileSync(file, "This is no database, and long enough to look at. ".repeat(200));
  const running = await startTestService({ folder });
  refused(await running.view({ p: "/a/" }), "store-unavailable");
  refused(await running.get("/v1/counts?s=times&p=/a/"), "store-unavailable");
  refused(await running.get("/v1/export?s=times"), "store-unavailable");
  assert.is((await running.get("/healthz")).status, 200);
  rmSync(file);
  assert.is((await running.view({ p: "/a/" })).json.counted, true);
  await running.service.close();
});

test("an articles file that is missing or broken at the start: 503 until it is there", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "late.json");
  const running = await startTestService({ folder, settings: { sites: [{ id: "", articles: file, origins: [] }] } });
  refused(await running.view({ p: "/a/" }), "articles-unread");
  refused(await running.get("/v1/top?s=times"), "articles-unread");
  refused(await running.get("/readyz"), "articles-unread");
  writeFileSync(file, articlesText([{ path: "/a/" }]).slice(0, 60));
  await eventually("a complaint", async () => running.lines.some((line) => line.includes("articles-unreadable")));
  refused(await running.view({ p: "/a/" }), "articles-unread");
  writeFileSync(file, articlesText([{ path: "/a/" }]));
  await eventually("a counted view", async () => (await running.view({ p: "/a/" })).json.counted === true);
  await eventually("readiness", async () => (await running.get("/readyz")).status === 200);
  await running.service.close();
});

test("an articles file that breaks or vanishes later: what was known goes on", async () => {
  const running = await startTestService();
  for (const text of ["{", "", articlesText([{ path: "/a/" }], "post").replace("post", "p st")]) {
    writeFileSync(running.articlesFile, text);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    await running.view({ p: "/b/" });
    assert.is((await running.view({ p: "/a/" })).json.counted, true);
  }
  rmSync(running.articlesFile);
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  assert.is((await running.view({ p: "/b/" })).status, 404);
  assert.is((await running.view({ p: "/a/" })).json.counted, true);
  assert.match((await running.get("/metrics")).text, /broadsheet_articles_failures_total\{site="times"\} [2-9]/);
  writeFileSync(`${running.articlesFile}.new`, articlesText([{ path: "/b/" }]));
  renameSync(`${running.articlesFile}.new`, running.articlesFile);
  await eventually("the new article", async () => (await running.view({ p: "/b/" })).status === 200);
  await running.service.close();
});

test("a clock that is a day ahead, and put back", async () => {
  const running = await startTestService();
  const i = newId();
  await running.view({ p: "/a/", i });
  running.clock.now += 86_400_000 - 1_000;
  assert.is((await running.view({ p: "/a/", i })).json.counted, false);
  assert.is((await running.view({ p: "/a/" })).json.counted, true);
  running.clock.now -= 2 * 86_400_000;
  assert.is((await running.view({ p: "/a/", i })).json.counted, false);
  for (let index = 0; index < 3; index++) assert.is((await running.view({ p: "/a/" })).json.counted, true);
  assert.is((await running.get("/v1/top?s=times&window=1h")).status, 200);
  assert.is((await running.get("/v1/counts?s=times&p=/a/")).status, 200);
  await running.service.close();
});

// A small disk of the test's own needs a namespace of its own, which not every system gives.
const canMount = spawnSync("unshare", ["-rm", "sh", "-c", "mount -t tmpfs tmpfs /tmp"]).status === 0;
const mountTest = canMount ? test : test.skip;

/** A service whose data folder is a disk of `size`; the path leads there from outside. */
async function startOnDisk(size: string, before: string): Promise<RunningService & { disk: string }> {
  const folder = temporaryFolder();
  const data = join(folder, "data");
  mkdirSync(data);
  const script = `mount -t tmpfs -o size=${size} tmpfs "$0" && ${before} && exec "$@"`;
  const running = await startServiceProcess(
    ["--data", data, "--site", `times=${writeArticles(folder, 10)}`],
    ["unshare", "-rm", "sh", "-c", script, data],
  );
  return { ...running, disk: `/proc/${running.process.pid}/root${data}` };
}

const send = (port: number) =>
  ask(`http://127.0.0.1:${port}/v1/view`, {
    method: "POST",
    body: JSON.stringify({ s: "times", p: pathOf(1), i: newId() }),
    headers: { "user-agent": reader, "content-type": "text/plain", "sec-gpc": "1" },
  });

mountTest("a full disk: 503, then counted, and every acknowledged view is there", async () => {
  const { port, disk, stop } = await startOnDisk("700k", "true");
  let counted = 0;
  if ((await send(port)).json.counted) counted++;
  const filler = join(disk, "filler");
  const fill = () => {
    let text = "x".repeat(4_096);
    for (let size = 0; size < 400; size++) {
      try {
        writeFileSync(filler, text, { flag: "a" });
      } catch {
        text = "x";
        break;
      }
    }
  };
  fill();
  let refusals = 0;
  for (let index = 0; index < 300 && refusals < 5; index++) {
    fill();
    const reply = await send(port);
    if (reply.status === 200) counted += reply.json.counted ? 1 : 0;
    else {
      refused(reply, "store-unavailable");
      refusals++;
    }
  }
  assert.is(refusals, 5);
  refused(await ask(`http://127.0.0.1:${port}/readyz`, {}), "store-unavailable");
  rmSync(filler);
  const reply = await send(port);
  assert.equal([reply.status, reply.json.counted], [200, true]);
  assert.is(reply.json.views, counted + 1, "refused views were not counted");
  assert.is((await ask(`http://127.0.0.1:${port}/metrics`, {})).text.includes('reason="store-full"'), true);
  await stop();
});

mountTest("a file that may only be read: 503, then counted", async () => {
  const { port, process: child, disk, stop } = await startOnDisk("4m", 'mount -o remount,ro "$0"');
  refused(await send(port), "store-unavailable");
  refused(await ask(`http://127.0.0.1:${port}/readyz`, {}), "store-unavailable");
  const folder = disk.slice(`/proc/${child.pid}/root`.length);
  const { status, stderr } = spawnSync(
    "nsenter",
    ["-t", String(child.pid), "-U", "-m", "--preserve-credentials", "mount", "-o", "remount,rw", folder],
    { encoding: "utf8" },
  );
  assert.is(status, 0, stderr);
  assert.is((await send(port)).json.counted, true);
  assert.ok(readFileSync(join(disk, "counts.db")).length > 0);
  await stop();
});

test.run();
