// The Redis store, held to what every store promises: on one server, and on a cluster, which refuses keys of two slots in one script.
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { RedisStore } from "../../src/service/stores/redis-store.ts";
import { type Store, StoreUnavailable } from "../../src/service/stores/store.ts";
import { stopServiceProcesses, writeArticles } from "../bench/service-process.ts";
import { temporaryFolder } from "../build/broadsheet.ts";
import { loadAndKill } from "./load-and-kill.ts";
import { kills } from "./long-runs.ts";
import {
  type RedisServer,
  redisProgram,
  startRedisCluster,
  startRedisServer,
  stopRedisServers,
  tellRedis,
} from "./redis-server.ts";
import { newId, startTestService } from "./running-service.ts";
import { testStore } from "./store-contract.ts";

type Running = Awaited<ReturnType<typeof startTestService>>;
/** The first answer to a view that is not 503, or the last after ten seconds. */
async function viewWhenBack(running: Running, view: { p: string; i?: string }): ReturnType<Running["view"]> {
  let reply = await running.view(view);
  for (let tries = 0; tries < 100 && reply.status === 503; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    reply = await running.view(view);
  }
  return reply;
}

const redisTest = redisProgram === "" ? test.skip : test;
let server: RedisServer;
let cluster: RedisServer[];

test.before(async () => {
  if (redisProgram === "") {
    process.stderr.write(
      "no redis-server and no valkey-server: most tests of the Redis store are left out; apt-get install redis-server\n",
    );
    return;
  }
  server = await startRedisServer();
  cluster = await startRedisCluster();
});

test.after(() => {
  stopServiceProcesses();
  stopRedisServers();
});

if (redisProgram !== "") {
  for (const [name, servers] of [
    ["Redis", () => [server]],
    ["a Redis cluster", () => cluster],
  ] as const) {
    const open = (): Store =>
      new RedisStore(
        servers().map(({ url }) => url),
        () => {},
      );
    testStore(
      name,
      async () => {
        for (const { port } of servers()) await tellRedis(port, "FLUSHALL");
        return open();
      },
      async (store) => {
        await store.close();
        return open();
      },
    );
  }
}

redisTest("one address of a cluster: the refusal says what to do", async () => {
  const store = new RedisStore([cluster[0]?.url ?? ""], () => {});
  const messages: string[] = [];
  for (const site of ["a", "b", "c", "d", "e", "f", "g", "h"])
    await store.readViews(site, ["/x/"]).catch((error: Error) => messages.push(error.message));
  assert.ok(
    messages.length > 0 && messages.every((message) => /cluster; give --store several of its addresses/.test(message)),
    messages.join("\n"),
  );
  await store.close();
});

test("a server that does not exist: every call is refused, and closing does not wait for it", async () => {
  const store = new RedisStore(["redis://127.0.0.1:1"], () => {});
  for (const call of [() => store.probe(), () => store.readViews("times", ["/a/"]), () => store.forgetReaders()]) {
    await call().then(
      () => assert.unreachable(),
      (error) => assert.instance(error, StoreUnavailable),
    );
  }
  await store.close();
});

redisTest("a server that may lose what it has acknowledged is complained of", async () => {
  const events: string[] = [];
  const ask = async (setting: string) => {
    await tellRedis(server.port, `CONFIG SET appendfsync ${setting}`);
    const store = new RedisStore([server.url], (_, event) => events.push(event));
    await store.probe();
    await store.close();
  };
  await ask("always");
  assert.equal(events, []);
  await ask("everysec");
  assert.equal(events, ["redis-appendfsync-not-always"]);
  await tellRedis(server.port, "CONFIG SET appendfsync always");
});

redisTest("a server that hangs is given up, and used again when it goes on", async () => {
  const own = await startRedisServer();
  const running = await startTestService({ settings: { store: own.url } });
  assert.is((await running.view({ p: "/a/" })).json.counted, true);
  own.signal("SIGSTOP");
  assert.is((await running.view({ p: "/a/" })).status, 503);
  own.signal("SIGCONT");
  assert.is((await viewWhenBack(running, { p: "/a/" })).status, 200);
  await running.service.close();
});

