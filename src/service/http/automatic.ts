// Requests that no reader's eyes follow: robots and pages fetched ahead.
import type { IncomingHttpHeaders } from "node:http";
import { isbot } from "isbot";

/** Verdicts on user agents; they are few, and the list of robots is one long pattern. */
const verdicts = new Map<string, boolean>();
const verdictLimit = 1_000;
/** Longer ones are judged and not remembered. */
const rememberedLength = 512;

function isRobot(agent: string): boolean {
  const known = verdicts.get(agent);
  if (known !== undefined) return known;
  const verdict = isbot(agent);
  if (verdicts.size >= verdictLimit) verdicts.clear();
  if (agent.length <= rememberedLength) verdicts.set(agent, verdict);
  return verdict;
}

/** Why a view is not counted, or "" where it is a reader's. */
export function automaticReason(headers: IncomingHttpHeaders): "bot" | "prefetch" | "" {
  // https://wicg.github.io/nav-speculation/prefetch.html: "prefetch", "prefetch;prerender"; `Purpose` is its forerunner.
  const purpose = String(headers["sec-purpose"] ?? headers.purpose ?? "");
  if (/\b(?:prefetch|prerender)\b/.test(purpose)) return "prefetch";
  return isRobot(headers["user-agent"] ?? "") ? "bot" : "";
}

/** https://www.w3.org/TR/gpc/, https://www.w3.org/TR/tracking-dnt/ */
export function wantsNoKey(headers: IncomingHttpHeaders): boolean {
  return headers["sec-gpc"] === "1" || headers.dnt === "1";
}
