// Parses posts, here, in the side thread or in worker processes.

import type { ParsedPost } from "../content/files/load-posts.ts";
import { parseFile } from "../content/front-matter/parse-file.ts";
import type { ParseOptions } from "../content/front-matter/parse-post.ts";
import { PackWriter } from "../publish/text-store.ts";

export interface ParseJob {
  kind: "parse";
  siteFolder: string;
  cacheFolder: string;
  options: ParseOptions;
  /** Relative to the site's folder. */
  paths: string[];
}

/** One pack a process and cache, so that they stay few. */
let pack: { cacheFolder: string; writer: PackWriter } | undefined;

/** Loads what parsing needs, ahead of the first posts. */
export async function warmParser(): Promise<void> {
  await import("../markup/render-markup.ts");
}

export async function runParseJob(job: Omit<ParseJob, "kind">): Promise<ParsedPost[]> {
  const { renderMarkup } = await import("../markup/render-markup.ts");
  const { cacheFolder } = job;
  if (pack?.cacheFolder !== cacheFolder || !pack.writer.isThere())
    pack = { cacheFolder, writer: new PackWriter(cacheFolder, "parse") };
  const { writer } = pack;
  return job.paths.map((path) =>
    parseFile(job.siteFolder, path, job.options, renderMarkup, (texts) => writer.add(texts)),
  );
}
