// The media types of pictures.

const types: Record<string, string> = {
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
};

/** By the name's ending, which a published picture always has. */
export function pictureType(url: string): string {
  return types[url.slice(url.lastIndexOf(".") + 1).toLowerCase()] ?? "";
}

/** Whether it is made of pixels: what shows previews of links and icons of home screens wants nothing else. */
export function isRaster(url: string): boolean {
  return pictureType(url) !== types.svg;
}
