// Lists in parts: what one worker takes at a time.

/** Cuts a list into parts of `size`, the last perhaps smaller. */
export function chunk<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
