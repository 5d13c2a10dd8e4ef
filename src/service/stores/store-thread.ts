// The other end of `ThreadedStore`: runs the SQLite store in this thread and answers its calls.
import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { SqliteStore } from "./sqlite-store.ts";
import { StoreUnavailable } from "./store.ts";
import type { StoreCall, StoreReturn } from "./threaded-store.ts";

function serve(store: SqliteStore, port: NonNullable<typeof parentPort>): void {
  const give = (entry: StoreReturn) => port.postMessage(entry);
  port.on("message", ({ number, method, values }: StoreCall) => {
    const run = store[method] as (...values: unknown[]) => Promise<unknown>;
    run.apply(store, JSON.parse(values)).then(
      (value) => give({ number, value }),
      (error) => {
        if (!(error instanceof StoreUnavailable)) throw error;
        give({ number, failure: { reason: error.reason, message: error.message } });
      },
    );
  });
}

if (!isMainThread && parentPort && typeof workerData?.storePath === "string")
  serve(new SqliteStore(workerData.storePath), parentPort);
