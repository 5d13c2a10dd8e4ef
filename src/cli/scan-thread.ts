// Runs the scan of the output folder in a thread of its own.
import { join } from "node:path";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { type OutputListing, scanOutput } from "../build/scan-output.ts";

/** @throws what the scan throws, such as EACCES. */
export function scanInThread(bundleFolder: string, folder: string): Promise<OutputListing> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(join(bundleFolder, "scan-thread.mjs"), { workerData: { scannedFolder: folder } });
    thread.once("message", resolve);
    thread.once("error", reject);
  });
}

if (!isMainThread && typeof workerData?.scannedFolder === "string") {
  const listing = scanOutput(workerData.scannedFolder);
  parentPort?.postMessage(listing, [listing.sizes.buffer as ArrayBuffer, listing.mtimes.buffer as ArrayBuffer]);
}
