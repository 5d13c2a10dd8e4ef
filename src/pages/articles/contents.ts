// The list of contents of a long piece, read from its HTML: models hold no headings, since thousands of posts are read at every build.

export interface ContentsEntry {
  id: string;
  /** Plain text. */
  text: string;
}

/** Below these a list would be longer than the way to what it lists. */
const fewestMinutes = 4;
const fewestHeadings = 3;

const heading = /<h2 id="([^"]+)"[^>]*>(.*?)<\/h2>/gs;
const noteMark = /<sup class="footnote-ref">.*?<\/sup>/gs;
const reference = /&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot|nbsp));/gi;
const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0" };

/** Headings of the second level; empty where the piece is short. `parts`: HTML as Broadsheet's markup prints it. */
export function contentsOf(parts: readonly string[], minutes: number): ContentsEntry[] {
  if (minutes < fewestMinutes) return [];
  const entries = [...parts.join("").matchAll(heading)].map(([, id = "", html = ""]) => ({
    id: decode(id),
    text: decode(html.replace(noteMark, "").replace(/<[^>]*>/g, "")).trim(),
  }));
  return entries.length < fewestHeadings ? [] : entries.filter(({ text }) => text !== "");
}

function decode(text: string): string {
  return text.replace(reference, (_, hex?: string, decimal?: string, name?: string) =>
    name === undefined
      ? String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
      : (named[name.toLowerCase()] ?? ""),
  );
}
