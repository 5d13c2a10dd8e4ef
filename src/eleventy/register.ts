// Everything Broadsheet asks of Eleventy's configuration, one function per concern.
import type UserConfig from "@11ty/eleventy/UserConfig";
import type nunjucks from "nunjucks";
import { outputPathOf } from "../edition/addresses.ts";
import type { Page } from "../pages/models.ts";
import type { Globals } from "../pages/site-view.ts";
import type { Templates } from "./compile-templates.ts";

/** Only what is planned is rendered: Eleventy looks for no templates, data or ignore files itself. */
export function registerFolders(config: UserConfig): void {
  config.setUseGitIgnore(false);
  config.setDataFileSuffixes([]);
  config.setTemplateFormats(["md"]);
  config.ignores.add("**");
  // Else the site's own `_data/*.json` would be merged into the globals.
  config.setDataDirectory(".cache/no-data");
  config.setOutputDirectory("dist");
}

export function registerGlobals(config: UserConfig, globals: Globals): void {
  config.addGlobalData("site", Object.freeze(globals.site));
  config.addGlobalData("sections", Object.freeze(globals.sections));
}

export function registerLayouts(
  config: UserConfig,
  environment: nunjucks.Environment,
  { compiled, layouts }: Templates,
): void {
  config.setLibrary("njk", environment);
  // From then on Eleventy takes a layout's text for the name of a compiled one.
  config.setNunjucksPrecompiledTemplates(compiled);
  for (const layout of layouts) config.addTemplate(`_includes/${layout}`, layout, {});
}

/** Posts are templates at their own paths; their Markdown is already HTML, and the layout prints it with `| body`. */
export function registerMarkdown(config: UserConfig): void {
  // Eleventy's cache of compiled templates would hold every page of all batches.
  config.addExtension("md", { compile: () => () => "", compileOptions: { cache: false } });
}

const undated = new Date(0);

export function registerPages(config: UserConfig, pages: readonly Page[]): void {
  for (const page of pages) {
    const permalink = outputPathOf(page.url);
    const inputPath = page.template === "article" || page.template === "page" ? page.source : `${permalink}.md`;
    config.addTemplate(inputPath, "", {
      layout: `layouts/${page.template}.njk`,
      permalink,
      eleventyExcludeFromCollections: true,
      // Else Eleventy would ask the file system for one.
      date: undated,
      // Frozen, Eleventy passes it on as it is; else it would copy it deeply for each page.
      model: Object.freeze(page.model),
    });
  }
}
