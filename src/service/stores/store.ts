// What every store of counts promises. One suite of tests holds all of them to it: tests/service/store-contract.ts.

/** How long a view's id is remembered, ms. */
export const viewIdLife = 86_400_000;
/** At most `views` counted ones for one reader key and article within `span` ms. */
export const readerLimit = { views: 20, span: 1_800_000 };
/** How long hourly numbers are kept, in hours; daily ones stay. */
export const hoursKept = 35 * 24;

export const hourLength = 3_600_000; // ms
export const dayLength = 86_400_000; // ms

export interface View {
  site: string;
  /** The article's `id` in `/articles.json`. */
  article: string;
  /** `i` of the request. */
  id: string;
  /** Of `ReaderKeys`; "" where the reader asked for none. */
  reader: string;
  /** How long `reader` may be kept at most, ms. */
  readerLife: number;
  /** Epoch milliseconds. */
  at: number;
}

export interface CountedView {
  /** `repeat`: the id is known. `limited`: the reader has had too many. */
  outcome: "counted" | "repeat" | "limited";
  /** All views of the article, this one included. */
  views: number;
}

/** Numbers of one article; the key of `hours` and `days` counts them from 1970, in UTC. */
export interface ArticleNumbers {
  id: string;
  views: number;
  hours: Record<number, number>;
  days: Record<number, number>;
}

export type Span = { unit: "hours" | "days"; since: number };

/** Every method rejects with `StoreUnavailable` where the store cannot do it now. */
export interface Store {
  /** Resolves when the count is committed, and not before; views that come together may be committed together. */
  addView(view: View): Promise<CountedView>;
  /** Views by article; those that have none are left out. */
  readViews(site: string, articles: readonly string[]): Promise<Map<string, number>>;
  /** Views since the start of an hour or day, most first, then by id; at most `rankLength`. */
  rank(site: string, span: Span): Promise<[article: string, views: number][]>;
  /** The next articles with numbers whose id comes after `after`, in the order of ids as UTF-8 bytes; none at the end. `withSpans` fills `hours` and `days`. */
  listNumbers(site: string, after: string, withSpans: boolean): Promise<ArticleNumbers[]>;
  /** Replaces the numbers of these articles. */
  replaceNumbers(site: string, numbers: readonly ArticleNumbers[]): Promise<void>;
  /** Removes all reader keys, beyond recovery as far as the store can. */
  forgetReaders(): Promise<void>;
  /** Commits something, to show that it can. */
  probe(): Promise<void>;
  /** Removes a part of what has expired at `now`; called every second. */
  sweep(now: number): Promise<void>;
  /** Commits what is under way, then closes. */
  close(): Promise<void>;
}

export const rankLength = 5_000;

/** The store cannot answer now; nothing of what was asked for is known to have happened. */
export class StoreUnavailable extends Error {
  /** A short word for metrics: "full", "busy", "read-only", "lost", … */
  readonly reason: string;

  constructor(reason: string, message: string) {
    super(message);
    this.reason = reason;
  }
}
