// What machines read and no template prints: `articles.json`, `build.json`, `site.webmanifest`, `_redirects`, `robots.txt`.
import { type ListedFacts, listedFacts } from "../content/post.ts";
import type { SiteSettings } from "../content/types.ts";
import { addressOfPost } from "../edition/addresses.ts";
import { idOf } from "../edition/cards.ts";
import type { Edition } from "../edition/edition.ts";
import { join, leaf, list, type Part, view } from "../parts/parts.ts";
import { webManifest } from "./web-manifest.ts";

/** A file whose text is made from data alone. */
export interface TextDocument {
  /** In the output folder. */
  path: string;
  /** Its text; equal digests, equal texts. */
  text: Part<string>;
}

export function documents(edition: Edition): TextDocument[] {
  const texts: Record<string, Part<string>> = {
    _redirects: leaf(redirectLines(edition)),
    "articles.json": view(articles(edition), articlesJson),
    "build.json": leaf(buildJson(edition)),
    "robots.txt": leaf(robotsText(edition)),
    ...(edition.weather === null ? {} : { "weather.json": leaf(`${JSON.stringify(edition.weather)}\n`) }),
    "site.webmanifest": leaf(webManifest(edition)),
  };
  return Object.entries(texts).map(([path, text]) => ({ path, text }));
}

interface ArticlesValues {
  site: Pick<SiteSettings, "id" | "origin" | "basePath">;
  redirectsTo: readonly [string, string[]][];
  articles: readonly ListedFacts[];
}

function articles({ publication, stories, redirectsTo }: Edition): Part<ArticlesValues> {
  const { id, origin, basePath } = publication.site;
  return join({
    site: leaf({ id, origin, basePath }),
    redirectsTo: leaf([...redirectsTo]),
    articles: list(stories.map(({ post }) => listedFacts(post))),
  });
}

/** For the counting service and for rename checks; paths are without the base path. */
function articlesJson({ site, redirectsTo, articles }: ArticlesValues): string {
  const aliases = new Map(redirectsTo);
  const lines = articles.map((post) => {
    const path = addressOfPost(post);
    return JSON.stringify({
      id: idOf(post),
      path,
      aliases: aliases.get(path) ?? [],
      title: post.title,
      section: post.section,
      publishedAt: post.publishedAt,
      comments: { state: post.comments, count: post.commentCount },
    });
  });
  const head = JSON.stringify({ version: 1, site }).slice(0, -1);
  return `${head},"articles":[${lines.length === 0 ? "" : `\n${lines.join(",\n")}\n`}]}\n`;
}

/** `nextTransition`: the next instant (UTC) at which some page would change by itself, or null. */
function buildJson(edition: Edition): string {
  const { nextTransition } = edition;
  return `${JSON.stringify({ generator: "Broadsheet", version: 1, articles: edition.stories.length, nextTransition: nextTransition === null ? null : new Date(nextTransition).toISOString() }, null, 1)}\n`;
}

/** In the form that static hosts read: `from to status`. */
function redirectLines(edition: Edition): string {
  const { basePath } = edition.publication.site;
  return edition.redirects.map(({ from, to }) => `${basePath}${from} ${basePath}${to} 301\n`).join("");
}

/**
 * The Robots Exclusion Protocol: https://www.rfc-editor.org/rfc/rfc9309.html. Every crawler is allowed unless the site says otherwise.
 * The rules are of this site's path alone, so that they can stand among others at the origin's root, where crawlers look for them.
 */
function robotsText(edition: Edition): string {
  const { origin, basePath, robots } = edition.publication.site;
  const note = basePath === "" ? "" : `# Crawlers read ${origin}/robots.txt alone: these lines take effect there.\n\n`;
  const groups = Object.entries({ "*": "allow", ...robots }).map(
    ([crawler, rule]) => `User-agent: ${crawler}\n${rule === "allow" ? "Allow" : "Disallow"}: ${basePath}/\n`,
  );
  const sitemaps = ["/sitemap.xml", "/news-sitemap.xml"].map((path) => `Sitemap: ${origin}${basePath}${path}\n`);
  return `${note}${groups.join("\n")}\n${sitemaps.join("")}`;
}
