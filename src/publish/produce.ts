// Makes what is stale: plans every page, and has it rendered, encoded and drawn meanwhile, below the staging folder.
import { mkdirSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { outputPathOf } from "../edition/addresses.ts";
import type { Edition } from "../edition/edition.ts";
import { feedPages } from "../pages/feeds/feeds.ts";
import { planArticles, planLists } from "../pages/plan-pages.ts";
import type { PlannedPage } from "../pages/planned-page.ts";
import type { Globals } from "../pages/site-view.ts";
import type { DrawJob, EncodeJob } from "../pictures/picture-maker.ts";
import type { PictureStore } from "../pictures/picture-store.ts";
import { type Asset, storedSizeOf } from "./assets.ts";
import type { Plan, Planner } from "./plan.ts";
import { indexBodies, printedBy } from "./printed.ts";
import type { RenderedFile, Rendering, StartRendering } from "./render.ts";
import { stageFile } from "./staging.ts";
import type { TextPlace } from "./text-store.ts";

export interface Production {
  edition: Edition;
  globals: Globals;
  assets: readonly Asset[];
  planner: Planner;
  store: PictureStore;
  stagingFolder: string;
  startRendering: StartRendering;
  onProgress: (done: number, total: number, what: "page" | "picture") => void;
  /** Whether a page that stays is rendered too, to be compared with what is there. */
  isChecked: (page: PlannedPage) => boolean;
  /** Called once nothing can be found wrong any more, while others render. */
  onPlanned: () => void;
}

export interface Produced {
  plan: Plan;
  /** Null where addresses clash. */
  staged: Map<string, RenderedFile> | null;
  /** Of the pages that stay and were checked: what they would be now. */
  checked: RenderedFile[];
}

export async function produce(production: Production): Promise<Produced> {
  const { edition, planner, stagingFolder, store } = production;
  mkdirSync(stagingFolder, { recursive: true });
  const stalePictures = planner.addAssets(production.assets);
  const pictures = makePictures(store, stalePictures, (made, total) => production.onProgress(made, total, "picture"));
  // Whoever awaits it sees the failure; until then it is not unhandled.
  pictures.catch(() => {});
  const printing = new Printing(production);

  const feeds = await printing.plan(feedPages(edition));
  // They tell the sizes of pictures in bytes.
  const feedsAdded = pictures.then(() => printing.add(feeds));
  feedsAdded.catch(() => {});
  printing.add(await printing.plan(planArticles(edition)));
  printing.add(await printing.plan(planLists(edition)));
  const plan = planner.finish();
  if (plan.problems.length > 0) return { plan, staged: null, checked: [] };
  production.onPlanned();

  const stage = (asset: Asset): RenderedFile => stageFile(stagingFolder, asset.path, asset.make());
  const files = plan.staleAssets.filter(({ picture }) => picture === null).map(stage);
  await feedsAdded;
  const pages = await printing.stale.finish();
  const pictureFiles = plan.staleAssets.filter(({ picture }) => picture !== null).map(stage);
  const staged = new Map([...files, ...pages, ...pictureFiles].map((file) => [file.path, file]));
  return { plan, staged, checked: await printing.checked.finish() };
}

/** Encodes and draws what the store lacks, beside all other work. */
export async function makePictures(
  store: PictureStore,
  assets: readonly Asset[],
  onProgress: (made: number, total: number) => void,
): Promise<void> {
  const jobs = assets.flatMap(({ picture }) => (picture === null ? [] : [picture]));
  await Promise.all([
    store.draw(jobs.filter((job): job is DrawJob => job.kind === "draw")),
    store.encode(
      jobs.filter((job): job is EncodeJob => job.kind === "encode"),
      onProgress,
    ),
  ]);
}

/** Pages that are planned at a time. */
const slice = 500;

/** Hands pages to those who render them. */
class Printing {
  readonly stale: Rendering;
  readonly checked: Rendering;
  readonly #production: Production;
  readonly #bodies: ReadonlyMap<string, TextPlace>;
  #toCheck: PlannedPage[] = [];
  #planned = 0;
  #rendered = 0;

  constructor(production: Production) {
    const { startRendering, stagingFolder, globals, edition } = production;
    this.#production = production;
    this.stale = startRendering(stagingFolder, globals, (more) => {
      this.#rendered += more;
      production.onProgress(this.#rendered, this.#planned, "page");
    });
    this.checked = startRendering(`${stagingFolder}-check`, globals, () => {});
    this.#bodies = indexBodies(edition);
  }

  /** Returns those that are stale. Gives way in between, so that what workers wait for is sent to them. */
  async plan(pages: Iterable<PlannedPage>): Promise<PlannedPage[]> {
    const { planner, isChecked } = this.#production;
    const stale: PlannedPage[] = [];
    let count = 0;
    for (const page of pages) {
      if (planner.addPage(page)) stale.push(page);
      else if (isChecked(page)) this.#toCheck.push(page);
      if (++count % slice === 0) await setImmediate();
    }
    return stale;
  }

  add(pages: readonly PlannedPage[]): void {
    this.#planned += pages.length;
    this.#send(this.stale, pages);
    this.#send(this.checked, this.#toCheck);
    this.#toCheck = [];
  }

  #send(rendering: Rendering, pages: readonly PlannedPage[]): void {
    if (pages.length > 0)
      rendering.add(
        pages,
        printedBy(pages, this.#bodies, (url) => this.#sizeOf(url)),
      );
  }

  #sizeOf(url: string): number {
    const { planner, edition, store } = this.#production;
    return planner.keptAt(outputPathOf(url))?.size ?? storedSizeOf(url, edition, store);
  }
}
