// The other end of `ThreadedStore`: runs the SQLite store in this thread and answers its calls.
import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { SqliteStore } from "./sqlite-store.ts";
import { type Store, StoreUnavailable } from "./store.ts";
import type { StoreCall, StoreReturn } from "./threaded-store.ts";

function serve(store: Store, port: NonNullable<typeof parentPort>): void {
  let returns: StoreReturn[] = [];
  const give = (entry: StoreReturn) => {
    if (returns.length === 0) {
      setImmediate(() => {
        port.postMessage(returns);
        returns = [];
      });
    }
    returns.push(entry);
  };
  port.on("message", (calls: StoreCall[]) => {
    for (const { number, method, arguments: values } of calls) {
      const run = store[method] as (...values: unknown[]) => Promise<unknown>;
      run.apply(store, values).then(
        (value) => give({ number, value }),
        (error) => {
          if (!(error instanceof StoreUnavailable)) throw error;
          give({ number, failure: { reason: error.reason, message: error.message } });
        },
      );
    }
  });
}

if (!isMainThread && parentPort && typeof workerData?.storePath === "string") serve(new SqliteStore(workerData.storePath), parentPort);
