// `GET /v1/export`: what the service has counted, as JSON lines. Hours and days are not public: `broadsheet service export` has them.
import { answerText, type Route } from "../http/exchange.ts";
import type { ServiceParts } from "../parts.ts";
import { formatNumbers } from "../stores/number-lines.ts";

export function exportRoute({ sites, store }: ServiceParts): Route {
  return async ({ query }) => {
    const site = await sites.find(new URLSearchParams(query).get("s") ?? "");
    const lines = formatNumbers(store, site.id, false);
    // The first line is fetched ahead: a store that is down is a 503, not an empty file.
    const first = await lines.next();
    const body = async function* () {
      if (!first.done) yield first.value;
      yield* lines;
    };
    return answerText(body(), "application/jsonl; charset=utf-8");
  };
}
