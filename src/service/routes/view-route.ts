// `POST /v1/view`: counts one view of an article, and answers when that is committed.
import { bodyLimit, type ViewAnswer, type ViewRequest, viewIdPattern } from "../../api/contract.ts";
import { automaticReason, wantsNoKey } from "../http/automatic.ts";
import { blockOf, type ClientAddresses } from "../http/client-address.ts";
import { type Answer, answerJson, type Exchange, type Route, readBody, refuse, unavailable } from "../http/exchange.ts";
import { RateLimiter } from "../http/rate-limit.ts";
import type { ReaderKeys } from "../http/reader-keys.ts";
import type { Metrics } from "../metrics.ts";
import type { Sites } from "../sites.ts";
import { readerLimit, type Store } from "../stores/store.ts";

/** Whole mobile networks share one address. */
const viewsPerMinute = 600;
/** Views that wait for their commit; more are sent away, so that memory stays bounded. */
const waitingLimit = 4_000;
const longestPath = 2_048;

interface ViewDependencies {
  sites: Sites;
  store: Store;
  clients: ClientAddresses;
  readers: ReaderKeys;
  metrics: Metrics;
  clock: () => number;
  /** Called after every counted view, with its site. */
  onCounted: (site: string) => void;
}

export function viewRoute({ sites, store, clients, readers, metrics, clock, onCounted }: ViewDependencies): Route {
  const limiter = new RateLimiter({ requests: viewsPerMinute, span: 60_000 });
  setInterval(() => limiter.forget(performance.now()), 1_000).unref();
  let waiting = 0;
  metrics.gauge("broadsheet_waiting_views", "Views that wait for their commit.", () => [[{}, waiting]]);
  metrics.gauge("broadsheet_limited_addresses", "Addresses that the limit of views remembers.", () => [
    [{}, limiter.size],
  ]);

  return async ({ request }: Exchange): Promise<Answer> => {
    const { headers } = request;
    const address = clients.of(request);
    const pause = limiter.take(blockOf(address), performance.now());
    if (pause > 0)
      return refuse(429, "too-many-views", "Too many views from this address; try again later.", "", {
        "retry-after": String(pause),
      });
    if (waiting >= waitingLimit) return unavailable("overloaded", "The service has too much to do; try again soon.");
    if (
      !/^(?:text\/plain|application\/json)[ \t]*(?:;|$)/i.test(headers["content-type"] ?? "") ||
      headers["content-encoding"] !== undefined
    ) {
      return refuse(415, "wrong-type", "Send JSON as text/plain or application/json, without content encoding.");
    }
    const body = await readBody(request, bodyLimit);
    if (typeof body !== "string") return body;
    const view = readView(body);
    if ("status" in view) return view;

    const site = await sites.find(view.s);
    if (site === "unread") return unavailable("articles-unread", "The list of articles cannot be read at present.", 5);
    if (site === "unknown") return refuse(404, "unknown-site", "This service does not count for the site.", "s");
    const { origin } = headers;
    if (origin !== undefined && !site.isOwnOrigin(origin) && !isSameHost(origin, headers.host)) {
      return refuse(403, "foreign-origin", "Pages of this origin are not pages of the site.");
    }
    const article = await site.find(view.p);
    if (!article) return refuse(404, "unknown-path", "The site has no article at this path.", "p");

    const reason = automaticReason(headers);
    if (reason !== "") {
      metrics.add("broadsheet_views_total", { outcome: reason });
      const views = (await store.readViews(site.id, [article.id])).get(article.id) ?? 0;
      return answerView({ views, comments: article.comments, counted: false });
    }
    waiting++;
    try {
      const reader = wantsNoKey(headers) ? "" : readers.keyOf(site.id, address, headers["user-agent"] ?? "");
      const readerLife = Math.min(readerLimit.span, readers.timeLeft);
      const { outcome, views } = await store.addView({
        site: site.id,
        article: article.id,
        id: view.i,
        reader,
        readerLife,
        at: clock(),
      });
      metrics.add("broadsheet_views_total", { outcome });
      if (outcome === "counted") onCounted(site.id);
      return answerView({ views, comments: article.comments, counted: outcome === "counted" });
    } finally {
      waiting--;
    }
  };
}

const answerView = (answer: ViewAnswer): Answer => answerJson(answer);

/** A page that the service's own server delivers, as in the preview. */
function isSameHost(origin: string, host: string | undefined): boolean {
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}

function readView(body: string): ViewRequest | Answer {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return refuse(400, "malformed", "The body is no JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return refuse(400, "malformed", "The body is no JSON object.");
  const { s, p, i } = value as Record<string, unknown>;
  if (typeof s !== "string" || s === "") return refuse(400, "malformed", "s is the site's id.", "s");
  if (typeof p !== "string" || !p.startsWith("/") || p.length > longestPath)
    return refuse(400, "malformed", "p is the article's path, such as /world/2026/01/steel/.", "p");
  if (typeof i !== "string" || !viewIdPattern.test(i))
    return refuse(400, "malformed", "i has 16 to 32 digits of 0-9 and a-f.", "i");
  return { s, p, i };
}
