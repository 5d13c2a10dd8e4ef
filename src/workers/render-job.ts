// Renders pages, here or in worker processes.

import type { RenderPages } from "../eleventy/render-pages.ts";
import type { Page } from "../pages/models.ts";
import type { Globals } from "../pages/site-view.ts";
import { type Printed, PrintedFiles } from "../publish/printed.ts";
import type { RenderedFile } from "../publish/render.ts";
import { stageFile } from "../publish/staging.ts";
import type { KeptTemplates, TemplateSource } from "./kept-templates.ts";

export interface RenderPagesJob extends TemplateSource {
  kind: "render";
  /** The staging folder. */
  folder: string;
  globals: Globals;
  pages: readonly Page[];
  printed: Printed;
}

/** Loads what rendering needs, ahead of the first pages; has no answer. */
export interface WarmJob extends TemplateSource {
  kind: "warm";
}

/** Of this process: all its jobs belong to one build. */
let kept: KeptTemplates | null = null;

async function findTemplates(source: TemplateSource): Promise<KeptTemplates> {
  const { loadTemplates } = await import("./kept-templates.ts");
  return (kept ??= loadTemplates(source));
}

export async function runWarmJob(job: WarmJob): Promise<void> {
  const { warmUp } = await import("../eleventy/render-pages.ts");
  await findTemplates(job);
  await warmUp(job.siteFolder);
}

/** As `kept`. */
let renderer: { printed: PrintedFiles; renderPages: RenderPages } | null = null;

/** @throws TemplateError */
export async function runRenderJob(
  job: RenderPagesJob,
  onProgress: (rendered: number) => void,
): Promise<RenderedFile[]> {
  const { templates, keepCompiled } = await findTemplates(job);
  if (renderer === null) {
    const { makeRenderer } = await import("../eleventy/render-pages.ts");
    const printed = new PrintedFiles(job.cacheFolder);
    renderer = { printed, renderPages: makeRenderer({ ...job, templates, printed }) };
  }
  renderer.printed.extend(job.printed);
  const files: RenderedFile[] = [];
  for await (const batch of renderer.renderPages(job.pages)) {
    for (const { path, content } of batch) files.push(stageFile(job.folder, path, content));
    onProgress(files.length);
  }
  keepCompiled();
  return files;
}
