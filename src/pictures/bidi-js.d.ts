// The part of bidi-js's interface that is used here; the package brings no types.
declare module "bidi-js" {
  export interface Bidi {
    /** One level for each UTF-16 unit of `text`; odd: right to left. */
    getEmbeddingLevels(text: string, direction: "ltr" | "rtl"): { levels: Uint8Array };
  }

  export default function bidiFactory(): Bidi;
}
