// Lists of names, written as one text: names that are read together stand together.

export function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
