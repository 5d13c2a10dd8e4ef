// Finds the known word that a misspelt one was meant to be.

const longestWord = 64;

/** Single edits (a letter added, left out, replaced, or two neighbours swapped) between two words. */
export function countEdits(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (beforePrevious[j - 2] ?? 0) + 1);
      row.push(least);
    }
    beforePrevious = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
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
  const choices = all.length > 0 && all.length <= 12 ? all.join(", ") : "";
  if (nearest !== "") return `did you mean "${nearest}"?${choices === "" ? "" : ` (${choices})`}`;
  return choices === "" ? "" : `known: ${choices}`;
}
