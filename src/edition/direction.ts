// Which way a language is written, and in which script.

/** ISO 15924 codes of the scripts in use today that run from right to left. */
const rightToLeft = new Set(["Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"]);

const directions = new Map<string, "ltr" | "rtl">();

/** `language`: a valid BCP 47 tag. Its script decides, named (`az-Arab`) or likely (`ar`). Throws a RangeError on what is no tag. */
export function direction(language: string): "ltr" | "rtl" {
  let known = directions.get(language);
  if (known === undefined)
    directions.set(
      language,
      (known = rightToLeft.has(new Intl.Locale(language).maximize().script ?? "") ? "rtl" : "ltr"),
    );
  return known;
}

/** Whether `language`, a valid BCP 47 tag, is written in Latin letters. */
export function isLatin(language: string): boolean {
  return new Intl.Locale(language).maximize().script === "Latn";
}
