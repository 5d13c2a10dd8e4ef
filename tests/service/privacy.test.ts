// What stays of a reader: while a key is in use no address and no user agent; after the day not even the key.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { reader, startTestService } from "./running-service.ts";

const addresses = ["203.0.113.77", "198.51.100.213", "2001:db8:77:88::99"];
const agent = `${reader} Unmistakable/77.88`;

function filesIn(folder: string): [name: string, bytes: Buffer][] {
  return readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]);
}

function findIn(files: [string, Buffer][], needles: readonly (string | Buffer)[]): string[] {
  return files.flatMap(([name, bytes]) =>
    needles.filter((needle) => bytes.includes(needle)).map((needle) => `${name}: ${needle}`),
  );
}

test("no file of the data folder and no line of the log has an address or a user agent, and after the day none has a key or the salt", async () => {
  const running = await startTestService();
  const data = join(running.folder, "data");
  for (const address of addresses) {
    for (let times = 0; times < 30; times++)
      await running.view({ p: "/a/" }, { "x-forwarded-for": address, "user-agent": agent });
    await running.view("{", { "x-forwarded-for": address, "user-agent": agent });
    await running.view({ p: "/nowhere/" }, { "x-forwarded-for": address, "user-agent": agent });
  }
  const personal = [
    ...addresses,
    "Unmistakable",
    "77.88",
    Buffer.from([203, 0, 113, 77]),
    Buffer.from([198, 51, 100, 213]),
  ];
  const log = (): [string, Buffer] => ["log", Buffer.from(running.lines.join(""))];
  assert.equal(findIn([...filesIn(data), log()], personal), []);

  const database = new Database(join(data, "counts.db"));
  const keys = (database.prepare("SELECT key FROM readers").raw().all([]) as [string][]).map(
    ([key]) => key.split(" ")[0] ?? "",
  );
  assert.is(keys.length, addresses.length);
  assert.ok(findIn(filesIn(data), keys).length > 0, "the search finds what is there");
  database.close();
  const salt = readFileSync(join(data, "salt"), "latin1").slice(6, 70);

  running.clock.now += 86_400_000;
  for (let tries = 0; tries < 100 && findIn(filesIn(data), [...keys, salt]).length > 0; tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(findIn([...filesIn(data), log()], [...personal, ...keys, salt]), []);
  assert.is(
    (await running.view({ p: "/a/" }, { "x-forwarded-for": addresses[0] as string, "user-agent": agent })).json.counted,
    true,
    "a new day",
  );
  await running.service.close();
  assert.equal(findIn([...filesIn(data), log()], [...personal, ...keys, salt]), []);
});

test.run();
