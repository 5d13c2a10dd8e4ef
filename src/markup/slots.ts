// Slots in HTML: written as private marks while it is made, then cut out.
import type { ImageSlot, LinkSlot, Slot } from "./fragment.ts";

// The marks are control characters; no text that reaches the HTML holds any, since `stripControls` goes first.
const attribute = "\u0002";
const element = "\u0003";
const anyMark = / href="\u0002(\d+)\u0002"|\u0003(\d+)\u0003/g;

/** C0 controls but tab and line feed, and DEL. */
export const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

export function stripControls(text: string): string {
  return text.replace(controls, "");
}

/** What to print where a slot goes: the value of the `href` attribute of a link, the text in place of a picture. */
export class SlotMarks {
  readonly slots: Slot[] = [];

  markLink(slot: LinkSlot): string {
    return `${attribute}${this.slots.push(slot) - 1}${attribute}`;
  }

  markImage(slot: ImageSlot): string {
    return `${element}${this.slots.push(slot) - 1}${element}`;
  }

  /** Cuts the HTML at its marks: slots in the order of the HTML, parts one more than slots. */
  cut(html: string): { parts: string[]; slots: Slot[] } {
    const parts: string[] = [];
    const slots: Slot[] = [];
    let end = 0;
    for (const match of html.matchAll(anyMark)) {
      const slot = this.slots[Number(match[1] ?? match[2])];
      if (slot === undefined) throw new Error("a slot mark names no slot");
      parts.push(html.slice(end, match.index));
      slots.push(slot);
      end = match.index + match[0].length;
    }
    parts.push(html.slice(end));
    return { parts, slots };
  }
}
