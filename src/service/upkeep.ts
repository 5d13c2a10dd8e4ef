// What the service does by itself: once a second it lets go of what has expired, and of yesterday's salt with its keys.
import { reasonOf } from "./log.ts";
import type { ServiceParts } from "./parts.ts";
import { StoreUnavailable } from "./stores/store.ts";

const interval = 1_000; // ms

type UpkeepParts = Pick<ServiceParts, "store" | "readers" | "log" | "clock">;

/** Returns how to end it; resolves there when the last step is done. */
export function startUpkeep({ store, readers, log, clock }: UpkeepParts): () => Promise<void> {
  let step = Promise.resolve();
  let isBusy = false;

  const rotate = async (): Promise<void> => {
    readers.rotate();
    try {
      readers.save();
    } catch (error) {
      log("error", "salt-unsaved", { reason: reasonOf(error) });
    }
    if (!readers.hasOldKeys) return;
    await store.forgetReaders();
    readers.hasOldKeys = false;
    log("info", "reader-keys-removed");
  };

  const run = async (): Promise<void> => {
    isBusy = true;
    try {
      await rotate();
      await store.sweep(clock());
    } catch (error) {
      log("error", "upkeep-failed", {
        reason: error instanceof StoreUnavailable ? error.reason : "internal",
        message: reasonOf(error),
      });
    } finally {
      isBusy = false;
    }
  };

  const begin = () => {
    if (!isBusy) step = run();
  };
  begin();
  const timer = setInterval(begin, interval);
  return async () => {
    clearInterval(timer);
    await step;
  };
}
