// `GET /v1/top`: the articles that were read most within a window of time.
import {
  type TopAnswer,
  type TopArticle,
  type TopWindow,
  topCacheControl,
  topLength,
  topWindows,
} from "../../api/most-read.ts";
import { findSite } from "../find-site.ts";
import { unlessKnown, withTag } from "../http/cacheable.ts";
import { answerJson, type Route, refuse } from "../http/exchange.ts";
import type { Site, Sites } from "../sites.ts";
import { dayLength, hourLength, type Span, type Store } from "../stores/store.ts";

interface TopDependencies {
  sites: Sites;
  store: Store;
  clock: () => number;
  /** Changes with every view that this process counts. */
  versionOf: (site: string) => number;
}

type Ranking = [article: string, views: number][];

interface KnownRanking {
  ranking: Promise<Ranking>;
  version: number;
  bucket: number;
  /** On the monotonic clock, ms. */
  madeAt: number;
  /** How long it took, ms. */
  cost: number;
}

/** A ranking is made again at most so often, ms, and takes one part in 50 of the time at most. */
const leastLife = 1_000;
const share = 50;

export function topRoute({ sites, store, clock, versionOf }: TopDependencies): Route {
  const rankings = new Map<string, KnownRanking>();

  const rank = (site: Site, window: TopWindow): Promise<Ranking> => {
    const key = `${window} ${site.id}`;
    const span = spanOf(window, clock());
    const known = rankings.get(key);
    const now = performance.now();
    const age = known ? now - known.madeAt : 0;
    const isGood =
      known?.bucket === span.since &&
      (age < known.cost * share || (age < leastLife && known.version === versionOf(site.id)));
    if (isGood) return known.ranking;
    const made: KnownRanking = {
      ranking: store.rank(site.id, span),
      version: versionOf(site.id),
      bucket: span.since,
      madeAt: now,
      cost: 0,
    };
    rankings.set(key, made);
    made.ranking.then(
      () => (made.cost = performance.now() - now),
      () => rankings.delete(key),
    );
    return made.ranking;
  };

  return async ({ request, query: text }) => {
    const query = new URLSearchParams(text);
    const window = query.get("window") ?? "24h";
    const n = query.get("n") ?? String(topLength.usual);
    const section = query.get("section") ?? "";
    if (!isWindow(window)) return refuse(400, "malformed", `window is one of ${topWindows.join(", ")}.`, "window");
    if (!/^[1-9]\d{0,2}$/.test(n) || Number(n) > topLength.most)
      return refuse(400, "malformed", `n is a number from 1 to ${topLength.most}.`, "n");
    const site = await findSite(sites, query.get("s") ?? "");
    if ("status" in site) return site;
    void site.refresh(1_000);
    const ranking = await rank(site, window);
    const listed = list(site, ranking, section, Number(n));
    const totals = await store.readViews(
      site.id,
      listed.map(({ id }) => id),
    );
    const articles = listed.map(
      ({ id, ...article }): TopArticle => ({ ...article, views: totals.get(id) ?? article.recentViews }),
    );
    return unlessKnown(
      request,
      withTag(answerJson({ window, articles } satisfies TopAnswer, { "cache-control": topCacheControl })),
    );
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

/** From the start of an hour or a day, so that nothing need be split. */
function spanOf(window: TopWindow, now: number): Span {
  const hour = Math.floor(now / hourLength);
  const day = Math.floor(now / dayLength);
  const spans: Record<TopWindow, Span> = {
    "1h": { unit: "hours", since: hour - 1 },
    "24h": { unit: "hours", since: hour - 24 },
    "7d": { unit: "days", since: day - 7 },
    "30d": { unit: "days", since: day - 30 },
  };
  return spans[window];
}
