// The SQLite store in a thread, held to what every store promises, and to outliving its thread.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readerLimit, StoreUnavailable, type View } from "../../src/service/stores/store.ts";
import { ThreadedStore } from "../../src/service/stores/threaded-store.ts";
import { temporaryFolder } from "../build/broadsheet.ts";
import { testStore } from "./store-contract.ts";

/** What a thread runs in place of the bundled `store-thread`: no loader of TypeScript passes to threads. */
const serve = `import { register } from ${JSON.stringify(import.meta.resolve("tsx/esm/api"))};
  register();
  await import(${JSON.stringify(new URL("../../src/service/stores/store-thread.ts", import.meta.url).href)});`;

function writeEntry(code: string): string {
  const path = join(temporaryFolder(), "entry.mjs");
  writeFileSync(path, code);
  return path;
}

const entry = writeEntry(serve);
const paths = new WeakMap<object, string>();

async function openAt(path: string): Promise<ThreadedStore> {
  const store = new ThreadedStore(entry, path);
  paths.set(store, path);
  return store;
}

testStore(
  "SQLite in a thread",
  () => openAt(join(temporaryFolder(), "data", "counts.db")),
  async (store) => {
    await store.close();
    return openAt(paths.get(store) ?? "");
  },
);

const makeView = (id: number): View => ({
  site: "times",
  article: "/a/",
  id: id.toString(16).padStart(16, "0"),
  reader: `k${id}`,
  readerLife: readerLimit.span,
  at: Date.UTC(2026, 0, 31, 12),
});

test("views that a stop finds under way are committed", async () => {
  const store = await openAt(join(temporaryFolder(), "counts.db"));
  const adding = Array.from({ length: 50 }, (_, id) => store.addView(makeView(id)));
  await store.close();
  assert.equal(
    (await Promise.all(adding)).map(({ outcome }) => outcome).filter((outcome) => outcome !== "counted"),
    [],
  );
});

test("a thread that dies takes along what it was given; what comes next goes to a new one", async () => {
  const folder = temporaryFolder();
  const died = join(folder, "died");
  const entryOnceBroken = writeEntry(
    `import { existsSync, writeFileSync } from "node:fs";
    import { parentPort } from "node:worker_threads";
    if (existsSync(${JSON.stringify(died)})) await import(${JSON.stringify(pathToFileURL(entry).href)});
    else parentPort.once("message", () => {
      writeFileSync(${JSON.stringify(died)}, "");
      throw new Error("out of luck");
    });`,
  );
  const store = new ThreadedStore(entryOnceBroken, join(folder, "counts.db"));
  const lost = store.addView(makeView(1)).then(
    () => assert.unreachable(),
    (error) => {
      assert.instance(error, StoreUnavailable);
      assert.match(error.message, "out of luck");
    },
  );
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(await store.addView(makeView(2)), { outcome: "counted", views: 1 });
  await lost;
  await store.close();
});

test.run();
