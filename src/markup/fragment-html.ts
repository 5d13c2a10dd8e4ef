// Puts a fragment's HTML together.

/** `filled[i]` is the HTML for slot `i`. Throws a `RangeError` when the numbers of parts and slots do not fit. */
export function fillSlots(parts: string[], filled: string[]): string {
  if (parts.length !== filled.length + 1) {
    throw new RangeError(`${parts.length} parts take ${parts.length - 1} slots, not ${filled.length}`);
  }
  let html = parts[0] as string;
  for (let index = 0; index < filled.length; index++) html += (filled[index] as string) + (parts[index + 1] as string);
  return html;
}
