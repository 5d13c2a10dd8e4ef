// The driver: lock, load, plan, render, commit. A publish costs what changed; a failed build changes nothing.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { hasErrors, sortProblems } from "../content/problems.ts";
import type { Problem } from "../content/types.ts";
import type { PlannedPage } from "../pages/planned-page.ts";
import { digestOf } from "../parts/parts.ts";
import { PictureStore } from "../pictures/picture-store.ts";
import { type Asset, assembleSite, type Bundles } from "./assets.ts";
import { clearStaging, commitBuild, newStagingFolder, recoverCommit } from "./commit.ts";
import { type LoadRequest, loadSources, type Sources } from "./load-sources.ts";
import { acquireLock } from "./lock.ts";
import { emptyManifest, loadManifest, type Manifest } from "./manifest.ts";
import { checkOutputFolder } from "./output-folder.ts";
import { isUntouched, type Plan, Planner } from "./plan.ts";
import { type Produced, produce } from "./produce.ts";
import type { StartRendering } from "./render.ts";
import type { OutputListing } from "./scan-output.ts";
import { DamagedCacheError } from "./text-store.ts";
import { findMismatches, type Mismatch, samplePages } from "./verify.ts";

/** All folders are absolute. */
export interface BuildRequest extends LoadRequest {
  outputFolder: string;
  /** Ignore the cache. */
  isClean: boolean;
  /** How many of the pages that stay are rendered again and compared, in percent. */
  verifiedPercent: number;
  startRendering: StartRendering;
  scan: (folder: string) => Promise<OutputListing>;
  bundles: () => Promise<Bundles>;
  onProgress: (done: number, total: number, what: "page" | "picture") => void;
}

export interface BuildResult {
  problems: Problem[];
  /** Null where errors stopped the build. */
  counts: { rendered: number; pages: number; assets: number; removed: number; verified: number } | null;
  /** Pages that stayed although they would be others now: faults of Broadsheet, which the next build makes anew. */
  mismatches: Mismatch[];
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
    return await build(request).catch((error: unknown) => {
      if (!isDamage(error)) throw error;
      // What is kept of posts is only ever a shortcut.
      clearPosts(cacheFolder);
      return build(request);
    });
  } finally {
    release();
  }
}

/** Workers pass on no more of an error than its words and its code. */
const isDamage = (error: unknown): boolean => (error as { code?: unknown }).code === DamagedCacheError.code;

async function build(request: BuildRequest): Promise<BuildResult> {
  let manifest: Manifest | null = null;
  const readManifest = (): Manifest =>
    (manifest ??= request.isClean ? emptyManifest() : loadManifest(request.cacheFolder));
  const parseMany: BuildRequest["parseMany"] = (...job) => {
    const parsing = request.parseMany(...job);
    // Others parse; this process has nothing else to do.
    readManifest();
    return parsing;
  };
  const loading = loadSources({ ...request, parseMany });
  // After the posts, which are needed first.
  const listing = request.scan(request.outputFolder);
  const bundling = request.bundles();
  // Whoever awaits them sees the failure; until then it is not unhandled.
  for (const promise of [listing, bundling]) promise.catch(() => {});
  const sources = await loading;
  try {
    return await update(request, sources, { manifest: readManifest(), listing, bundling });
  } finally {
    sources.save();
  }
}

/** What there is besides the sources; some of it is still being looked at. */
interface Surroundings {
  manifest: Manifest;
  listing: Promise<OutputListing>;
  bundling: Promise<Bundles>;
}

async function update(request: BuildRequest, sources: Sources, around: Surroundings): Promise<BuildResult> {
  const { problems, nextTransition } = sources;
  const known = around.manifest.edition;
  const isSame = known?.key === sources.key && request.verifiedPercent === 0 && !hasErrors(problems);
  if (!isSame || !isUntouched(around.manifest, await around.listing)) return publish(request, sources, around);
  return {
    problems: sortProblems([...problems, ...known.problems]),
    counts: { rendered: 0, pages: known.pages, assets: 0, removed: 0, verified: 0 },
    mismatches: [],
    nextTransition,
    changed: [],
  };
}

