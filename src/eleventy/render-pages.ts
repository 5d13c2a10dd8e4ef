// Renders planned pages with Eleventy, batch by batch.
import Eleventy from "@11ty/eleventy";
import type UserConfig from "@11ty/eleventy/UserConfig";
import { outputPathOf } from "../edition/addresses.ts";
import type { Page } from "../pages/models.ts";
import type { Globals } from "../pages/site-view.ts";
import type { PrintedFiles } from "../publish/printed.ts";
import type { Templates } from "./compile-templates.ts";
import { makeNunjucks } from "./nunjucks.ts";
import { registerFolders, registerGlobals, registerLayouts, registerMarkdown, registerPages } from "./register.ts";
import { toTemplateError } from "./template-error.ts";

export interface RenderContext {
  siteFolder: string;
  templates: Templates;
  globals: Globals;
  printed: PrintedFiles;
}

export interface RenderedPage {
  /** In the output folder. */
  path: string;
  content: string;
}

/** Pages that one Eleventy run holds in memory at once. */
const batchSize = 600;

export type RenderPages = (pages: readonly Page[]) => AsyncGenerator<RenderedPage[]>;

/**
 * Returns a function that yields the pages of each batch.
 *
 * Make one renderer in a process: Eleventy keeps compiled layouts, and with them the filters that they were compiled with. It changes
 * the process's working folder to the site's, since Eleventy takes its input from there. The generator throws `TemplateError` and `DamagedCacheError`.
 */
export function makeRenderer({ siteFolder, templates, globals, printed }: RenderContext): RenderPages {
  const environment = makeNunjucks(templates, globals.site, printed);
  process.chdir(siteFolder);
  return async function* renderPages(pages) {
    for (let start = 0; start < pages.length; start += batchSize) {
      const batch = pages.slice(start, start + batchSize);
      const rendering = runEleventy(batch, (config) => {
        registerGlobals(config, globals);
        registerLayouts(config, environment, templates);
        registerMarkdown(config);
        registerPages(config, batch);
        registerFolders(config);
      });
      yield await rendering.catch((error: unknown) => {
        throw printed.damage ?? error;
      });
    }
  };
}

/** Has Eleventy load and run its parts on nothing, which the first pages would wait for. */
export async function warmUp(siteFolder: string): Promise<void> {
  process.chdir(siteFolder);
  await runEleventy([], (config) => {
    registerMarkdown(config);
    config.addTemplate("nothing.md", "", { permalink: "nothing.html" });
    registerFolders(config);
  });
}

async function runEleventy(pages: readonly Page[], config: (config: UserConfig) => void): Promise<RenderedPage[]> {
  const eleventy = new Eleventy(".", "dist", { quietMode: true, configPath: null, config });
  eleventy.disableLogger();
  let rendered: Map<string, string>;
  try {
    await eleventy.init();
    rendered = new Map((await eleventy.toJSON()).map(({ outputPath, content }) => [outputPath, content]));
  } catch (error) {
    throw toTemplateError(error);
  }
  return pages.map((page) => {
    const path = outputPathOf(page.url);
    const content = rendered.get(`./dist/${path}`);
    if (content === undefined) throw new Error(`Eleventy rendered no ${path}`);
    return { path, content };
  });
}
