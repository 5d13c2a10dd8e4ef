// What the service knows of a site: its `/articles.json`, checked.

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

const idPattern = /^[A-Za-z0-9-]{1,64}$/;

/** @throws ManifestError */
export function parseManifest(text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ManifestError("it is not JSON, or only a part of it");
  }
  const { version, site, articles } = asRecord(value, "the file");
  if (version !== 1) throw new ManifestError(`version is ${JSON.stringify(version)}; this service reads version 1`);
  const { id, origin } = asRecord(site, "site");
  if (typeof id !== "string" || !idPattern.test(id))
    throw new ManifestError("site.id is missing; give the publication an id in _data/site and build it again");
  if (typeof origin !== "string" || !URL.canParse(origin)) throw new ManifestError("site.origin is no origin");
  if (!Array.isArray(articles)) throw new ManifestError("articles is no list");
  const list = articles.map((entry, index) => ({
    ...readArticle(asRecord(entry, `articles[${index}]`), `articles[${index}]`),
  }));
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

function readArticle(entry: Record<string, unknown>, where: string): { article: Article; aliases: string[] } {
  const text = (key: string) => {
    const value = entry[key];
    return typeof value === "string" && value !== "" ? value : fail(`${where}.${key} is no text`);
  };
  const { aliases = [], comments = { count: 0 } } = entry;
  if (!Array.isArray(aliases) || !aliases.every((alias) => typeof alias === "string"))
    return fail(`${where}.aliases is no list of paths`);
  const { count } = asRecord(comments, `${where}.comments`);
  if (!Number.isSafeInteger(count) || (count as number) < 0) return fail(`${where}.comments.count is no number`);
  const article = {
    id: text("id"),
    path: text("path"),
    title: text("title"),
    section: text("section"),
    publishedAt: text("publishedAt"),
    comments: count as number,
  };
  return { article, aliases };
}

function asRecord(value: unknown, where: string): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : fail(`${where} is no object`);
}

function fail(message: string): never {
  throw new ManifestError(message);
}
