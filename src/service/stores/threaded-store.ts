// SQLite in a thread of its own, so that waiting for the disk holds up no request: while it commits one batch of views, this thread reads the next.
import { Worker } from "node:worker_threads";
import { type ArticleNumbers, type CountedView, type Span, type Store, StoreUnavailable, type View } from "./store.ts";
import { ViewBatches } from "./view-batches.ts";

/** Views travel by the batch. */
export type StoreMethod = Exclude<keyof Store, "addView"> | "addViews";

/** A call of one of the store's methods. */
export interface StoreCall {
  number: number;
  method: StoreMethod;
  /** A list, as JSON: a text is cheaper to hand over than objects. */
  values: string;
}

export interface StoreReturn {
  number: number;
  value?: unknown;
  /** Where the call was rejected. */
  failure?: { reason: string; message: string };
}

/** Megabytes: of a batch nothing stays, and the service promises to be small. */
const nursery = 24;

interface Pending {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

export class ThreadedStore implements Store {
  private readonly entry: string;
  private readonly path: string;
  private thread: Worker | null = null;
  private readonly views = new ViewBatches((views) => this.call("addViews", views));
  private readonly pending = new Map<number, Pending>();
  private counter = 0;

  /** @param entry the bundled `store-thread`. @param path of the SQLite file */
  constructor(entry: string, path: string) {
    this.entry = entry;
    this.path = path;
  }

  private call<Value>(method: StoreMethod, ...values: unknown[]): Promise<Value> {
    return new Promise((resolve, reject) => {
      const number = this.counter++;
      this.pending.set(number, { resolve: resolve as (value: unknown) => void, reject });
      this.thread ??= this.start();
      this.thread.postMessage({ number, method, values: JSON.stringify(values) } satisfies StoreCall);
    });
  }

  private start(): Worker {
    const thread = new Worker(this.entry, {
      workerData: { storePath: this.path },
      resourceLimits: { maxYoungGenerationSizeMb: nursery },
    });
    thread.on("message", ({ number, value, failure }: StoreReturn) => {
      const call = this.pending.get(number);
      this.pending.delete(number);
      if (failure) call?.reject(new StoreUnavailable(failure.reason, failure.message));
      else call?.resolve(value);
    });
    const fail = (message: string) => {
      // Calls since then are another thread's.
      if (this.thread !== thread) return;
      this.thread = null;
      const failed = [...this.pending.values()];
      this.pending.clear();
      for (const { reject } of failed) reject(new StoreUnavailable("lost", message));
    };
    thread.once("error", (error) => fail(`the store's thread failed: ${error.message}`));
    thread.once("exit", () => fail("the store's thread has ended"));
    return thread;
  }

  addView(view: View): Promise<CountedView> {
    return this.views.add(view);
  }

  readViews(site: string, articles: readonly string[]): Promise<Map<string, number>> {
    return this.call("readViews", site, articles);
  }

  rank(site: string, span: Span): Promise<[string, number][]> {
    return this.call("rank", site, span);
  }

  listNumbers(site: string, after: string, withSpans: boolean): Promise<ArticleNumbers[]> {
    return this.call("listNumbers", site, after, withSpans);
  }

  replaceNumbers(site: string, numbers: readonly ArticleNumbers[]): Promise<void> {
    return this.call("replaceNumbers", site, numbers);
  }

  forgetReaders(): Promise<void> {
    return this.call("forgetReaders");
  }

  probe(): Promise<void> {
    return this.call("probe");
  }

  sweep(now: number): Promise<void> {
    return this.call("sweep", now);
  }

  async close(): Promise<void> {
    this.views.send();
    await this.call("close");
    await this.thread?.terminate();
  }
}
