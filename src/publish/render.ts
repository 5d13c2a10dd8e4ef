// What the build asks of whoever renders: `workers` implements it.
import type { PlannedPage } from "../pages/planned-page.ts";
import type { Globals } from "../pages/site-view.ts";
import type { Printed } from "./printed.ts";

/** A file that was written below the folder that the rendering was given. */
export interface RenderedFile {
  path: string;
  /** As `digestOf`. */
  digest: string;
  /** Bytes. */
  size: number;
  mtimeMs: number;
}

/** Renders the pages of one build, lot by lot, in whatever order is quickest. */
export interface Rendering {
  /** May start at once. */
  add(pages: readonly PlannedPage[], printed: Printed): void;
  /** The files of all pages. @throws TemplateError, DamagedCacheError, and the file system's errors */
  finish(): Promise<RenderedFile[]>;
}

/** `folder` is where to write; `onProgress` gets the number of pages rendered since its last call. */
export type StartRendering = (folder: string, globals: Globals, onProgress: (rendered: number) => void) => Rendering;
