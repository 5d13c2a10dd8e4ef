// What the build asks of whoever renders: `eleventy` implements it, `cli` hands it over.
import type { Page } from "../pages/models.ts";
import type { Globals } from "../pages/site-view.ts";
import type { FragmentIndex } from "./fragment-store.ts";

/** A file that was written below the folder that `render` was given. */
export interface RenderedFile {
  path: string;
  /** As `hashBytes`. */
  digest: string;
  /** Bytes. */
  size: number;
  mtimeMs: number;
}

export interface RenderJob {
  pages: readonly Page[];
  /** Where to write. */
  folder: string;
  globals: Globals;
  fragments: FragmentIndex;
}

export type Render = (job: RenderJob, onProgress: (rendered: number) => void) => Promise<RenderedFile[]>;
