// `GET /v1/counts`: the numbers of many articles at once.
import { type Counts, type CountsAnswer, countsCacheControl, pathLimit } from "../../api/contract.ts";
import { makeRecall, unlessKnown, withTag } from "../http/cacheable.ts";
import { type Answer, answerJson, type Route, refuse } from "../http/exchange.ts";
import type { ServiceParts } from "../parts.ts";
import type { Site } from "../sites.ts";

export function countsRoute({ sites, store }: ServiceParts): Route {
  // Another process may have counted meanwhile: an answer, of some 10 KB at most, is kept for a second.
  const recall = makeRecall<Answer>(1_000, 1_000);

  const make = async (query: string, site: Site): Promise<Answer> => {
    const paths = new URLSearchParams(query).getAll("p");
    if (paths.length === 0) throw refuse(400, "malformed", "Name the paths: p=/world/2026/01/steel/&p=…", "p");
    if (paths.length > pathLimit)
      throw refuse(400, "too-many-paths", `At most ${pathLimit} paths fit in one request.`, "p");
    const articles = await Promise.all(paths.map((path) => site.find(path)));
    const ids = articles.flatMap((article) => article?.id ?? []);
    const views = await store.readViews(site.id, ids);
    const found = paths.flatMap((path, index): [string, Counts][] => {
      const article = articles[index];
      return article ? [[path, { views: views.get(article.id) ?? 0, comments: article.comments }]] : [];
    });
    const answer: CountsAnswer = { counts: Object.fromEntries(found) };
    return withTag(answerJson(answer, { "cache-control": countsCacheControl }));
  };

  return async ({ request, query }) => {
    // Ids need no escapes: a query that is asked again need not be parsed.
    const [, id = ""] = /(?:^|&)s=([^&]*)/.exec(query) ?? [];
    const site = await sites.find(id);
    return unlessKnown(request, await recall(query, site.version, () => make(query, site)));
  };
}
