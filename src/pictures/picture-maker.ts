// What the build asks of whoever knows how to decode, encode and draw; `make-pictures.ts` implements it.
import type { DecodePicture } from "../content/media/inspect-file.ts";
import type { EncodedFormat } from "../edition/renditions.ts";
import type { HeadlineCard } from "../pages/articles/headline-card.ts";

/** A file to be made. */
export type PictureJob = EncodeJob | DrawJob;

export interface EncodeJob {
  kind: "encode";
  /** Digest of the source; jobs of one are best done together. */
  digest: string;
  /** Relative to the site's folder. */
  source: string;
  width: number;
  height: number;
  format: EncodedFormat;
}

export interface DrawJob {
  kind: "draw";
  card: HeadlineCard;
}

export interface PictureMaker {
  /** Names the encoder with its version and options: others make other bytes. */
  encoder: string;
  /** The same of what draws headlines. */
  drawing: string;
  decode: DecodePicture;
  /** @throws Error where a source is damaged, which `decode` would have told. */
  encode: (bytes: Uint8Array, job: EncodeJob) => Promise<Uint8Array>;
  /** A PNG of `cardSize` for each, in their order; may be done elsewhere, while others plan and render. */
  draw: (cards: readonly HeadlineCard[]) => Promise<Uint8Array[]>;
}
