// `GET /v1/export`: what the service has counted, as JSON lines. Hours and days are not public: `broadsheet service export` has them.

import { findSite } from "../find-site.ts";
import { answerJson, type Route } from "../http/exchange.ts";
import type { Sites } from "../sites.ts";
import { formatNumbers } from "../stores/number-lines.ts";
import type { Store } from "../stores/store.ts";

export function exportRoute(sites: Sites, store: Store): Route {
  return async ({ query }) => {
    const site = await findSite(sites, new URLSearchParams(query).get("s") ?? "");
    if ("status" in site) return site;
    const lines = formatNumbers(store, site.id, false);
    // The first line is fetched ahead: a store that is down is a 503, not an empty file.
    const first = await lines.next();
    const answer = answerJson({}, { "content-type": "application/jsonl; charset=utf-8" });
    return {
      ...answer,
      body: (async function* () {
        if (!first.done) yield first.value;
        yield* lines;
      })(),
    };
  };
}
