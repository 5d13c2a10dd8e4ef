// What stays good for a moment: made once for all who ask, and not sent again to those who have it.
import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Answer } from "./exchange.ts";

interface Entry<Value> {
  value: Promise<Value>;
  /** Of what the value is made of, when it was begun. */
  version: unknown;
  /** On the monotonic clock, ms. */
  begun: number;
  /** How long it took, ms; 0 while it is made. */
  cost: number;
}

interface Lives {
  /** ms; after it a value is made anew even if this process knows of no change. */
  life: number;
  /** Values kept. */
  capacity: number;
  /** A value stays good, whatever changes, for so many times as long as it took to make: it is made for one part in so many of the time at most. */
  share?: number;
}

export class MomentCache<Value> {
  private readonly entries = new Map<string, Entry<Value>>();
  private readonly lives: Required<Lives>;

  constructor(lives: Lives) {
    this.lives = { share: 0, ...lives };
  }

  /** The value of `key`; made where there is none, or where `version` is another one. Failures are not kept. */
  get(key: string, version: unknown, make: () => Promise<Value>): Promise<Value> {
    const { life, capacity, share } = this.lives;
    const begun = performance.now();
    const known = this.entries.get(key);
    const age = known ? begun - known.begun : 0;
    if (known && (age < known.cost * share || (age < life && known.version === version))) return known.value;
    this.entries.delete(key);
    if (this.entries.size >= capacity) this.entries.delete(this.entries.keys().next().value as string);
    const entry = { value: make(), version, begun, cost: 0 };
    this.entries.set(key, entry);
    entry.value.then(
      () => (entry.cost = performance.now() - begun),
      () => this.entries.get(key) === entry && this.entries.delete(key),
    );
    return entry.value;
  }
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
