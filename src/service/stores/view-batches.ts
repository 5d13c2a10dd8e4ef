// Views on their way to the thread that commits them: they gather while it is at work, since waking it costs more than a view.
import type { CountedView, View } from "./store.ts";

interface WaitingView {
  view: View;
  resolve: (counted: CountedView) => void;
  reject: (error: Error) => void;
}

/** So many do not wait for the thread's answer: it begins with them while this thread still reads requests. */
const fullBatch = 16;

export class ViewBatches {
  private readonly commit: (views: readonly View[]) => Promise<CountedView[]>;
  private waiting: WaitingView[] = [];
  private underWay = 0;

  /** @param commit resolves in the order of the views; may be called again before. */
  constructor(commit: (views: readonly View[]) => Promise<CountedView[]>) {
    this.commit = commit;
  }

  /** Settles as the view's batch does. */
  add(view: View): Promise<CountedView> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ view, resolve, reject });
      if (this.waiting.length === fullBatch) this.send();
      // Those that the same turn of the event loop brings go along.
      else if (this.waiting.length === 1) setImmediate(() => this.underWay === 0 && this.send());
    });
  }

  /** Sends what waits, if anything does. */
  send(): void {
    const batch = this.waiting;
    if (batch.length === 0) return;
    this.waiting = [];
    this.underWay++;
    this.commit(batch.map(({ view }) => view))
      .finally(() => {
        this.underWay--;
        if (this.underWay === 0) this.send();
      })
      .then(
        (counted) => {
          for (const [index, { resolve }] of batch.entries()) resolve(counted[index] as CountedView);
        },
        (error) => {
          for (const { reject } of batch) reject(error);
        },
      );
  }
}
