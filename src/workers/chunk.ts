// Lists in parts: what one worker takes at a time.

/** Cuts a list into parts of up to `size`, in items or in what they weigh together; an item that weighs more is a part of its own. */
export function chunk<T>(items: readonly T[], size: number, weigh: (item: T) => number = () => 1): T[][] {
  const chunks: T[][] = [];
  let left = 0;
  for (const item of items) {
    const weight = weigh(item);
    const last = chunks.at(-1);
    if (last === undefined || weight > left) {
      chunks.push([item]);
      left = size - weight;
    } else {
      last.push(item);
      left -= weight;
    }
  }
  return chunks;
}
