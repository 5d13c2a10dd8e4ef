// The jobs that run here, in the side thread or in worker processes: parsing posts, rendering pages, drawing headlines.
import { type FragmentIndex, fragmentFolder, newPackName, PackReader, PackWriter } from "../build/fragment-store.ts";
import type { RenderedFile } from "../build/render.ts";
import { stageFile } from "../build/staging.ts";
import type { ParsedPost } from "../content/load-posts.ts";
import { parseFile } from "../content/parse-file.ts";
import type { ParseOptions } from "../content/parse-post.ts";
import type { Templates } from "../eleventy/compile-templates.ts";
import type { RenderPages } from "../eleventy/render-pages.ts";
import type { HeadlineCard } from "../pages/headline-card.ts";
import type { Page } from "../pages/models.ts";
import type { Globals } from "../pages/site-view.ts";
import type { TemplateSource } from "./kept-templates.ts";

export interface ParseJob {
  kind: "parse";
  siteFolder: string;
  cacheFolder: string;
  options: ParseOptions;
  /** Relative to the site's folder. */
  paths: string[];
}

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

/** Draws the pictures of headlines. */
export interface DrawJob {
  kind: "draw";
  cards: readonly HeadlineCard[];
}

export type Job = ParseJob | RenderPagesJob | WarmJob | DrawJob;

/** One pack a process and cache, so that they stay few. */
let pack: { folder: string; writer: PackWriter } | undefined;

/** Loads what parsing needs, ahead of the first posts. */
export async function warmParser(): Promise<void> {
  await import("../markup/render-markup.ts");
}

export async function runParseJob(job: ParseJob): Promise<ParsedPost[]> {
  const { renderMarkup } = await import("../markup/render-markup.ts");
  const folder = fragmentFolder(job.cacheFolder);
  if (pack?.folder !== folder || !pack.writer.isThere()) pack = { folder, writer: new PackWriter(folder, newPackName("parse")) };
  const { writer } = pack;
  return job.paths.map((path) => {
    const { parts, ...parsed } = parseFile(job.siteFolder, path, job.options, renderMarkup);
    return { ...parsed, html: parsed.post === null ? null : writer.add(parsed.post.body.digest, parts) };
  });
}

/** Of this process: all its jobs belong to one build. */
let templates: Templates | null = null;

async function findTemplates(source: TemplateSource): Promise<Templates> {
  const { loadTemplates } = await import("./kept-templates.ts");
  return (templates ??= loadTemplates(source));
}

export async function runWarmJob(job: WarmJob): Promise<void> {
  const { warmUp } = await import("../eleventy/render-pages.ts");
  await findTemplates(job);
  await warmUp(job.siteFolder);
}

/** As `templates`. */
let renderer: { fragments: PackReader; renderPages: RenderPages } | null = null;

/** @throws TemplateError */
export async function runRenderJob(job: RenderPagesJob, onProgress: (rendered: number) => void): Promise<RenderedFile[]> {
  if (renderer === null) {
    const { makeRenderer } = await import("../eleventy/render-pages.ts");
    const fragments = new PackReader(fragmentFolder(job.cacheFolder), {});
    renderer = { fragments, renderPages: makeRenderer({ ...job, templates: await findTemplates(job), fragments }) };
  }
  renderer.fragments.extend(job.fragments);
  const files: RenderedFile[] = [];
  for await (const batch of renderer.renderPages(job.pages)) {
    for (const { path, content } of batch) files.push(stageFile(job.folder, path, content));
    onProgress(files.length);
  }
  return files;
}

export async function runDrawJob({ cards }: DrawJob): Promise<Uint8Array[]> {
  const { drawHeadlines } = await import("../eleventy/make-pictures.ts");
  return drawHeadlines(cards);
}
