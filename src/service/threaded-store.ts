// A store in a thread of its own, so that waiting for the disk holds up no request. Calls of one turn of the event loop travel together.
import { Worker } from "node:worker_threads";
import { type ArticleNumbers, type CountedView, type Span, type Store, StoreUnavailable, type View } from "./store.ts";

/** A call of one of the store's methods. */
export interface StoreCall {
  number: number;
  method: keyof Store;
  arguments: unknown[];
}

export interface StoreReturn {
  number: number;
  value?: unknown;
  /** Where the call was rejected. */
  failure?: { reason: string; message: string };
}

interface Pending {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/** Turns of the event loop whose calls travel together, at most. */
const turnsGathered = 16;

export class ThreadedStore implements Store {
  private readonly entry: string;
  private readonly path: string;
  private thread: Worker | null = null;
  private calls: StoreCall[] = [];
  private readonly pending = new Map<number, Pending>();
  private counter = 0;

  /** @param entry the bundled `store-thread`. @param path of the SQLite file */
  constructor(entry: string, path: string) {
    this.entry = entry;
    this.path = path;
  }

  private call<Value>(method: keyof Store, ...values: unknown[]): Promise<Value> {
    return new Promise((resolve, reject) => {
      const number = this.counter++;
      this.pending.set(number, { resolve: resolve as (value: unknown) => void, reject });
      if (this.calls.length === 0) setImmediate(() => this.gather(0, 1));
      this.calls.push({ number, method, arguments: values });
    });
  }

  /** Posts as soon as a turn of the event loop brings no more calls, or after a few: waking the other thread costs more than a turn. */
  private gather(before: number, turn: number): void {
    const { calls } = this;
    if (calls.length > before && turn < turnsGathered) {
      const { length } = calls;
      setImmediate(() => this.gather(length, turn + 1));
      return;
    }
    this.calls = [];
    this.thread ??= this.start();
    this.thread.postMessage(calls);
  }

  private start(): Worker {
    const thread = new Worker(this.entry, { workerData: { storePath: this.path } });
    thread.on("message", (returns: StoreReturn[]) => {
      for (const { number, value, failure } of returns) {
        const call = this.pending.get(number);
        this.pending.delete(number);
        if (failure) call?.reject(new StoreUnavailable(failure.reason, failure.message));
        else call?.resolve(value);
      }
    });
    const fail = (message: string) => {
      if (this.thread === thread) this.thread = null;
      const failed = [...this.pending.values()];
      this.pending.clear();
      for (const { reject } of failed) reject(new StoreUnavailable("lost", message));
    };
    thread.once("error", (error) => fail(`the store's thread failed: ${error.message}`));
    thread.once("exit", () => fail("the store's thread has ended"));
    return thread;
  }

  addView(view: View): Promise<CountedView> {
    return this.call("addView", view);
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
    await this.call("close");
    await this.thread?.terminate();
  }
}
