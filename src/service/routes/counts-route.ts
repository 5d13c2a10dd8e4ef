// `GET /v1/counts`: the numbers of many articles at once.
import { type Counts, type CountsAnswer, countsCacheControl, pathLimit } from "../../api/contract.ts";
import { findSite } from "../find-site.ts";
import { AnswerCache, unlessKnown, withTag } from "../http/cacheable.ts";
import { type Answer, answerJson, type Route, refuse } from "../http/exchange.ts";
import type { Site, Sites } from "../sites.ts";
import type { Store } from "../stores/store.ts";

/** Another process may have counted meanwhile; readers' browsers keep the answer far longer. */
const answerLife = 1_000; // ms

interface CountsDependencies {
  sites: Sites;
  store: Store;
  /** Changes with every view that this process counts. */
  versionOf: (site: string) => number;
}

export function countsRoute({ sites, store, versionOf }: CountsDependencies): Route {
  const cache = new AnswerCache(answerLife);

  const make = async (text: string, site: Site): Promise<Answer> => {
    const paths = new URLSearchParams(text).getAll("p");
    if (paths.length === 0) return refuse(400, "malformed", "Name the paths: p=/world/2026/01/steel/&p=…", "p");
    if (paths.length > pathLimit)
      return refuse(400, "too-many-paths", `At most ${pathLimit} paths fit in one request.`, "p");
    const found = await Promise.all(paths.map(async (path) => ({ path, article: await site.find(path) })));
    const views = await store.readViews(
      site.id,
      found.flatMap(({ article }) => article?.id ?? []),
    );
    const counts: Record<string, Counts> = Object.fromEntries(
      found.flatMap(({ path, article }) =>
        article ? [[path, { views: views.get(article.id) ?? 0, comments: article.comments }]] : [],
      ),
    );
    return withTag(answerJson({ counts } satisfies CountsAnswer, { "cache-control": countsCacheControl }));
  };

  return async ({ request, query }) => {
    // Ids need no escapes: a query that is asked again need not be parsed.
    const [, id = ""] = /(?:^|&)s=([^&]*)/.exec(query) ?? [];
    const site = await findSite(sites, id);
    if ("status" in site) return site;
    void site.refresh(1_000);
    return unlessKnown(request, await cache.get(query, `${versionOf(id)} ${site.edition}`, () => make(query, site)));
  };
}
