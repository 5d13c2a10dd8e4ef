// Parses posts, here, in the side thread or in worker processes.

import type { ParsedPost } from "../content/files/load-posts.ts";
import { parseFile } from "../content/front-matter/parse-file.ts";
import type { ParseOptions } from "../content/front-matter/parse-post.ts";
import { fragmentFolder, newPackName, PackWriter } from "../publish/fragment-store.ts";

export interface ParseJob {
  kind: "parse";
  siteFolder: string;
  cacheFolder: string;
  options: ParseOptions;
  /** Relative to the site's folder. */
  paths: string[];
}

/** One pack a process and cache, so that they stay few. */
let pack: { folder: string; writer: PackWriter } | undefined;

/** Loads what parsing needs, ahead of the first posts. */
export async function warmParser(): Promise<void> {
  await import("../markup/render-markup.ts");
}

export async function runParseJob(job: ParseJob): Promise<ParsedPost[]> {
  const { renderMarkup } = await import("../markup/render-markup.ts");
  const folder = fragmentFolder(job.cacheFolder);
  if (pack?.folder !== folder || !pack.writer.isThere())
    pack = { folder, writer: new PackWriter(folder, newPackName("parse")) };
  const { writer } = pack;
  return job.paths.map((path) => {
    const { parts, ...parsed } = parseFile(job.siteFolder, path, job.options, renderMarkup);
    return { ...parsed, html: parsed.post === null ? null : writer.add(parsed.post.body.digest, parts) };
  });
}
