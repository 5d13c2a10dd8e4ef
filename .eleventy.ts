// Eleventy's configuration, for a one-off build by Eleventy itself: `npm run eleventy`. `npm run build` does the same, and keeps what is unchanged.
import type UserConfig from "@11ty/eleventy/UserConfig";
import { loadWholeSite, writeAssets } from "./src/commands/whole-site.ts";
import { readTemplates, templateRoots } from "./src/eleventy/compile-templates.ts";
import { makeNunjucks } from "./src/eleventy/nunjucks.ts";
import {
  registerFolders,
  registerGlobals,
  registerLayouts,
  registerMarkdown,
  registerPages,
} from "./src/eleventy/register.ts";

export default async function configure(config: UserConfig): Promise<void> {
  const folder = process.cwd();
  const { globals, pages, assets, printed } = await loadWholeSite(folder, folder);
  const templates = readTemplates(templateRoots(folder, folder));
  registerFolders(config);
  registerGlobals(config, globals);
  registerLayouts(config, makeNunjucks(templates, globals.site, printed), templates);
  registerMarkdown(config);
  registerPages(config, pages);
  config.on("eleventy.after", ({ directories }) => writeAssets(assets, directories.output));
}
