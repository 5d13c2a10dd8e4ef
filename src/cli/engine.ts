// Joins the rooms: hands the build its parsing and rendering, done here when little is stale and in worker processes when much is.
import { loadBundles } from "../build/bundle-assets.ts";
import type { FragmentIndex } from "../build/fragment-store.ts";
import type { ParseMany } from "../build/load-edition.ts";
import type { Render, RenderedFile } from "../build/render.ts";
import type { BuildRequest } from "../build/run-build.ts";
import { bodiesOf } from "../pages/bodies.ts";
import type { Page } from "../pages/models.ts";
import { type Job, type ParseAnswer, runParseJob, runRenderJob } from "./jobs.ts";
import type { Invocation, SiteOptions } from "./options.ts";
import { scanInThread } from "./scan-thread.ts";
import { digestTemplates } from "./site-templates.ts";

/** Below these a worker's start costs more than it saves. */
const postsWorthWorkers = 200;
const pagesWorthWorkers = 250;
/** Work that one worker takes at a time: small enough to keep all of them busy to the end. */
const postsPerJob = 250;
const pagesPerJob = 500;

export function makeBuildRequest(invocation: Invocation, options: SiteOptions, onProgress: BuildRequest["onProgress"]): BuildRequest {
  const { siteFolder, outputFolder, cacheFolder, now, withDrafts, siteUrl, isClean } = options;
  const codeDigest = digestTemplates(siteFolder, invocation);
  return {
    siteFolder,
    outputFolder,
    cacheFolder,
    now,
    withDrafts,
    siteUrl,
    isClean,
    codeDigest,
    parseMany: makeParse(invocation, siteFolder, cacheFolder),
    render: makeRender(invocation, siteFolder, cacheFolder),
    scan: (folder) => scanInThread(invocation.bundleFolder, folder),
    bundles: () => loadBundles(invocation.packageFolder, cacheFolder, invocation.codeDigest),
    onProgress,
  };
}

function makeParse(invocation: Invocation, siteFolder: string, cacheFolder: string): ParseMany {
  return async (paths, options) => {
    const jobs: Job[] = chunk(paths, paths.length > postsWorthWorkers ? postsPerJob : paths.length).map((part) => ({
      kind: "parse",
      siteFolder,
      cacheFolder,
      options,
      paths: part,
    }));
    const answers = await runJobs<ParseAnswer>(invocation, jobs, () => {});
    const index: FragmentIndex = {};
    for (const answer of answers) Object.assign(index, answer.index);
    return { posts: answers.flatMap((answer) => answer.posts), index };
  };
}

function makeRender(invocation: Invocation, siteFolder: string, cacheFolder: string): Render {
  return async ({ pages, folder, globals, fragments }, onProgress) => {
    const { packageFolder } = invocation;
    const jobs: Job[] = chunk(pages, pages.length > pagesWorthWorkers ? pagesPerJob : pages.length).map((part) => ({
      kind: "render",
      siteFolder,
      packageFolder,
      cacheFolder,
      folder,
      globals,
      pages: part,
      fragments: pickFragments(fragments, part),
    }));
    let rendered = 0;
    const files = await runJobs<RenderedFile[]>(invocation, jobs, (more) => onProgress((rendered += more)));
    return files.flat();
  };
}

async function runJobs<T>({ bundleFolder }: Invocation, jobs: readonly Job[], onProgress: (more: number) => void): Promise<T[]> {
  if (jobs.length > 1) return (await import("./worker-pool.ts")).runInWorkers<T>(bundleFolder, jobs, onProgress);
  const values: T[] = [];
  for (const job of jobs) values.push((job.kind === "parse" ? await runParseJob(job) : await runRenderJob(job, onProgress)) as T);
  return values;
}

/** Only what the pages print, so that little goes to a worker. */
function pickFragments(fragments: FragmentIndex, pages: readonly Page[]): FragmentIndex {
  const picked: FragmentIndex = {};
  for (const digest of pages.flatMap(bodiesOf)) {
    const place = fragments[digest];
    if (place !== undefined) picked[digest] = place;
  }
  return picked;
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