redisTest("reader keys and ids expire by themselves", async () => {
  await tellRedis(server.port, "FLUSHALL");
  const store = new RedisStore([server.url], () => {});
  await store.addView({
    site: "times",
    article: "/a/",
    id: "0123456789abcdef",
    reader: "k",
    readerLife: 90_000,
    at: Date.now(),
  });
  const life = async (key: string) => Number((await tellRedis(server.port, `PTTL ${key}`)).slice(1));
  const [ofReader, ofId] = [
    await life("broadsheet:{times}:reader:k:/a/"),
    await life("broadsheet:{times}:id:0123456789abcdef"),
  ];
  assert.ok(ofReader > 0 && ofReader <= 90_000, String(ofReader));
  assert.ok(ofId > 80_000_000 && ofId <= 86_400_000, String(ofId));
  await store.close();
});

redisTest("a server that is away: 503, and counted when it is back, without a restart", async () => {
  const own = await startRedisServer();
  const running = await startTestService({ settings: { store: own.url } });
  const i = newId();
  assert.equal((await running.view({ p: "/a/", i })).json, { views: 1, comments: 0, counted: true });
  // Requests are under way while it dies.
  const replies = Array.from({ length: 200 }, () => running.view({ p: "/a/" }, { "sec-gpc": "1" }));
  await own.kill();
  const statuses = (await Promise.all(replies)).map(({ status }) => status);
  assert.ok(
    statuses.every((status) => status === 200 || status === 503),
    String(statuses),
  );
  const refused = await running.view({ p: "/a/" });
  assert.equal([refused.status, (refused.json.error as { code: string }).code], [503, "store-unavailable"]);
  assert.is((await running.get("/readyz")).status, 503);
  assert.is((await running.get("/v1/counts?s=times&p=/a/")).status, 503);
  assert.is((await running.get("/healthz")).status, 200);
  await own.start();
  const reply = await viewWhenBack(running, { p: "/a/", i });
  assert.is(reply.json.counted, false, "the id is remembered over the server's death");
  assert.ok((reply.json.views as number) >= 1 + statuses.filter((status) => status === 200).length);
  assert.is((await running.view({ p: "/a/" }, { "sec-gpc": "1" })).json.counted, true);
  await running.service.close();
});

redisTest("a server that is away at the start: 503, then counted", async () => {
  const own = await startRedisServer();
  await own.kill();
  const running = await startTestService({ settings: { store: own.url } });
  assert.is((await running.view({ p: "/a/" })).status, 503);
  await own.start();
  assert.is((await viewWhenBack(running, { p: "/a/" })).status, 200);
  await running.service.close();
});

redisTest(
  `with appendfsync always, none of the views acknowledged before ${kills} kills of server and service is lost`,
  async () => {
    const folder = temporaryFolder();
    const own = await startRedisServer();
    const args = [
      "--data",
      join(folder, "data"),
      "--site",
      `times=${writeArticles(folder, 20)}`,
      "--trust-proxy",
      "loopback",
      "--store",
      own.url,
    ];
    let acknowledged = 0;
    for (let kill = 0; kill < kills; kill++) {
      const run = await loadAndKill(args, 20, own.kill);
      assert.ok(run.acknowledged.length > 0, "the load reached the service");
      acknowledged += run.acknowledged.length;
      await own.start();
      const store = new RedisStore([own.url], () => {});
      const numbers = await store.listNumbers("times", "", true);
      const sum = (list: number[]) => list.reduce((total, count) => total + count, 0);
      const total = sum(numbers.map(({ views }) => views));
      assert.ok(total >= acknowledged, `${acknowledged} acknowledged, ${total} counted`);
      for (const { views, hours, days } of numbers)
        assert.equal([sum(Object.values(hours)), sum(Object.values(days))], [views, views]);
      await store.close();
    }
  },
);

test.run();
