// Counts what there is to read: words, and characters of scripts that are counted by character.

const ideographic = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}\u30fc\uff70]/gu;
const hasIdeographic = new RegExp(ideographic.source, "u");
const unspaced = /[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{M}]+/gu;
const hasUnspaced = /[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const hasNonLatin = /[^\u0000-\u024f\u2000-\u206f]/;
const word = /[\p{L}\p{N}\p{M}]+(?:['’.-][\p{L}\p{N}\p{M}]+)*/gu;
// The segmenter's time for one run grows faster than its length.
const longestRun = 2_000;

/** Numbers of words (Thai, Lao, Khmer and Burmese ones found by dictionary) and of Chinese, Japanese and Korean characters. */
export function countReading(text: string, language: string): { words: number; characters: number } {
  if (!hasNonLatin.test(text)) return { words: countLatinWords(text), characters: 0 };
  let rest = text;
  let characters = 0;
  let words = 0;
  if (hasIdeographic.test(rest)) {
    rest = rest.replace(ideographic, () => {
      characters += 1;
      return " ";
    });
  }
  if (hasUnspaced.test(rest)) {
    const segmenter = makeSegmenter(language);
    rest = rest.replace(unspaced, (run) => {
      if (!hasUnspaced.test(run)) return run;
      for (let start = 0; start < run.length; start += longestRun) {
        for (const part of segmenter.segment(run.slice(start, start + longestRun))) if (part.isWordLike) words += 1;
      }
      return " ";
    });
  }
  return { words: words + countMatches(rest, word), characters };
}

const letter = 1;
const joiner = 2;
const latin = new Uint8Array(0x2070);
for (let code = 0; code < latin.length; code++) {
  // Of these `hasNonLatin` has told.
  if (code === 0x250) code = 0x2000;
  const character = String.fromCharCode(code);
  latin[code] = /[\p{L}\p{N}\p{M}]/u.test(character) ? letter : /['’.-]/.test(character) ? joiner : 0;
}

// The same rule as `word`, without its garbage: most bodies come here.
function countLatinWords(text: string): number {
  let words = 0;
  let isInside = false;
  for (let index = 0; index < text.length; index++) {
    const kind = latin[text.charCodeAt(index)];
    if (kind === letter) {
      if (!isInside) words += 1;
      isInside = true;
    } else if (!(isInside && kind === joiner && latin[text.charCodeAt(index + 1)] === letter)) isInside = false;
  }
  return words;
}

function countMatches(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
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
  const plain = text.replace(/\s+/gu, " ").trim();
  if (plain.length <= ledeLength) return plain;
  let cut = plain.slice(0, ledeLength);
  const space = cut.lastIndexOf(" ");
  if (space > ledeLength * 0.6) cut = cut.slice(0, space);
  // Scripts without spaces: never between a letter and its marks, nor inside a surrogate pair.
  else cut = cut.replace(/[\ud800-\udbff]$/, "").replace(/\P{M}\p{M}*$/u, "");
  return `${cut.replace(/[\s\p{Pd},;:]+$/u, "")}…`;
}
