// Renders the stale pages of one build: few of them here or in a worker that is warm already, many in as many workers as there are cores.

import type { PlannedPage } from "../pages/planned-page.ts";
import { fillPage } from "../pages/planned-page.ts";
import { addPrinted, type Printed, printedBy } from "../publish/printed.ts";
import type { RenderedFile, Rendering } from "../publish/render.ts";
import { chunk } from "./chunk.ts";
import type { TemplateSource } from "./kept-templates.ts";
import { type RenderPagesJob, runRenderJob } from "./render-job.ts";
import type { WorkerPool } from "./worker-pool.ts";

/** Below this a worker's start costs more than it saves. */
const pagesWorthWorkers = 250;
/** Work that one worker takes at a time: small enough to keep all of them busy to the end, and for its memory. */
const pagesPerJob = 500;

/** A feed prints whole texts, dozens of them, and takes as long and as much memory as some articles. */
const weighPage = ({ bodies }: PlannedPage): number => Math.max(1, bodies.length / 3);

/** What all jobs share. */
export type RenderContext = TemplateSource & Pick<RenderPagesJob, "folder" | "globals">;

export class PooledRendering implements Rendering {
  readonly #pool: WorkerPool;
  readonly #context: RenderContext;
  readonly #onProgress: (rendered: number) => void;
  readonly #runs: Promise<RenderedFile[][]>[] = [];
  #waiting: PlannedPage[] = [];
  readonly #printed: Printed = { bodies: new Map(), sizes: new Map() };

  constructor(pool: WorkerPool, context: RenderContext, onProgress: (rendered: number) => void) {
    this.#pool = pool;
    this.#context = context;
    this.#onProgress = onProgress;
  }

  add(pages: readonly PlannedPage[], printed: Printed): void {
    this.#waiting = [...this.#waiting, ...pages];
    addPrinted(this.#printed, printed);
    if (this.#pool.isWarm || this.#waiting.length > pagesWorthWorkers) this.#handOver();
  }

  async finish(): Promise<RenderedFile[]> {
    const here = this.#waiting.length === 0 ? [] : await runRenderJob(this.#jobOf(this.#waiting), this.#onProgress);
    return [here, ...(await Promise.all(this.#runs)).flat()].flat();
  }

  #handOver(): void {
    const parts =
      this.#waiting.length > pagesWorthWorkers ? chunk(this.#waiting, pagesPerJob, weighPage) : [this.#waiting];
    const run = this.#pool.run<RenderedFile[]>(
      parts.map((part) => () => this.#jobOf(part)),
      this.#onProgress,
    );
    // Whoever calls `finish` sees the failure; until then it is not unhandled.
    run.catch(() => {});
    this.#runs.push(run);
    this.#waiting = [];
  }

  #jobOf(planned: readonly PlannedPage[]): RenderPagesJob {
    const { bodies, sizes } = this.#printed;
    const printed = printedBy(planned, bodies, (url) => sizes.get(url) ?? 0);
    return { ...this.#context, kind: "render", pages: planned.map(fillPage), printed };
  }
}
