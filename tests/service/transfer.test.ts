// Export and import: a site moves from one store to another and back, byte for byte.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { SqliteStore } from "../../src/service/stores/sqlite-store.ts";
import { packageFolder, temporaryFolder } from "../build/broadsheet.ts";
import { redisProgram, startRedisServer, stopRedisServers } from "./redis-server.ts";

test.after(stopRedisServers);

interface Run {
  status: number | null;
  output: string;
  errors: string;
}

function service(args: string[], input = ""): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(packageFolder, "src/commands/broadsheet.js"), "service", ...args]);
    let output = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    child.once("close", (status) => resolve({ status, output, errors }));
  });
}

async function makeStore(): Promise<string> {
  const folder = temporaryFolder();
  const store = new SqliteStore(join(folder, "counts.db"));
  for (let index = 0; index < 60; index++) {
    const view = {
      site: "times",
      id: index.toString(16).padStart(16, "0"),
      reader: "",
      readerLife: 1,
      at: Date.UTC(2026, 0, 31, index % 24),
    };
    await store.addView({ ...view, article: `/${"aé"[index % 2]}/${index % 7}/` });
  }
  await store.close();
  return folder;
}

test("a site goes to another SQLite file and comes out the same; again only when it may replace", async () => {
  const from = await makeStore();
  const to = temporaryFolder();
  const { output, status } = await service(["export", "times", "--data", from]);
  assert.is(status, 0);
  assert.is(output.trimEnd().split("\n").length, 15);
  const imported = await service(["import", "--data", to], output);
  assert.equal([imported.status, imported.errors], [0, '14 articles of the site "times"\n']);
  assert.is((await service(["export", "times", "--data", to])).output, output);
  const refused = await service(["import", "--data", to], output);
  assert.is(refused.status, 2);
  assert.match(refused.errors, /the site "times" has numbers here already; --replace/);
  assert.is((await service(["import", "--replace", "--data", to], output)).status, 0);
  assert.is((await service(["export", "times", "--data", to])).output, output);
});

(redisProgram === "" ? test.skip : test)("a site goes from SQLite to Redis and back", async () => {
  const { url } = await startRedisServer();
  const { output } = await service(["export", "times", "--data", await makeStore()]);
  assert.is((await service(["import", "--store", url], output)).status, 0);
  const { output: fromRedis } = await service(["export", "times", "--store", url]);
  assert.is(fromRedis, output);
  const back = temporaryFolder();
  await service(["import", "--data", back], fromRedis);
  assert.is((await service(["export", "times", "--data", back])).output, output);
});

const wrong: [what: string, args: string[], input: string, message: RegExp][] = [
  ["nothing", ["import"], "", /there is nothing to read/],
  ["another file", ["import"], "<html>\n", /line 1: it is no JSON object/],
  [
    "a broken line",
    ["import"],
    '{"version":1,"site":"times"}\n{"id":"/a/","views":1}\n{"id":"/b/"\n',
    /line 3: it is no JSON object/,
  ],
  ["no site", ["export"], "", /write "export ID" or "import"/],
  ["an unknown task", ["move"], "", /write "export ID" or "import"/],
  ["a store that is away", ["export", "times", "--store", "redis://127.0.0.1:1"], "", /Redis: /],
];
for (const [what, args, input, message] of wrong) {
  test(`${what} is refused in one line`, async () => {
    const { status, errors } = await service([...args, "--data", temporaryFolder()], input);
    assert.is(status, 2);
    assert.match(errors, message);
    assert.not.match(errors, /^ {4}at /m);
  });
}

test.run();
