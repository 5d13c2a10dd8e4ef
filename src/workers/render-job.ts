// Renders pages, here or in worker processes.

import type { KeptTemplates, TemplateSource } from "../eleventy/kept-templates.ts";
import type { RenderPages } from "../eleventy/render-pages.ts";
import type { Page } from "../pages/models.ts";
import type { Globals } from "../pages/site-view.ts";
import { type FragmentIndex, fragmentFolder, PackReader } from "../publish/fragment-store.ts";
import type { RenderedFile } from "../publish/render.ts";
import { stageFile } from "../publish/staging.ts";

export interface RenderPagesJob extends TemplateSource {
  kind: "render";
  /** The staging folder. */
  folder: string;
  globals: Globals;
  pages: readonly Page[];
  fragments: FragmentIndex;
}

/** Loads what rendering needs, ahead of the first pages; has no answer. */
export interface WarmJob extends TemplateSource {
  kind: "warm";
}

/** Of this process: all its jobs belong to one build. */
let kept: KeptTemplates | null = null;

async function findTemplates(source: TemplateSource): Promise<KeptTemplates> {
  const { loadTemplates } = await import("../eleventy/kept-templates.ts");
  return (kept ??= loadTemplates(source));
}

export async function runWarmJob(job: WarmJob): Promise<void> {
  const { warmUp } = await import("../eleventy/render-pages.ts");
  await findTemplates(job);
  await warmUp(job.siteFolder);
}

/** As `kept`. */
let renderer: { fragments: PackReader; renderPages: RenderPages } | null = null;

/** @throws TemplateError */
export async function runRenderJob(
  job: RenderPagesJob,
  onProgress: (rendered: number) => void,
): Promise<RenderedFile[]> {
  const { templates, keepCompiled } = await findTemplates(job);
  if (renderer === null) {
    const { makeRenderer } = await import("../eleventy/render-pages.ts");
    const fragments = new PackReader(fragmentFolder(job.cacheFolder), {});
    renderer = { fragments, renderPages: makeRenderer({ ...job, templates, fragments }) };
  }
  renderer.fragments.extend(job.fragments);
  const files: RenderedFile[] = [];
  for await (const batch of renderer.renderPages(job.pages)) {
    for (const { path, content } of batch) files.push(stageFile(job.folder, path, content));
    onProgress(files.length);
  }
  keepCompiled();
  return files;
}
