// Finds out what a picture's bytes are, and refuses what is no picture, too large, or would run.
import { decodeText } from "../front-matter/front-matter.ts";
import type { PictureFacts, PictureFormat } from "../types.ts";
import { isPicture } from "./references.ts";

/** What only decoding tells of a picture made of pixels. */
export type DecodedFacts = Pick<PictureFacts, "width" | "height" | "colour" | "isOpaque"> & { isAnimated: boolean };

/** Decodes a picture of at most so many pixels; null where it is damaged. */
export type DecodePicture = (bytes: Uint8Array, pixelsLimit: number) => Promise<DecodedFacts | null>;

/** Pixels: what a camera makes is below; what exists to fill a memory is above. */
const pixelsLimit = 100_000_000;

/** Of an attachment. */
const nothing: PictureFacts = { format: "", width: 0, height: 0, colour: "", isOpaque: false, isKept: true, fault: "" };

export const faulty = (fault: string): PictureFacts => ({ ...nothing, fault });

/** By the names that image-size gives them. */
const formats: Record<string, PictureFormat> = { gif: "gif", jpg: "jpeg", png: "png", webp: "webp", avif: "avif" };

/** `source`: the file's name, which must not promise something else than the bytes are. */
export async function inspectFile(source: string, bytes: Buffer, decode: DecodePicture): Promise<PictureFacts> {
  if (/\.svg$/i.test(source)) return inspectDrawing(bytes);
  if (!isPicture(source)) return nothing;
  const size = await measure(bytes);
  if (size === null) return faulty("is damaged, or no picture; save it again as JPEG, PNG, WebP, AVIF or GIF");
  const { width, height, type = "" } = size;
  const format = formats[type];
  if (format === undefined)
    return faulty(`is a file of another kind (${type}); save it as JPEG, PNG, WebP, AVIF or GIF`);
  if (width * height > pixelsLimit)
    return faulty(`has ${width} × ${height} pixels, more than 100 million; save it smaller`);
  if (format === "gif" && !/\.gif$/i.test(source))
    return faulty("is a GIF by its content; give it a name that ends so");
  const decoded = await decode(bytes, pixelsLimit);
  if (decoded === null) return faulty("is damaged; save it again");
  const { isAnimated, ...facts } = decoded;
  return { format, ...facts, isKept: format === "gif" || isAnimated, fault: "" };
}

async function inspectDrawing(bytes: Buffer): Promise<PictureFacts> {
  // Loaded where a drawing is new: most builds know all of theirs.
  const { checkSvg } = await import("./check-svg.ts");
  const { text, faults } = decodeText(bytes);
  const fault = faults.length > 0 ? "is no UTF-8 text; save it again as SVG" : checkSvg(text);
  if (fault !== "") return faulty(fault);
  // A drawing may leave its size to the page.
  const { width, height } = (await measure(bytes)) ?? { width: 0, height: 0 };
  return { ...nothing, format: "svg", width: Math.round(width), height: Math.round(height) };
}

/** By the first bytes alone; null for what has no size. */
async function measure(bytes: Buffer): Promise<{ width: number; height: number; type?: string } | null> {
  const { imageSize } = await import("image-size");
  try {
    return imageSize(bytes);
  } catch {
    return null;
  }
}
