// What the service does by itself: once a second it lets go of what has expired, and of yesterday's salt with its keys.
import { reasonOf } from "./log.ts";
import type { ServiceParts } from "./parts.ts";
import { StoreUnavailable } from "./stores/store.ts";

const interval = 1_000; // ms

/** Returns how to end it; resolves there when the last step is done. */
export function startUpkeep(parts: ServiceParts): () => Promise<void> {
  let step: Promise<void> | null = null;
  const begin = () => {
    step ??= run(parts).finally(() => {
      step = null;
    });
  };
  begin();
  const timer = setInterval(begin, interval);
  return async () => {
    clearInterval(timer);
    await step;
  };
}

/** Never throws. */
async function run({ store, readers, log, clock }: ServiceParts): Promise<void> {
  try {
    readers.rotate();
    try {
      readers.save();
    } catch (error) {
      log("error", "salt-unsaved", { reason: reasonOf(error) });
    }
    if (readers.hasOldKeys) {
      await store.forgetReaders();
      readers.hasOldKeys = false;
      log("info", "reader-keys-removed");
    }
    await store.sweep(clock());
  } catch (error) {
    const reason = error instanceof StoreUnavailable ? error.reason : "internal";
    log("error", "upkeep-failed", { reason, message: reasonOf(error) });
  }
}
