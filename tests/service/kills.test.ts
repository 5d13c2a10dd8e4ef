// `kill -9` under load, again and again: what was acknowledged is counted, and the numbers agree with each other.
import { join } from "node:path";
import Database from "libsql";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { stopServiceProcesses, writeArticles } from "../bench/service-process.ts";
import { temporaryFolder } from "../build/broadsheet.ts";
import { loadAndKill } from "./load-and-kill.ts";
import { kills } from "./long-runs.ts";

const folder = temporaryFolder();
const data = join(folder, "data");
const articles = 50;

test.after(stopServiceProcesses);

test(`of the views acknowledged before ${kills} kills none is lost`, async () => {
  const args = ["--data", data, "--site", `times=${writeArticles(folder, articles)}`, "--trust-proxy", "loopback"];
  let acknowledged = 0;
  let sent = 0;
  for (let kill = 0; kill < kills; kill++) {
    const run = await loadAndKill(args, articles);
    assert.ok(run.acknowledged.length > 0, "the load reached the service");
    acknowledged += run.acknowledged.length;
    sent += run.sent;

    const database = new Database(join(data, "counts.db"));
    const ask = (sql: string, values: unknown[] = []) =>
      (database.prepare(sql).raw().all(values) as unknown[][])[0]?.[0];
    const ids = JSON.stringify(run.acknowledged.map((id) => `${id} times`));
    assert.is(
      ask("SELECT count(*) FROM view_ids WHERE id IN (SELECT value FROM json_each(?))", [ids]),
      run.acknowledged.length,
      "every id is there",
    );
    assert.is(ask("PRAGMA integrity_check"), "ok");
    const total = ask("SELECT sum(views) FROM totals") as number;
    assert.ok(total >= acknowledged && total <= sent, `${acknowledged} acknowledged, ${total} counted, ${sent} sent`);
    for (const table of ["hours", "days"]) {
      const sql = `SELECT count(*) FROM totals WHERE views IS NOT (SELECT sum(views) FROM ${table} WHERE ${table}.article = totals.article)`;
      assert.is(ask(sql), 0, `${table} sum up to the totals`);
    }
    database.close();
  }
});

test.run();
