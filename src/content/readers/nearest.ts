// Finds the known word that a misspelt one was meant to be.

const longestWord = 64;

/** Single edits (a letter added, left out, replaced, or two neighbours swapped) between two words. */
export function countEdits(a: string, b: string): number {
  const rows: number[][] = [];
  /** Between the first `i` letters of one and the first `j` of the other: all letters, where one has none. */
  const edits = (i: number, j: number): number => rows[i]?.[j] ?? Math.max(i, j);
  for (let i = 1; i <= a.length; i++) {
    const row: number[] = [];
    rows[i] = row;
    for (let j = 1; j <= b.length; j++) {
      const replaced = edits(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwapped ? edits(i - 2, j - 2) + 1 : replaced;
      row[j] = Math.min(edits(i - 1, j) + 1, edits(i, j - 1) + 1, replaced, swapped);
    }
  }
  return edits(a.length, b.length);
}

/** @returns the known word within a third of its letters, or "". */
export function findNearest(word: string, known: Iterable<string>): string {
  if (word.length > longestWord) return "";
  const lower = word.toLowerCase();
  let best = "";
  let bestEdits = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const limit = Math.max(1, Math.floor(candidate.length / 3));
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const edits = countEdits(lower, candidate.toLowerCase());
    if (edits <= limit && edits < bestEdits) [best, bestEdits] = [candidate, edits];
  }
  return best;
}

/** @returns `did you mean "business"? (business, politics)`, without the list when it is long, "" when there is nothing to say. */
export function suggest(word: unknown, known: Iterable<string>): string {
  const all = [...known];
  const nearest = typeof word === "string" ? findNearest(word, all) : "";
  const choices = all.length <= 12 ? all.join(", ") : "";
  if (nearest === "") return choices && `known: ${choices}`;
  return `did you mean "${nearest}"?${choices && ` (${choices})`}`;
}
