// What machines read and no template prints: `articles.json`, `build.json`, `site.webmanifest`, `_redirects`, `robots.txt`.
import type { Edition } from "../edition/edition.ts";
import { webManifest } from "./web-manifest.ts";

/** A file whose text is made from data alone. */
export interface TextDocument {
  /** In the output folder. */
  path: string;
  /** What the text is made of: it differs whenever the text does. */
  identity: string;
  makeText: () => string;
}

/** Small enough to be its own identity. */
const small = (path: string, text: string): TextDocument => ({ path, identity: text, makeText: () => text });

export function documents(edition: Edition): TextDocument[] {
  return [
    small("_redirects", redirectLines(edition)),
    { path: "articles.json", identity: identityOfArticles(edition), makeText: () => articlesJson(edition) },
    small("build.json", buildJson(edition)),
    small("robots.txt", robotsText(edition)),
    ...(edition.weather === null ? [] : [small("weather.json", `${JSON.stringify(edition.weather)}\n`)]),
    small("site.webmanifest", webManifest(edition)),
  ];
}

/** Of a story the file has only what its front matter says. */
function identityOfArticles({ publication, stories, redirects }: Edition): string {
  const { id, origin, basePath } = publication.site;
  return JSON.stringify([id, origin, basePath, redirects, stories.map(({ post }) => post.digests.front)]);
}

/** For the counting service and for rename checks; paths are without the base path. */
function articlesJson(edition: Edition): string {
  const { site } = edition.publication;
  const articles = edition.stories.map((story) => ({
    id: story.id,
    path: story.url,
    aliases: edition.redirectsTo.get(story.url) ?? [],
    title: story.post.title,
    section: story.section.slug,
    publishedAt: story.post.publishedAt,
    comments: { state: story.post.comments, count: story.post.commentCount },
  }));
  const head = JSON.stringify({
    version: 1,
    site: { id: site.id, origin: site.origin, basePath: site.basePath },
  }).slice(0, -1);
  const lines = articles.map((article) => JSON.stringify(article)).join(",\n");
  return `${head},"articles":[${lines === "" ? "" : `\n${lines}\n`}]}\n`;
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
