// Answers that stay good for a moment: made once for all who ask, and not sent again to those who have them.
import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Answer } from "./exchange.ts";

interface Entry {
  answer: Promise<Answer>;
  /** Of the site's numbers, when the answer was begun. */
  version: unknown;
  /** On the monotonic clock, ms. */
  goodUntil: number;
}

/** Answers kept, of some 10 KB at most. */
const capacity = 1_000;

export class AnswerCache {
  private readonly entries = new Map<string, Entry>();
  private readonly life: number;

  /** @param life ms; after it an answer is made anew even if this process knows of no change. */
  constructor(life: number) {
    this.life = life;
  }

  /** The answer to `key`; made where there is none, or where `version` is another one. Refusals are not kept. */
  get(key: string, version: unknown, make: () => Promise<Answer>): Promise<Answer> {
    const now = performance.now();
    const known = this.entries.get(key);
    if (known && known.version === version && now < known.goodUntil) return known.answer;
    this.entries.delete(key);
    if (this.entries.size >= capacity) this.entries.delete(this.entries.keys().next().value as string);
    const entry: Entry = { answer: make(), version, goodUntil: now + this.life };
    this.entries.set(key, entry);
    const drop = () => {
      if (this.entries.get(key) === entry) this.entries.delete(key);
    };
    entry.answer.then(({ status }) => status !== 200 && drop(), drop);
    return entry.answer;
  }
}

/** Adds a strong entity tag: https://www.rfc-editor.org/rfc/rfc9110#name-etag */
export function withTag(answer: Answer): Answer {
  const tag = createHash("sha1").update(String(answer.body)).digest("base64url").slice(0, 20);
  return { ...answer, headers: { ...answer.headers, etag: `"${tag}"` } };
}

/** 304 without body where the client has what the answer says. */
export function unlessKnown(request: IncomingMessage, answer: Answer): Answer {
  const wanted = request.headers["if-none-match"];
  const { etag } = answer.headers;
  if (wanted === undefined || etag === undefined || answer.status !== 200) return answer;
  const isKnown = wanted.trim() === "*" || wanted.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
  if (!isKnown) return answer;
  const { "content-type": _, ...headers } = answer.headers;
  return { ...answer, status: 304, body: "", headers };
}
