// `/healthz`, `/readyz` and `/metrics`: for those who run the service.
import { type Answer, answerJson, answerText, type Route, unavailable } from "../http/exchange.ts";
import type { ServiceParts } from "../parts.ts";

/** Readiness is tried at most so often, ms: it costs a write. */
const readyInterval = 1_000;

/** Whether the process answers at all. */
export const healthRoute: Route = () => answerJson({ status: "ok" });

/** Whether a view could be counted now: a write is tried, and every articles file must have been read. @throws StoreUnavailable */
export function readyRoute({ sites, store }: ServiceParts): Route {
  let last: { answer: Promise<Answer>; at: number } | null = null;
  const check = async (): Promise<Answer> => {
    await sites.refresh(readyInterval);
    await store.probe();
    const unread = sites.list.filter(({ manifest }) => manifest === null);
    if (unread.length === 0) return answerJson({ status: "ready" });
    const problems = unread.map(({ settings, problem }) => `${settings.articles}: ${problem}`);
    throw unavailable("articles-unread", problems.join("; "), 5);
  };
  return () => {
    if (last === null || performance.now() - last.at > readyInterval) last = { answer: check(), at: performance.now() };
    return last.answer;
  };
}

export function metricsRoute({ metrics }: ServiceParts): Route {
  return () => answerText(metrics.format(), "text/plain; version=0.0.4; charset=utf-8");
}
