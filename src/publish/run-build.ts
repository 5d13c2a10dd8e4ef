// The driver: lock, load, plan, render, commit. A publish costs what changed; a failed build changes nothing.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { hasErrors, sortProblems } from "../content/problems.ts";
import type { Problem } from "../content/types.ts";
import type { Edition } from "../edition/edition.ts";
import type { SizeOf } from "../pages/feeds/feeds.ts";
import type { Page } from "../pages/models.ts";
import { planLists, planTexts } from "../pages/plan-pages.ts";
import type { PlannedPage } from "../pages/planned-page.ts";
import type { Globals } from "../pages/site-view.ts";
import { PictureStore } from "../pictures/picture-store.ts";
import { type Asset, assembleSite, type Bundles } from "./assets.ts";
import { clearStaging, commitBuild, newStagingFolder, recoverCommit } from "./commit.ts";
import { type LoadRequest, loadSources, type Sources } from "./load-edition.ts";
import { acquireLock } from "./lock.ts";
import { emptyManifest, hashBytes, loadManifest, type Manifest } from "./manifest.ts";
import { checkOutputFolder } from "./output-folder.ts";
import { findStalePictures, isUntouched, type Plan, Planner } from "./plan.ts";
import type { RenderedFile, StartRendering } from "./render.ts";
import type { OutputListing } from "./scan-output.ts";
import { stageFile } from "./staging.ts";

/** All folders are absolute. */
export interface BuildRequest extends LoadRequest {
  outputFolder: string;
  /** Ignore the cache. */
  isClean: boolean;
  startRendering: StartRendering;
  scan: (folder: string) => Promise<OutputListing>;
  bundles: () => Promise<Bundles>;
  onProgress: (done: number, total: number, what: "page" | "picture") => void;
}

export interface BuildResult {
  problems: Problem[];
  /** Null where errors stopped the build. */
  counts: { rendered: number; pages: number; assets: number; removed: number } | null;
  /** Epoch milliseconds, or null. */
  nextTransition: number | null;
  /** Output paths that were written or removed. */
  changed: string[];
}

/**
 * @throws BuildLockedError, OutputFolderError, TemplateError, and the file system's errors; the output folder is untouched then, but
 * for a file system's error in the midst of a commit, which the next build completes.
 */
export async function runBuild(request: BuildRequest): Promise<BuildResult> {
  const { cacheFolder, outputFolder } = request;
  // Before anything else: a folder that is not ours may be as large as a disk.
  checkOutputFolder(outputFolder, request.siteFolder);
  const release = acquireLock(cacheFolder);
  try {
    recoverCommit(cacheFolder, outputFolder);
    if (request.isClean) clearCache(cacheFolder);
    let manifest: Manifest | null = null;
    const readManifest = (): Manifest => (manifest ??= request.isClean ? emptyManifest() : loadManifest(cacheFolder));
    const parseMany: BuildRequest["parseMany"] = (...job) => {
      const parsing = request.parseMany(...job);
      // Others parse; this process has nothing else to do.
      readManifest();
      return parsing;
    };
    const loading = loadSources({ ...request, parseMany });
    // After the posts, which are needed first.
    const listing = request.scan(outputFolder);
    // Whoever awaits it sees the failure; until then it is not unhandled.
    listing.catch(() => {});
    const bundling = request.bundles();
    bundling.catch(() => {});
    const sources = await loading;
    try {
      return await update(request, sources, { manifest: readManifest(), listing, bundling });
    } finally {
      sources.save();
    }
  } finally {
    release();
  }
}

/** What there is besides the sources; some of it is still being looked at. */
interface Surroundings {
  manifest: Manifest;
  listing: Promise<OutputListing>;
  bundling: Promise<Bundles>;
}

async function update(request: BuildRequest, sources: Sources, around: Surroundings): Promise<BuildResult> {
  const known = around.manifest.edition;
  if (
    known?.key === sources.key &&
    !hasErrors(sources.problems) &&
    isUntouched(around.manifest, await around.listing)
  ) {
    const counts = { rendered: 0, pages: known.pages, assets: 0, removed: 0 };
    return {
      problems: sortProblems([...sources.problems, ...known.problems]),
      counts,
      nextTransition: sources.nextTransition,
      changed: [],
    };
  }
  return publish(request, sources, around);
}

/** What a clean build does not trust. Locks, bundles of code and pictures stay. */
function clearCache(cacheFolder: string): void {
  for (const name of ["posts", "media.json", "fragments", "manifest.json", "output-folders.json"])
    rmSync(join(cacheFolder, name), { recursive: true, force: true });
}

