// Slots in HTML: written as private marks while it is made, then cut out.
import type { Place, Slot } from "./fragment.ts";
import { decodeTarget } from "./targets.ts";

// The marks are control characters; no text that reaches the HTML holds any, since `stripControls` goes first.
const attribute = "\u0002";
const element = "\u0003";
const anyMark = /(?: href="\u0002|\u0003)(\d+)(?:\u0002"|\u0003)/;

/** C0 controls but tab and line feed, and DEL. */
export const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

export function stripControls(text: string): string {
  return text.replace(controls, "");
}

/** What to print where a slot goes. */
export class SlotMarks {
  readonly #slots: Slot[] = [];

  /** The value of a link's `href`. */
  markLink(target: string, place: Place): string {
    const count = this.#slots.push({ kind: "link", target: decodeTarget(target), ...place });
    return `${attribute}${count - 1}${attribute}`;
  }

  /** The text in place of a picture. */
  markImage(source: string, alt: string, place: Place): string {
    const count = this.#slots.push({ kind: "image", source: decodeTarget(source), alt, ...place });
    return `${element}${count - 1}${element}`;
  }

  /** Cuts the HTML at its marks: slots in the order of the HTML, parts one more than slots. */
  cut(html: string): { parts: string[]; slots: Slot[] } {
    const parts: string[] = [];
    const slots: Slot[] = [];
    for (const [index, piece] of html.split(anyMark).entries()) {
      if (index % 2 === 0) parts.push(piece);
      else slots.push(this.#slots[Number(piece)] as Slot);
    }
    return { parts, slots };
  }
}
