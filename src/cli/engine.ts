// Joins the rooms: hands the build its parsing and rendering, done here when little is stale and in worker processes when much is.
import { loadBundles } from "../build/bundle-assets.ts";
import type { FragmentIndex } from "../build/fragment-store.ts";
import type { RenderedFile } from "../build/render.ts";
import type { BuildRequest } from "../build/run-build.ts";
import type { ParsedPost } from "../content/load-posts.ts";
import { pictureMaker } from "../eleventy/make-pictures.ts";
import { bodiesOf } from "../pages/bodies.ts";
import type { Page } from "../pages/models.ts";
import { FileThread } from "./file-thread.ts";
import { type DrawJob, type ParseJob, type RenderPagesJob, runParseJob, runRenderJob, type WarmJob } from "./jobs.ts";
import type { Invocation, SiteOptions } from "./options.ts";
import { digestTemplates } from "./site-templates.ts";
import { WorkerPool } from "./worker-pool.ts";

/** Below these a worker's start costs more than it saves. */
const postsWorthWorkers = 200;
const pagesWorthWorkers = 250;
/** In a site of so many posts, planning takes as long as a worker's start: a publish has one start meanwhile. */
const postsWorthWarming = 2000;
/** Work that one worker takes at a time: small enough to keep all of them busy to the end. */
const postsPerJob = 250;
const pagesPerJob = 500;
const cardsPerJob = 25;

/** A build's request, and how to end what works for it. */
export interface Engine {
  request: BuildRequest;
  close: () => Promise<void>;
}

export function makeEngine(invocation: Invocation, options: SiteOptions, onProgress: BuildRequest["onProgress"]): Engine {
  const { siteFolder, outputFolder, cacheFolder, now, withDrafts, siteUrl, serviceUrl, isClean } = options;
  const { packageFolder, bundleFolder } = invocation;
  const pool = new WorkerPool(bundleFolder);
  // Workers of their own: they draw while the others render.
  const artists = new WorkerPool(bundleFolder);
  const files = new FileThread(bundleFolder);
  let isRenderExpected = false;
  const warmJob: WarmJob = { kind: "warm", siteFolder, packageFolder };
  const request: BuildRequest = {
    siteFolder,
    outputFolder,
    cacheFolder,
    now,
    withDrafts,
    siteUrl,
    serviceUrl,
    isClean,
    codeDigest: digestTemplates(siteFolder, invocation),
    parseMany: async (paths, parseOptions) => {
      const size = paths.length > postsWorthWorkers ? postsPerJob : paths.length;
      const jobs = chunk(paths, size).map((part): ParseJob => ({ kind: "parse", siteFolder, cacheFolder, options: parseOptions, paths: part }));
      if (jobs.length === 1) return (await Promise.all(jobs.map(runParseJob))).flat();
      const parsed = await pool.run<ParsedPost[]>(jobs, () => {});
      if (isRenderExpected) pool.warm(warmJob);
      return parsed.flat();
    },
    render: async ({ pages, folder, globals, fragments }, report) => {
      const size = pages.length > pagesWorthWorkers ? pagesPerJob : pages.length;
      const jobs = chunk(pages, size).map(
        (part): RenderPagesJob => ({ kind: "render", siteFolder, packageFolder, cacheFolder, folder, globals, pages: part, fragments: pickFragments(fragments, part) }),
      );
      let rendered = 0;
      const progress = (more: number): void => report((rendered += more));
      const files = jobs.length === 1 && !pool.isWarm ? await Promise.all(jobs.map((job) => runRenderJob(job, progress))) : await pool.run<RenderedFile[]>(jobs, progress);
      return files.flat();
    },
    onStale: (posts) => {
      isRenderExpected = true;
      if (posts >= postsWorthWarming && !pool.isWarm) pool.warm(warmJob);
    },
    walk: (folder) => files.walk(folder),
    scan: (folder) => files.scan(folder),
    bundles: () => loadBundles(packageFolder, cacheFolder, invocation.codeDigest),
    pictures: {
      ...pictureMaker,
      draw: async (cards) =>
        (
          await artists.run<Uint8Array[]>(
            chunk(cards, cardsPerJob).map((part): DrawJob => ({ kind: "draw", cards: part })),
            () => {},
          )
        ).flat(),
    },
    hasQuickPictures: options.hasQuickPictures,
    onProgress,
  };
  return {
    request,
    close: async () => {
      await Promise.all([pool.close(), artists.close(), files.close()]);
    },
  };
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
