// The same site for Hugo: the generated posts as Hugo's content, and the command that builds them with the theme in hugo/.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatPost, type GeneratedPost, parsePost } from "./generate-site.ts";
import type { Command } from "./measure-process.ts";
import type { BenchPublication } from "./publication.ts";

const themes = dirname(fileURLToPath(import.meta.url));
const storiesPerPage = 20;
/** As `site.feeds` has them without a word from the site. */
const feedEntries = 30;
const termFeedEntries = 15;

/** The line that `hugo version` prints, or "" where Hugo is not installed. */
export function findHugo(): string {
  const { stdout, status } = spawnSync("hugo", ["version"], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : "";
}

export interface ConvertOptions {
  /** The generated site. */
  site: string;
  posts: GeneratedPost[];
  publication: BenchPublication;
  /** Where Hugo's own site goes. */
  folder: string;
  /** Hugo's `Related` for every article. */
  hasRelated: boolean;
}

export function convertToHugo({ site, posts, publication, folder, hasRelated }: ConvertOptions): void {
  writeJson(join(folder, "config.json"), createConfig(publication, hasRelated));
  writeJson(join(folder, "data/sections.json"), publication.sections);
  writeJson(join(folder, "data/authors.json"), publication.authors);
  for (const { slug, name, description = "" } of publication.sections) {
    write(join(folder, "content", slug, "_index.md"), formatPost({ title: name, description }, ""));
  }
  const months = new Set(posts.map(monthOf));
  // Months have pages, and no feeds.
  for (const month of months)
    write(join(folder, "content/archive", month, "_index.md"), formatPost({ outputs: ["html"] }, ""));
  for (const post of posts) {
    const { frontMatter, body } = parsePost(readFileSync(join(site, post.path), "utf8"));
    const { section, authors, tags, redirectFrom, updated, ...rest } = frontMatter;
    const content = {
      ...rest,
      authors: [authors].flat(),
      tags: tags === undefined ? [] : [tags].flat(),
      archive: [monthOf(post)],
      ...(updated === undefined ? {} : { lastmod: updated }),
      ...(redirectFrom === undefined ? {} : { aliases: [redirectFrom].flat() }),
    };
    write(join(folder, "content", post.section, `${post.slug}.md`), formatPost(content, body));
  }
}

/** `2026/01` */
function monthOf({ publishedAt }: GeneratedPost): string {
  return publishedAt.toISOString().slice(0, 7).replace("-", "/");
}

/** A clean build in a fresh process: Hugo keeps nothing between builds but what lies in its cache folder, which is not used. */
export function createHugoCommand(folder: string, out: string, now: Date): Command {
  const args = ["--source", folder, "--destination", out, "--themesDir", themes, "--theme", "hugo"];
  return { program: "hugo", args: [...args, "--clock", now.toISOString(), "--ignoreCache", "--noTimes"], cwd: folder };
}

function createConfig({ site, sections }: BenchPublication, hasRelated: boolean): object {
  return {
    baseURL: site.url,
    title: site.title,
    languageCode: site.language,
    timeZone: site.timezone,
    paginate: storiesPerPage,
    enableRobotsTXT: true,
    // Broadsheet has no such thing either, and both would only cost Hugo time.
    markup: { goldmark: { renderer: { unsafe: true } }, highlight: { codeFences: false } },
    taxonomies: { tag: "tags", author: "authors", month: "archive" },
    permalinks: Object.fromEntries(sections.map(({ slug }) => [slug, `/${slug}/:year/:month/:filename/`])),
    outputs: {
      home: ["html", "rss", "atom", "feed", "articles"],
      section: ["html", "rss", "atom", "feed"],
      taxonomy: ["html"],
      term: ["html", "rss"],
    },
    outputFormats: {
      RSS: { mediatype: "application/rss", baseName: "rss" },
      atom: { mediatype: "application/atom+xml", baseName: "atom" },
      feed: { mediatype: "application/feed+json", baseName: "feed", isPlainText: true },
      articles: { mediatype: "application/json", baseName: "articles", isPlainText: true, notAlternative: true },
    },
    mediaTypes: { "application/atom+xml": { suffixes: ["xml"] }, "application/feed+json": { suffixes: ["json"] } },
    params: {
      feedEntries,
      termFeedEntries,
      description: site.description ?? "",
      related: hasRelated,
      sectionNames: Object.fromEntries(sections.map(({ slug, name }) => [slug, name])),
    },
  };
}

function writeJson(file: string, value: unknown): void {
  write(file, `${JSON.stringify(value, null, 2)}\n`);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
