// The font in a file of WOFF (https://www.w3.org/TR/WOFF/), unpacked once: fontkit would unpack its table of outlines for every glyph anew.
import { inflateSync } from "node:zlib";

/** `woff`: of version 1, from a package of fonts, and so without damage. */
export function unpackWoff(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const directory = Buffer.alloc(12 + count * 16);
  woff.copy(directory, 0, 4, 8);
  directory.writeUInt16BE(count, 4);
  const parts: Uint8Array[] = [directory];
  let end = directory.length;
  for (let index = 0; index < count; index++) {
    const packed = 44 + index * 20;
    const entry = 12 + index * 16;
    const start = woff.readUInt32BE(packed + 4);
    const packedLength = woff.readUInt32BE(packed + 8);
    const length = woff.readUInt32BE(packed + 12);
    const bytes = woff.subarray(start, start + packedLength);
    woff.copy(directory, entry, packed, packed + 4);
    directory.writeUInt32BE(end, entry + 8);
    directory.writeUInt32BE(length, entry + 12);
    parts.push(packedLength < length ? inflateSync(bytes) : bytes);
    end += length;
  }
  return Buffer.concat(parts);
}
