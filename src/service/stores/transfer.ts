// Moves a site's numbers between stores, as JSON lines.
import { LineError, readHead, readNumbers } from "./number-lines.ts";
import type { ArticleNumbers, Store } from "./store.ts";

/** Articles written at a time. */
const batchLength = 200;

/** The lines are not what an export writes, or must not be written here; the message names the line. */
export class ImportError extends Error {}

/**
 * Replaces the numbers of the articles that the lines name; so that a broken import can be run again.
 * @param mayReplace whether the site may have numbers already. @throws ImportError, StoreUnavailable
 */
export async function importNumbers(store: Store, lines: AsyncIterable<string>, mayReplace: boolean) {
  let site = "";
  let number = 0;
  let articles = 0;
  let batch: ArticleNumbers[] = [];
  const write = async () => {
    if (batch.length > 0) await store.replaceNumbers(site, batch);
    articles += batch.length;
    batch = [];
  };
  for await (const line of lines) {
    number++;
    try {
      if (number === 1) site = readHead(line);
      else if (line !== "") batch.push(readNumbers(line));
    } catch (error) {
      throw error instanceof LineError ? new ImportError(`line ${number}: ${error.message}`) : error;
    }
    if (number === 1 && !mayReplace && (await store.listNumbers(site, "", false)).length > 0) {
      const cure = "--replace replaces those of the articles in the file";
      throw new ImportError(`the site "${site}" has numbers here already; ${cure}`);
    }
    if (batch.length >= batchLength) await write();
  }
  if (number === 0) throw new ImportError("there is nothing to read");
  await write();
  return { site, articles };
}
