// `GET /v1/top`: the articles that were read most within a window of time.
import type { TopAnswer, TopArticle, TopWindow } from "../../api/most-read.ts";
import { topCacheControl, topLength, topWindows } from "../../api/most-read.ts";
import { makeRecall, unlessKnown, withTag } from "../http/cacheable.ts";
import { answerJson, type Route, refuse } from "../http/exchange.ts";
import type { ServiceParts } from "../parts.ts";
import type { Site } from "../sites.ts";
import { dayLength, hourLength, type Span } from "../stores/store.ts";

type Ranking = [article: string, views: number][];

/** From the start of an hour or a day, so that nothing need be split. */
const spans: Record<TopWindow, { unit: Span["unit"]; length: number; back: number }> = {
  "1h": { unit: "hours", length: hourLength, back: 1 },
  "24h": { unit: "hours", length: hourLength, back: 24 },
  "7d": { unit: "days", length: dayLength, back: 7 },
  "30d": { unit: "days", length: dayLength, back: 30 },
};

export function topRoute({ sites, store, clock }: ServiceParts): Route {
  // A ranking is made again once a second at most, and for one part in 50 of the time.
  const recall = makeRecall<Ranking>(1_000, topWindows.length * sites.list.length, 50);

  const rank = (site: Site, window: TopWindow): Promise<Ranking> => {
    const { unit, length, back } = spans[window];
    const since = Math.floor(clock() / length) - back;
    return recall(`${window} ${since} ${site.id}`, site.version, () => store.rank(site.id, { unit, since }));
  };

  return async ({ request, query: text }) => {
    const query = new URLSearchParams(text);
    const window = query.get("window") ?? "24h";
    const n = query.get("n") ?? String(topLength.usual);
    if (!isWindow(window)) throw refuse(400, "malformed", `window is one of ${topWindows.join(", ")}.`, "window");
    if (!/^[1-9]\d{0,2}$/.test(n) || Number(n) > topLength.most)
      throw refuse(400, "malformed", `n is a number from 1 to ${topLength.most}.`, "n");
    const site = await sites.find(query.get("s") ?? "");
    const listed = list(site, await rank(site, window), query.get("section") ?? "", Number(n));
    const ids = listed.map(({ id }) => id);
    const totals = await store.readViews(site.id, ids);
    const articles = listed.map(({ id, ...article }) => ({ ...article, views: totals.get(id) ?? article.recentViews }));
    const answer: TopAnswer = { window, articles };
    return unlessKnown(request, withTag(answerJson(answer, { "cache-control": topCacheControl })));
  };
}

function list(site: Site, ranking: Ranking, section: string, n: number) {
  const listed: (Omit<TopArticle, "views"> & { id: string })[] = [];
  for (const [id, recentViews] of ranking) {
    const article = site.manifest?.byId.get(id);
    if (!article || (section !== "" && article.section !== section)) continue;
    listed.push({ ...article, recentViews });
    if (listed.length === n) break;
  }
  return listed;
}

const isWindow = (text: string): text is TopWindow => (topWindows as readonly string[]).includes(text);
