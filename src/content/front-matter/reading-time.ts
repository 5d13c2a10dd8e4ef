// Minutes of reading: words in most scripts, characters in Chinese, Japanese and Korean.
import type { Outline } from "../../markup/fragment.ts";

// Adults reading silently; rounded from Brysbaert, "How many words do we read per minute?" (2019), and Trauzettel-Klosinski & Dietz,
// "Standardized assessment of reading performance" (2012), which measured 17 languages.
const wordsPerMinute: Record<string, number> = {
  ar: 140,
  en: 238,
  de: 180,
  es: 220,
  fi: 160,
  fr: 195,
  he: 187,
  hi: 160,
  it: 188,
  pl: 166,
  pt: 181,
  ru: 184,
  tr: 166,
};
const defaultWordsPerMinute = 200;
const charactersPerMinute: Record<string, number> = { ja: 357, zh: 255, ko: 380 };
const defaultCharactersPerMinute = 300;

/** Whole minutes, at least 1. `language` is BCP 47. */
export function estimateMinutes(outline: Pick<Outline, "words" | "characters">, language: string): number {
  const base = language.split("-", 1)[0] ?? "";
  const minutes =
    outline.words / (wordsPerMinute[base] ?? defaultWordsPerMinute) +
    outline.characters / (charactersPerMinute[base] ?? defaultCharactersPerMinute);
  return Math.max(1, Math.round(minutes));
}
