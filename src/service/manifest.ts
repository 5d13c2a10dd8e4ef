// What the service knows of a site: its `/articles.json`, checked.
import { isCount, isObject, parseJson } from "./json-values.ts";

export interface Article {
  /** Counts are kept under it: the oldest path the article has had. */
  id: string;
  path: string;
  title: string;
  section: string;
  publishedAt: string;
  /** Approved comments that the pages show. */
  comments: number;
}

export interface Manifest {
  siteId: string;
  /** `https://example.org` */
  origin: string;
  /** By path and by alias. */
  articles: ReadonlyMap<string, Article>;
  /** By id. */
  byId: ReadonlyMap<string, Article>;
}

/** The articles file is not as `npm run build` writes it; the message says where. */
export class ManifestError extends Error {}

/** @throws ManifestError */
export function parseManifest(text: string): Manifest {
  const value = parseJson(text);
  if (value === undefined) fail("it is not JSON, or only a part of it");
  const { version, site, articles } = asObject(value, "the file");
  if (version !== 1) fail(`version is ${JSON.stringify(version)}; this service reads version 1`);
  const { id, origin } = asObject(site, "site");
  if (typeof id !== "string" || !/^[A-Za-z0-9-]{1,64}$/.test(id))
    fail("site.id is missing; give the publication an id in _data/site and build it again");
  if (typeof origin !== "string" || !URL.canParse(origin)) fail("site.origin is no origin");
  if (!Array.isArray(articles)) fail("articles is no list");
  const list = articles.map((entry, index) => readArticle(entry, `articles[${index}]`));
  const byPath = new Map<string, Article>();
  for (const { article, aliases } of list) for (const alias of aliases) byPath.set(alias, article);
  // What lives at a path now is meant by it, whatever was there before.
  for (const { article } of list) byPath.set(article.path, article);
  return {
    siteId: id,
    origin: new URL(origin).origin,
    articles: byPath,
    byId: new Map(list.map(({ article }) => [article.id, article])),
  };
}

function readArticle(value: unknown, where: string): { article: Article; aliases: string[] } {
  const entry = asObject(value, where);
  const text = (key: string): string => {
    const value = entry[key];
    return typeof value === "string" && value !== "" ? value : fail(`${where}.${key} is no text`);
  };
  const { aliases = [], comments = { count: 0 } } = entry;
  if (!Array.isArray(aliases) || !aliases.every((alias) => typeof alias === "string"))
    fail(`${where}.aliases is no list of paths`);
  const { count } = asObject(comments, `${where}.comments`);
  if (!isCount(count)) fail(`${where}.comments.count is no number`);
  const article = {
    id: text("id"),
    path: text("path"),
    title: text("title"),
    section: text("section"),
    publishedAt: text("publishedAt"),
    comments: count,
  };
  return { article, aliases };
}

const asObject = (value: unknown, where: string): Record<string, unknown> =>
  isObject(value) ? value : fail(`${where} is no object`);

function fail(message: string): never {
  throw new ManifestError(message);
}
