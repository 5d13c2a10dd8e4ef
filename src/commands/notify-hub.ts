// Tells a WebSub hub which feeds have changed, as hubs have taken it since PubSubHubbub: one POST for each.
import { STATUS_CODES } from "node:http";

/** `unreached`: no answer, or none but "not now"; `skipped`: not tried, since the hub had failed others by then. */
export interface Notice {
  feed: string;
  outcome: "accepted" | "refused" | "unreached" | "skipped";
  tries: number;
  /** Why it was not accepted, or "". */
  reason: string;
}

export interface HubOptions {
  /** Of each try, in ms. */
  timeout: number;
  /** Epoch milliseconds. */
  clock: () => number;
  /** Waits for so many ms. */
  pause: (ms: number) => Promise<void>;
  /** Called with the number of feeds that are done. */
  onProgress: (told: number) => void;
}

const mostTries = 3;
const atOnce = 4;
/** Waits between tries, in ms, where the hub names none. */
const backoff = [1_000, 4_000];
/** What a hub may ask to wait, in ms. */
const longestWait = 60_000;

interface Failure {
  outcome: "refused" | "unreached";
  reason: string;
  /** Whether another try may help. */
  isPassing: boolean;
  /** Whether the hub would answer the same to any feed. */
  isOfHub: boolean;
  /** ms, or null. */
  retryAfter: number | null;
}

/** `hub` and `feeds` are absolute URLs. Never throws for what a hub or the network does; the notices are in the order of `feeds`. */
export async function notifyHub(hub: string, feeds: readonly string[], options: HubOptions): Promise<Notice[]> {
  const notices = new Map<string, Notice>();
  const waiting = [...feeds];
  // For all: a hub that is busy is busy for every feed.
  let openAt = 0;
  let isGivenUp = false;

  const tell = async (feed: string): Promise<Notice> => {
    for (let tries = 1; ; tries++) {
      for (let wait = openAt - options.clock(); wait > 0; wait = openAt - options.clock()) await options.pause(wait);
      const failure = await publish(hub, feed, options);
      if (failure === null) return { feed, outcome: "accepted", tries, reason: "" };
      const delay = failure.retryAfter ?? backoff[tries - 1] ?? 0;
      if (!failure.isPassing || tries === mostTries || delay > longestWait) {
        isGivenUp ||= failure.isOfHub;
        const later = delay > longestWait ? `, and asks to wait ${Math.ceil(delay / 1000)} s; run it again then` : "";
        return { feed, outcome: failure.outcome, tries, reason: `${failure.reason}${later}` };
      }
      openAt = Math.max(openAt, options.clock() + delay);
    }
  };
  const work = async (): Promise<void> => {
    for (let feed = waiting.shift(); feed !== undefined && !isGivenUp; feed = waiting.shift()) {
      notices.set(feed, await tell(feed));
      options.onProgress(notices.size);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return feeds.map(
    (feed) =>
      notices.get(feed) ?? {
        feed,
        outcome: "skipped",
        tries: 0,
        reason: "not tried, since the hub failed the feeds before it",
      },
  );
}

/** One try; null where the hub accepts. */
async function publish(hub: string, feed: string, { timeout, clock }: HubOptions): Promise<Failure | null> {
  const failure: Failure = { outcome: "refused", reason: "", isPassing: false, isOfHub: false, retryAfter: null };
  try {
    const response = await fetch(hub, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", "user-agent": "Broadsheet" },
      body: new URLSearchParams({ "hub.mode": "publish", "hub.url": feed }).toString(),
      redirect: "manual",
      signal: AbortSignal.timeout(timeout),
    });
    const { status, headers } = response;
    const reason = `${status} ${STATUS_CODES[status] ?? ""}`.trim();
    if (response.ok) {
      await response.body?.cancel();
      return null;
    }
    if (status >= 300 && status < 400) {
      await response.body?.cancel();
      // Followed, most redirects would turn the POST into a GET.
      return {
        ...failure,
        reason: `${reason}: the hub has moved${whither(hub, headers.get("location"))}; correct hub in _data/site`,
        isOfHub: true,
      };
    }
    if (status === 429 || status >= 500) {
      await response.body?.cancel();
      return {
        ...failure,
        outcome: "unreached",
        reason,
        isPassing: true,
        isOfHub: true,
        retryAfter: readRetryAfter(headers.get("retry-after"), clock()),
      };
    }
    return {
      ...failure,
      reason: `${reason}${await readExplanation(response)}`,
      isOfHub: status === 404 || status === 410,
    };
  } catch (error) {
    return {
      ...failure,
      outcome: "unreached",
      reason: nameFault(error as Error, timeout),
      isPassing: true,
      isOfHub: true,
    };
  }
}

/** Seconds or a date (https://www.rfc-editor.org/rfc/rfc9110.html#name-retry-after) as ms from `now`; null where it is neither. */
function readRetryAfter(text: string | null, now: number): number | null {
  if (text === null) return null;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

function whither(hub: string, location: string | null): string {
  return location !== null && URL.canParse(location, hub) ? ` to ${new URL(location, hub).href}` : "";
}

/** The start of a plain text, on one line; nobody needs a page of HTML, or its megabytes, on a terminal. */
async function readExplanation(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return "";
  const decoder = new TextDecoder();
  let text = "";
  try {
    while ((response.headers.get("content-type") ?? "").startsWith("text/plain") && text.length < 200) {
      const { value, done } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
    await reader.cancel();
  } catch {
    // The status has been said; what broke off is only its explanation.
  }
  const line = text
    .slice(0, 200)
    .replace(/[\s\p{C}]+/gu, " ")
    .trim();
  return line === "" ? "" : `: ${line}`;
}

function nameFault(error: Error, timeout: number): string {
  if (error.name === "TimeoutError") return `no answer within ${timeout / 1000} s`;
  const cause = error.cause instanceof Error ? (error.cause as NodeJS.ErrnoException) : null;
  return `no connection (${cause?.code ?? cause?.message ?? error.message})`;
}