function clearPosts(cacheFolder: string): void {
  for (const name of ["posts", "packs"]) rmSync(join(cacheFolder, name), { recursive: true, force: true });
}

/** What a clean build does not trust. Locks, bundles of code and pictures stay. */
function clearCache(cacheFolder: string): void {
  clearPosts(cacheFolder);
  for (const name of ["media.json", "manifest.json", "output-folders.json"])
    rmSync(join(cacheFolder, name), { force: true });
}

async function publish(request: BuildRequest, sources: Sources, around: Surroundings): Promise<BuildResult> {
  const { cacheFolder, outputFolder } = request;
  const { manifest } = around;
  const edition = sources.makeEdition();
  const problems = sortProblems([...sources.problems, ...(edition?.problems ?? [])]);
  if (edition === null || hasErrors(problems)) return refuse(problems);
  const [listing, bundles] = await Promise.all([around.listing, around.bundling]);
  const store = new PictureStore(cacheFolder, request.siteFolder, request.pictures);
  const { globals, assets } = assembleSite(edition, bundles, request, store);
  const base = digestOf(`${request.codeDigest}\n${JSON.stringify(globals)}`);
  const planner = new Planner(outputFolder, listing, manifest, base);
  const stagingFolder = newStagingFolder(cacheFolder);
  const isChecked = samplePages(request.verifiedPercent, String(request.now));
  const onPlanned = sources.save;
  let produced: Produced;
  try {
    produced = await produce({
      ...request,
      edition,
      globals,
      assets,
      planner,
      store,
      stagingFolder,
      isChecked,
      onPlanned,
    });
  } catch (error) {
    clearStaging(cacheFolder);
    throw error;
  }
  const { plan, staged, checked } = produced;
  if (staged === null) {
    clearStaging(cacheFolder);
    return refuse(sortProblems([...problems, ...plan.problems]));
  }
  const mismatches = findMismatches(checked, plan.kept);
  // They are made anew by the next build.
  for (const { path } of mismatches) plan.kept.delete(path);
  const moves = orderMoves(plan);
  const { pageCount: pages, removed: removals } = plan;
  const told = { key: mismatches.length > 0 ? "" : sources.key, pages, problems: edition.problems };
  // Once decided, a commit that fails half-way keeps what is staged: the next build completes it.
  commitBuild(
    cacheFolder,
    { outputFolder, stagingFolder, moves, removals },
    { ...nextOutputs(plan, staged), edition: told },
  );
  return {
    problems,
    counts: {
      rendered: plan.stalePages.length,
      pages,
      assets: plan.staleAssets.length,
      removed: removals.length,
      verified: checked.length,
    },
    mismatches,
    nextTransition: edition.nextTransition,
    changed: [...moves, ...removals],
  };
}

const refuse = (problems: Problem[]): BuildResult => ({
  problems,
  counts: null,
  mismatches: [],
  nextTransition: null,
  changed: [],
});

/** Readers must never meet a page whose assets are not there, nor a feed that names a page which is not. */
function orderMoves(plan: Plan): string[] {
  const pagesOf = (wanted: PlannedPage["rank"]) => plan.stalePages.filter(({ rank }) => rank === wanted);
  const assetsOf = (wanted: Asset["rank"]) => plan.staleAssets.filter(({ rank }) => rank === wanted);
  return [assetsOf("asset"), pagesOf("page"), pagesOf("feed"), assetsOf("index")].flat().map(({ path }) => path);
}

function nextOutputs(plan: Plan, staged: NonNullable<Produced["staged"]>): Pick<Manifest, "outputs" | "retired"> {
  const outputs = new Map(plan.kept);
  for (const { path, key } of [...plan.stalePages, ...plan.staleAssets]) {
    const file = staged.get(path);
    if (file === undefined) throw new Error(`${path} was not rendered`);
    outputs.set(path, { key, digest: file.digest, size: file.size, mtimeMs: file.mtimeMs });
  }
  return { outputs, retired: plan.retired };
}
