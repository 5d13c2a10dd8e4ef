// Decodes and encodes pictures.

import type { Sharp } from "sharp";
import type { DecodedFacts } from "../content/media/inspect-file.ts";
import type { EncodeJob } from "./picture-maker.ts";

// Sizes above and below these differ little to the eye, and much in bytes.
export const encoderOptions = {
  // `ssim`: what sharp takes by itself makes these files up to half as large again.
  avif: { quality: 52, effort: 4, chromaSubsampling: "4:2:0", tune: "ssim" },
  webp: { quality: 76, effort: 4 },
  jpeg: { quality: 78, mozjpeg: true },
  png: { compressionLevel: 9 },
} as const;

/** `error`: a damaged file is told, where it would be shown half grey. */
const reading = { failOn: "error" } as const;
/** Seconds: what takes longer was made to. */
const patience = 120;
/** Pixels: as many as a colour needs. */
const sampleWidth = 64;

/** Null where the picture is damaged, or not of a kind that can be decoded. */
export async function decodePicture(bytes: Uint8Array, limitInputPixels: number): Promise<DecodedFacts | null> {
  const { default: sharp } = await import("sharp");
  const open = (): Sharp => sharp(bytes, { ...reading, limitInputPixels });
  try {
    const { autoOrient, pages = 1 } = await open().metadata();
    const sample = open()
      .autoOrient()
      .resize(sampleWidth, sampleWidth, { fit: "inside" })
      .toColourspace("srgb")
      .ensureAlpha()
      .raw()
      .timeout({ seconds: patience });
    const { data, info } = await sample.toBuffer({ resolveWithObject: true });
    const { dominant, isOpaque } = await sharp(data, {
      raw: { width: info.width, height: info.height, channels: 4 },
    }).stats();
    const colour = [dominant.r, dominant.g, dominant.b].map((part) => part.toString(16).padStart(2, "0")).join("");
    return {
      width: autoOrient.width,
      height: autoOrient.height,
      colour: isOpaque ? `#${colour}` : "",
      isOpaque,
      isAnimated: pages > 1,
    };
  } catch {
    // What is wrong with a file is libvips' to know; the author is told that it is damaged.
    return null;
  }
}

/** Upright, in exactly the job's size, and without the camera's notes on where and when. */
export async function encodePicture(bytes: Uint8Array, { width, height, format }: EncodeJob): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  return sharp(bytes, reading)
    .autoOrient()
    .resize(width, height, { fit: "fill" })
    .keepIccProfile()
    .toFormat(format, encoderOptions[format])
    .timeout({ seconds: patience })
    .toBuffer();
}
