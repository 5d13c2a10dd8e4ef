// Counts what there is to read: words, and characters of scripts that are counted by character.

const ideographic = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}\u30fc\uff70]/gu;
const unspaced = /[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{M}]+/gu;
const hasUnspaced = /[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const word = makeWord("\\p{L}\\p{N}\\p{M}", "gu");
const hasNonLatin = /[^\u0000-\u024f\u2000-\u206f]/;
/** The same where there is nothing else, in a third of the time. */
const latinWord = makeWord("\\dA-Za-zªµºÀ-ÖØ-öø-\u024f²³¹¼-¾", "g");
// The segmenter's time for one run grows faster than its length.
const longestRun = 2_000;

function makeWord(letters: string, flags: string): RegExp {
  return new RegExp(`[${letters}]+(?:['’.-][${letters}]+)*`, flags);
}

/** Numbers of words (Thai, Lao, Khmer and Burmese ones found by dictionary) and of Chinese, Japanese and Korean characters. */
export function countReading(text: string, language: string): { words: number; characters: number } {
  if (!hasNonLatin.test(text)) return { words: countMatches(text, latinWord), characters: 0 };
  let words = 0;
  let rest = text.replace(ideographic, " ");
  if (hasUnspaced.test(rest)) {
    const segmenter = makeSegmenter(language);
    rest = rest.replace(unspaced, (run) => {
      if (!hasUnspaced.test(run)) return run;
      for (let start = 0; start < run.length; start += longestRun)
        for (const part of segmenter.segment(run.slice(start, start + longestRun))) if (part.isWordLike) words += 1;
      return " ";
    });
  }
  return { words: words + countMatches(rest, word), characters: countMatches(text, ideographic) };
}

/** `pattern` is global. */
function countMatches(text: string, pattern: RegExp): number {
  let count = 0;
  while (pattern.test(text)) count += 1;
  return count;
}

function makeSegmenter(language: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity: "word" });
  } catch {
    // A language tag that ICU does not take: the script alone picks the dictionary.
    return new Intl.Segmenter("und", { granularity: "word" });
  }
}

const ledeLength = 300;

/** White space collapsed; cut at a word near 300 characters, with "…". */
export function shortenLede(text: string): string {
  const plain = collapseSpace(text);
  if (plain.length <= ledeLength) return plain;
  let cut = plain.slice(0, ledeLength);
  const space = cut.lastIndexOf(" ");
  if (space > ledeLength * 0.6) cut = cut.slice(0, space);
  // Scripts without spaces: never between a letter and its marks, nor inside a surrogate pair.
  else cut = cut.replace(/[\ud800-\udbff]$/, "").replace(/\P{M}\p{M}*$/u, "");
  return `${cut.replace(/[\s\p{Pd},;:]+$/u, "")}…`;
}

export function collapseSpace(text: string): string {
  // Most white space is one space already.
  return text.replace(/\s{2,}|[^\S ]/g, " ").trim();
}
