// Joins the rooms: hands the build its parsing and rendering, done here when little is stale and in worker processes when much is.

import type { ParsedPost } from "../content/files/load-posts.ts";
import { digestTemplates } from "../eleventy/site-templates.ts";
import { pictureMaker } from "../pictures/make-pictures.ts";
import { loadBundles } from "../publish/bundle-assets.ts";
import type { BuildRequest } from "../publish/run-build.ts";
import { chunk } from "./chunk.ts";
import type { Invocation } from "./invocation.ts";
import type { TemplateSource } from "./kept-templates.ts";
import type { ParseJob } from "./parse-job.ts";
import type { WarmJob } from "./render-job.ts";
import { PooledRendering } from "./rendering.ts";
import { SideThread } from "./side-thread.ts";
import { WorkerPool } from "./worker-pool.ts";

/** Below this a worker's start costs more than it saves. */
const postsWorthWorkers = 200;
/** In a site of so many posts, planning takes as long as a worker's start: a publish has one start meanwhile. */
const postsWorthWarming = 2000;
/** Work that one worker takes at a time: small enough to keep all of them busy to the end. */
const postsPerJob = 250;

/** What somebody wants to be built, as the command line says it. */
export type EngineOptions = Pick<
  BuildRequest,
  | "siteFolder"
  | "outputFolder"
  | "cacheFolder"
  | "now"
  | "withDrafts"
  | "siteUrl"
  | "serviceUrl"
  | "isClean"
  | "hasQuickPictures"
>;

/** A build's request, and how to end what works for it. */
export interface Engine {
  request: BuildRequest;
  close: () => Promise<void>;
}

export function makeEngine(
  invocation: Invocation,
  options: EngineOptions,
  onProgress: BuildRequest["onProgress"],
): Engine {
  const { siteFolder, outputFolder, cacheFolder, now, withDrafts, siteUrl, serviceUrl, isClean } = options;
  const { packageFolder } = invocation;
  const pool = new WorkerPool(invocation);
  const side = new SideThread(invocation.sideThread());
  let isRenderExpected = false;
  const codeDigest = digestTemplates(siteFolder, invocation);
  const templates: TemplateSource = { siteFolder, packageFolder, cacheFolder, codeDigest };
  const warmJob: WarmJob = { kind: "warm", ...templates };
  const request: BuildRequest = {
    siteFolder,
    outputFolder,
    cacheFolder,
    now,
    withDrafts,
    siteUrl,
    serviceUrl,
    isClean,
    verifiedPercent: 0,
    sourceDigest: invocation.sourceDigest,
    codeDigest,
    parseMany: async (paths, parseOptions) => {
      const jobOf = (part: string[]): ParseJob => ({
        kind: "parse",
        siteFolder,
        cacheFolder,
        options: parseOptions,
        paths: part,
      });
      if (paths.length <= postsWorthWorkers) return side.parse(jobOf(paths));
      const parsing = pool.run<ParsedPost[]>(
        chunk(paths, postsPerJob).map((part) => () => jobOf(part)),
        () => {},
      );
      // Whoever awaits it sees the failure; until then it is not unhandled.
      parsing.catch(() => {});
      // Compiled once, ahead of all workers.
      if (isRenderExpected) (await import("./kept-templates.ts")).loadTemplates(templates);
      const parsed = await parsing;
      if (isRenderExpected) pool.warm(warmJob);
      return parsed.flat();
    },
    startRendering: (folder, globals, report) => new PooledRendering(pool, { ...templates, folder, globals }, report),
    onStale: (posts) => {
      isRenderExpected = true;
      if (posts >= postsWorthWarming) {
        if (!pool.isWarm) pool.warm(warmJob);
      } else if (posts > 0) {
        // While the side thread parses. A failure shows again with the first page.
        import("../eleventy/render-pages.ts").catch(() => {});
      }
    },
    walk: (folder) => side.walk(folder),
    scan: (folder) => side.scan(folder, cacheFolder),
    bundles: () => loadBundles(packageFolder, cacheFolder, invocation.sourceDigest),
    pictures: {
      ...pictureMaker,
      draw: (cards) => side.draw(cards),
    },
    hasQuickPictures: options.hasQuickPictures,
    onProgress,
  };
  return {
    request,
    close: async () => {
      await Promise.all([pool.close(), side.close()]);
    },
  };
}