async function publish(request: BuildRequest, sources: Sources, around: Surroundings): Promise<BuildResult> {
  const { cacheFolder, outputFolder } = request;
  const edition = sources.makeEdition();
  const problems = sortProblems([...sources.problems, ...(edition?.problems ?? [])]);
  if (edition === null || hasErrors(problems)) return { problems, counts: null, nextTransition: null, changed: [] };
  const { manifest } = around;
  const [listing, bundles] = await Promise.all([around.listing, around.bundling]);
  const store = new PictureStore(cacheFolder, request.siteFolder, request.pictures);
  const { globals, assets } = assembleSite(edition, bundles, request, store);
  const base = hashBytes(`${request.codeDigest}\n${JSON.stringify(globals)}`);
  const { stale, kept } = findStalePictures(outputFolder, listing, manifest, assets);
  // Elsewhere, while pages are planned and rendered.
  const drawing = store.draw(stale.flatMap(({ picture }) => (picture?.kind === "draw" ? [picture] : [])));
  drawing.catch(() => {});
  const sizeOf = await encodePictures(request, edition, stale, kept, store);
  const stagingFolder = newStagingFolder(cacheFolder);
  const planner = new Planner(outputFolder, listing, manifest, base);
  const { plan, staged } = await stage(request, {
    sources,
    edition,
    globals,
    assets,
    planner,
    sizeOf,
    drawing,
    stagingFolder,
  }).catch((error: unknown) => {
    clearStaging(cacheFolder);
    throw error;
  });
  if (staged === null) {
    clearStaging(cacheFolder);
    return { problems: sortProblems([...problems, ...plan.problems]), counts: null, nextTransition: null, changed: [] };
  }
  const counts = {
    rendered: plan.stalePages.length,
    pages: plan.pageCount,
    assets: plan.staleAssets.length,
    removed: plan.removed.length,
  };
  const moves = orderMoves(plan);
  // Once decided, a commit that fails half-way keeps what is staged: the next build completes it.
  commitBuild(
    cacheFolder,
    { outputFolder, stagingFolder, moves, removals: plan.removed },
    { ...nextManifest(plan, staged), edition: { key: sources.key, pages: plan.pageCount, problems: edition.problems } },
  );
  return { problems, counts, nextTransition: edition.nextTransition, changed: [...moves, ...plan.removed] };
}

/** Encodes the pictures that are stale before anything is planned: feeds tell the sizes of some in bytes, and get them by address. */
async function encodePictures(
  request: BuildRequest,
  edition: Edition,
  stale: readonly Asset[],
  kept: ReadonlyMap<string, number>,
  store: PictureStore,
): Promise<SizeOf> {
  const jobs = new Map(
    stale.flatMap(({ path, picture }) => (picture?.kind === "encode" ? [[path, picture] as const] : [])),
  );
  const made = await store.encode([...jobs.values()], (done, total) => request.onProgress(done, total, "picture"));
  return (url) => {
    const path = url.slice(1);
    const job = jobs.get(path);
    const size =
      kept.get(path) ?? (job === undefined ? undefined : made.get(job)) ?? edition.media.outputs.get(url)?.file.bytes;
    if (size === undefined) throw new Error(`${url} is no published picture`);
    return size;
  };
}

interface Production {
  sources: Sources;
  edition: Edition;
  globals: Globals;
  assets: readonly Asset[];
  planner: Planner;
  sizeOf: SizeOf;
  /** Of headlines: until it resolves, their pictures are not there. */
  drawing: Promise<void>;
  stagingFolder: string;
}

/** Plans, and writes what is stale below the staging folder; null where addresses clash. What prints whole texts is rendered elsewhere while the rest is planned. */
async function stage(
  request: BuildRequest,
  production: Production,
): Promise<{ plan: Plan; staged: Map<string, RenderedFile> | null }> {
  const { sources, edition, planner, stagingFolder, drawing } = production;
  mkdirSync(stagingFolder, { recursive: true });
  let [rendered, planned] = [0, 0];
  const rendering = request.startRendering(stagingFolder, production.globals, (more) =>
    request.onProgress((rendered += more), planned, "page"),
  );
  for (const pages of [planTexts(edition, production.sizeOf), planLists(edition)]) {
    const stale = await addInSlices(planner, pages);
    planned += stale.length;
    if (stale.length > 0)
      rendering.add(stale, await sources.fragmentsFor(new Set(stale.flatMap(({ bodies }) => bodies))));
  }
  planner.addAssets(production.assets);
  const plan = planner.finish();
  if (plan.problems.length > 0) return { plan, staged: null };
  sources.save();
  const [drawn, others] = [true, false].map((isDrawn) =>
    plan.staleAssets.filter(({ picture }) => (picture?.kind === "draw") === isDrawn),
  ) as [Asset[], Asset[]];
  const files = others.map((asset) => stageFile(stagingFolder, asset.path, asset.make()));
  const pages = await rendering.finish();
  await drawing;
  const pictures = drawn.map((asset) => stageFile(stagingFolder, asset.path, asset.make()));
  return { plan, staged: new Map([...files, ...pages, ...pictures].map((file) => [file.path, file])) };
}

/** Pages that are planned at a time. */
const slice = 500;

/** Gives way in between, so that what workers wait for is sent to them. */
async function addInSlices(planner: Planner, pages: Iterable<PlannedPage>): Promise<PlannedPage[]> {
  const stale: PlannedPage[] = [];
  let part: PlannedPage[] = [];
  for (const page of pages) {
    part.push(page);
    if (part.length < slice) continue;
    for (const found of planner.addPages(part)) stale.push(found);
    part = [];
    await setImmediate();
  }
  return [...stale, ...planner.addPages(part)];
}

/** Readers must never meet a page whose assets are not there, nor a feed that names a page which is not. */
function orderMoves(plan: Plan): string[] {
  const ofRank = (rank: Page["rank"]): string[] =>
    plan.stalePages.filter(({ page }) => page.rank === rank).map(({ path }) => path);
  const assetsOf = (rank: Asset["rank"]): string[] =>
    plan.staleAssets.filter((asset) => asset.rank === rank).map(({ path }) => path);
  return [...assetsOf("asset"), ...ofRank("page"), ...ofRank("feed"), ...assetsOf("index")];
}

function nextManifest(plan: Plan, staged: ReadonlyMap<string, RenderedFile>): Omit<Manifest, "edition"> {
  const outputs = new Map(plan.kept);
  const record = ({ path, key }: { path: string; key: string }): void => {
    const file = staged.get(path);
    if (file === undefined) throw new Error(`${path} was not rendered`);
    outputs.set(path, { key, digest: file.digest, size: file.size, mtimeMs: file.mtimeMs });
  };
  for (const output of [...plan.stalePages, ...plan.staleAssets]) record(output);
  return { outputs, retired: plan.retired };
}
