// Finds out what a picture's bytes are, and refuses what is no picture, too large, or would run.
import { decodeText } from "../front-matter/front-matter.ts";
import type { PictureFacts, PictureFormat } from "../types.ts";

/** What only decoding tells of a picture made of pixels. */
export interface DecodedFacts {
  /** After EXIF rotation. */
  width: number;
  height: number;
  colour: string;
  isOpaque: boolean;
  isAnimated: boolean;
}

/** Decodes a picture of at most so many pixels; null where it is damaged. */
export type DecodePicture = (bytes: Uint8Array, pixelsLimit: number) => Promise<DecodedFacts | null>;

/** A larger file belongs on a media server, not in git. */
export const bytesLimit = 50 * 1024 * 1024;
/** Pixels: what a camera makes is below; what exists to fill a memory is above. */
export const pixelsLimit = 100_000_000;

const nothing: PictureFacts = { format: "", width: 0, height: 0, colour: "", isOpaque: false, isKept: true, fault: "" };

export const faulty = (fault: string): PictureFacts => ({ ...nothing, fault });
/** Of an attachment. */
export const unseen = (): PictureFacts => ({ ...nothing });

const pictureName = /\.(?:svg|png|jpe?g|gif|webp|avif)$/i;
const drawingName = /\.svg$/i;
const formats: Record<string, PictureFormat> = {
  svg: "svg",
  gif: "gif",
  jpg: "jpeg",
  png: "png",
  webp: "webp",
  avif: "avif",
};

/** `source`: the file's name, which must not promise something else than the bytes are. */
export async function inspectFile(source: string, bytes: Buffer, decode: DecodePicture): Promise<PictureFacts> {
  if (!pictureName.test(source)) return unseen();
  if (drawingName.test(source)) return inspectDrawing(bytes);
  const { imageSize } = await import("image-size");
  let size: { width: number; height: number; type?: string };
  try {
    size = imageSize(bytes);
  } catch {
    return faulty("is damaged, or no picture; save it again as JPEG, PNG, WebP, AVIF or GIF");
  }
  const { width, height, type = "" } = size;
  const format = formats[type];
  if (format === undefined || format === "svg")
    return faulty(`is a file of another kind (${type}); save it as JPEG, PNG, WebP, AVIF or GIF`);
  if (width * height > pixelsLimit)
    return faulty(`has ${width} × ${height} pixels, more than 100 million; save it smaller`);
  const isKept = format === "gif";
  if (isKept && !/\.gif$/i.test(source)) return faulty("is a GIF by its content; give it a name that ends so");
  const decoded = await decode(bytes, pixelsLimit);
  if (decoded === null) return faulty("is damaged; save it again");
  return {
    format,
    width: decoded.width,
    height: decoded.height,
    colour: decoded.colour,
    isOpaque: decoded.isOpaque,
    isKept: isKept || decoded.isAnimated,
    fault: "",
  };
}

async function inspectDrawing(bytes: Buffer): Promise<PictureFacts> {
  // Loaded where a drawing is new: most builds know all of theirs.
  const { checkSvg } = await import("./check-svg.ts");
  const { text, faults } = decodeText(bytes);
  const fault = faults.length > 0 ? "is no UTF-8 text; save it again as SVG" : checkSvg(text);
  if (fault !== "") return faulty(fault);
  const { imageSize } = await import("image-size");
  let size = { width: 0, height: 0 };
  try {
    size = imageSize(bytes);
  } catch {
    // A drawing may leave its size to the page.
  }
  return { ...nothing, format: "svg", width: Math.round(size.width), height: Math.round(size.height) };
}
