// `broadsheet service export` and `import`: a site's numbers as JSON lines, for backups and for another store.
import { once } from "node:events";
import { createInterface } from "node:readline";
import { makeLog } from "../service/log.ts";
import type { ServiceSettings } from "../service/settings.ts";
import { formatNumbers, ImportError, importNumbers } from "../service/stores/number-lines.ts";
import { openStore } from "../service/stores/open-store.ts";
import { type Store, StoreUnavailable } from "../service/stores/store.ts";
import { UsageError } from "./command.ts";
import { count } from "./terminal.ts";

/** @throws UsageError */
export async function exportSite(settings: ServiceSettings, site: string): Promise<number> {
  return withStore(settings, async (store) => {
    for await (const text of formatNumbers(store, site, true)) {
      if (!process.stdout.write(text)) await once(process.stdout, "drain");
    }
  });
}

/** @throws UsageError */
export async function importSite(settings: ServiceSettings, mayReplace: boolean): Promise<number> {
  return withStore(settings, async (store) => {
    const { site, articles } = await importNumbers(store, createInterface({ input: process.stdin }), mayReplace);
    process.stderr.write(`${count(articles, "article")} of the site "${site}"\n`);
  });
}

async function withStore(settings: ServiceSettings, work: (store: Store) => Promise<void>): Promise<number> {
  const log = makeLog((line) => process.stderr.write(line), Date.now);
  const store = openStore(settings.store, settings.dataFolder, "", log);
  try {
    await work(store);
    return 0;
  } catch (error) {
    if (error instanceof ImportError || error instanceof StoreUnavailable) throw new UsageError(error.message);
    throw error;
  } finally {
    await store.close();
  }
}
