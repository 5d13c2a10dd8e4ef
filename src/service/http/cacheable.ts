// What stays good for a moment: made once for all who ask, and not sent again to those who have it.
import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Answer } from "./exchange.ts";

/** `version` is that of what the value is made of, `begun` is on the monotonic clock, `cost` 0 while it is made; ms. */
interface Moment<Value> {
  value: Promise<Value>;
  version: number;
  begun: number;
  cost: number;
}

/** Gives the value of a key; makes it where there is none, or one of another version. Failures are not kept. */
type Recall<Value> = (key: string, version: number, make: () => Promise<Value>) => Promise<Value>;

/**
 * @param life ms; after it a value is made anew even if this process knows of no change. @param capacity values kept
 * @param share a value stays good, whatever changes, for so many times as long as it took to make
 */
export function makeRecall<Value>(life: number, capacity: number, share = 0): Recall<Value> {
  const moments = new Map<string, Moment<Value>>();
  return (key, version, make) => {
    const begun = performance.now();
    const known = moments.get(key);
    const age = begun - (known?.begun ?? 0);
    if (known && (age < known.cost * share || (age < life && known.version === version))) return known.value;
    moments.delete(key);
    if (moments.size >= capacity) moments.delete(moments.keys().next().value as string);
    const moment = { value: make(), version, begun, cost: 0 };
    moments.set(key, moment);
    moment.value.then(
      () => (moment.cost = performance.now() - begun),
      () => moments.get(key) === moment && moments.delete(key),
    );
    return moment.value;
  };
}

/** Adds a strong entity tag: https://www.rfc-editor.org/rfc/rfc9110#name-etag */
export function withTag(answer: Answer): Answer {
  const tag = createHash("sha1").update(String(answer.body)).digest("base64url").slice(0, 20);
  return { ...answer, headers: { ...answer.headers, etag: `"${tag}"` } };
}

/** 304 without body where the client has what the answer says. @param answer of `withTag` */
export function unlessKnown(request: IncomingMessage, answer: Answer): Answer {
  const wanted = request.headers["if-none-match"];
  if (wanted === undefined) return answer;
  const tags = wanted.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  if (!tags.includes("*") && !tags.includes(answer.headers.etag ?? "")) return answer;
  const { "content-type": _, ...headers } = answer.headers;
  return { ...answer, status: 304, body: "", headers };
}
