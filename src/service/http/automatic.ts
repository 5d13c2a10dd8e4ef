// Requests that no reader's eyes follow: robots and pages fetched ahead.
import type { IncomingHttpHeaders } from "node:http";
import { isbot } from "isbot";

/** Why a view is not counted, or "" where it is a reader's. */
export function automaticReason(headers: IncomingHttpHeaders): "bot" | "prefetch" | "" {
  // https://wicg.github.io/nav-speculation/prefetch.html: "prefetch", "prefetch;prerender"; `Purpose` is its forerunner.
  const purpose = String(headers["sec-purpose"] ?? headers.purpose ?? "");
  if (/\b(?:prefetch|prerender)\b/.test(purpose)) return "prefetch";
  return isbot(headers["user-agent"]) ? "bot" : "";
}

/** https://www.w3.org/TR/gpc/, https://www.w3.org/TR/tracking-dnt/ */
export const wantsNoKey = (headers: IncomingHttpHeaders): boolean => headers["sec-gpc"] === "1" || headers.dnt === "1";
