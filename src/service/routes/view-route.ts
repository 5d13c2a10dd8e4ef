// `POST /v1/view`: counts one view of an article, and answers when that is committed.
import { bodyLimit, type ViewAnswer, type ViewRequest, viewIdPattern } from "../../api/contract.ts";
import { automaticReason, wantsNoKey } from "../http/automatic.ts";
import { blockOf } from "../http/client-address.ts";
import { type Answer, answerJson, type Route, readBody, refuse, unavailable } from "../http/exchange.ts";
import { RateLimiter } from "../http/rate-limit.ts";
import { isObject, parseJson } from "../json-values.ts";
import type { ServiceParts } from "../parts.ts";
import { readerLimit } from "../stores/store.ts";

/** Whole mobile networks share one address. */
const viewsPerMinute = 600;
/** Views that wait for their commit; more are sent away, so that memory stays bounded. */
const waitingLimit = 4_000;
const longestPath = 2_048;

export function viewRoute({ sites, store, clients, readers, metrics, clock }: ServiceParts): Route {
  const limiter = new RateLimiter({ requests: viewsPerMinute, span: 60_000 });
  setInterval(() => limiter.forget(performance.now()), 1_000).unref();
  let waiting = 0;
  metrics.gauge("broadsheet_waiting_views", "Views that wait for their commit.", () => waiting);
  metrics.gauge("broadsheet_limited_addresses", "Addresses that the limit of views remembers.", () => limiter.size);

  return async ({ request }) => {
    const { headers } = request;
    const address = clients.of(request);
    const pause = limiter.take(blockOf(address), performance.now());
    if (pause > 0) {
      const message = "Too many views from this address; try again later.";
      throw refuse(429, "too-many-views", message, "", { "retry-after": String(pause) });
    }
    if (waiting >= waitingLimit) throw unavailable("overloaded", "The service has too much to do; try again soon.");
    const isJson = /^(?:text\/plain|application\/json)[ \t]*(?:;|$)/i.test(headers["content-type"] ?? "");
    if (!isJson || headers["content-encoding"] !== undefined)
      throw refuse(415, "wrong-type", "Send JSON as text/plain or application/json, without content encoding.");
    const { s, p, i } = readView(await readBody(request, bodyLimit));
    const site = await sites.find(s);
    const { origin, host = "" } = headers;
    // Pages may be delivered by the service's own server, as in the preview.
    const isOwn = (page: string) => site.isOwnOrigin(page) || [`http://${host}`, `https://${host}`].includes(page);
    if (origin !== undefined && !isOwn(origin))
      throw refuse(403, "foreign-origin", "Pages of this origin are not pages of the site.");
    const article = await site.find(p);
    if (!article) throw refuse(404, "unknown-path", "The site has no article at this path.", "p");

    const answer = (outcome: string, views: number): Answer => {
      metrics.add("broadsheet_views_total", { outcome });
      return answerJson({ views, comments: article.comments, counted: outcome === "counted" } satisfies ViewAnswer);
    };
    const reason = automaticReason(headers);
    if (reason !== "") return answer(reason, (await store.readViews(site.id, [article.id])).get(article.id) ?? 0);
    waiting++;
    try {
      const { outcome, views } = await store.addView({
        site: site.id,
        article: article.id,
        id: i,
        reader: wantsNoKey(headers) ? "" : readers.keyOf(site.id, address, headers["user-agent"] ?? ""),
        readerLife: Math.min(readerLimit.span, readers.timeLeft),
        at: clock(),
      });
      if (outcome === "counted") site.version++;
      return answer(outcome, views);
    } finally {
      waiting--;
    }
  };
}

/** @throws a refusal */
function readView(body: string): ViewRequest {
  const value = parseJson(body);
  if (value === undefined) throw refuse(400, "malformed", "The body is no JSON.");
  if (!isObject(value)) throw refuse(400, "malformed", "The body is no JSON object.");
  const { s, p, i } = value;
  if (typeof s !== "string" || s === "") throw refuse(400, "malformed", "s is the site's id.", "s");
  if (typeof p !== "string" || !p.startsWith("/") || p.length > longestPath)
    throw refuse(400, "malformed", "p is the article's path, such as /world/2026/01/steel/.", "p");
  if (typeof i !== "string" || !viewIdPattern.test(i))
    throw refuse(400, "malformed", "i has 16 to 32 digits of 0-9 and a-f.", "i");
  return { s, p, i };
}
