// The SQLite store, held to what every store promises, and to what a file alone can do.
import { join } from "node:path";
import Database from "libsql";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { SqliteStore } from "../../src/service/stores/sqlite-store.ts";
import { readerLimit, StoreUnavailable, type View, viewIdLife } from "../../src/service/stores/store.ts";
import { temporaryFolder } from "../build/broadsheet.ts";
import { testStore } from "./store-contract.ts";

const paths = new WeakMap<object, string>();

async function openAt(path: string): Promise<SqliteStore> {
  const store = new SqliteStore(path);
  paths.set(store, path);
  return store;
}

testStore(
  "SQLite",
  () => openAt(join(temporaryFolder(), "data", "counts.db")),
  async (store) => {
    await store.close();
    return openAt(paths.get(store) ?? "");
  },
);

const now = Date.UTC(2026, 0, 31, 12);
const makeView = (id: number, more: Partial<View> = {}): View => ({
  site: "times",
  article: "/a/",
  id: id.toString(16).padStart(16, "0"),
  reader: `k${id}`,
  readerLife: readerLimit.span,
  at: now,
  ...more,
});

function inspect(path: string, sql: string): unknown[][] {
  const database = new Database(path);
  try {
    return database.prepare(sql).raw().all([]) as unknown[][];
  } finally {
    database.close();
  }
}

test("the sweep goes round the whole table, and removes ids and readers that have expired alone", async () => {
  const path = join(temporaryFolder(), "counts.db");
  const store = new SqliteStore(path);
  await Promise.all(
    Array.from({ length: 5_000 }, (_, id) =>
      store.addView(makeView(id, { at: id % 2 === 0 ? now - viewIdLife : now })),
    ),
  );
  for (let step = 0; step < 4; step++) await store.sweep(now);
  assert.equal(inspect(path, "SELECT count(*) FROM view_ids"), [[2_500]]);
  assert.equal(inspect(path, "SELECT count(*) FROM readers"), [[2_500]]);
  await store.close();
});

test("a database of a later version is left alone", async () => {
  const path = join(temporaryFolder(), "counts.db");
  const database = new Database(path);
  database.exec("PRAGMA user_version = 99");
  database.close();
  const store = new SqliteStore(path);
  await store.addView(makeView(1)).then(
    () => assert.unreachable(),
    (error) => {
      assert.instance(error, StoreUnavailable);
      assert.match(error.message, "made by a later version");
    },
  );
  await store.close();
});

test("two processes may write to one file", async () => {
  const path = join(temporaryFolder(), "counts.db");
  const stores = [new SqliteStore(path), new SqliteStore(path)];
  await Promise.all(Array.from({ length: 200 }, (_, id) => (stores[id % 2] as SqliteStore).addView(makeView(id))));
  assert.equal([...(await (stores[0] as SqliteStore).readViews("times", ["/a/"]))], [["/a/", 200]]);
  for (const store of stores) await store.close();
});

test.run();
