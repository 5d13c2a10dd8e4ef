// The words that Broadsheet itself puts on a page, in the reader's language.
import { ar } from "./texts/ar.ts";
import { en } from "./texts/en.ts";
import { hi } from "./texts/hi.ts";
import { ja } from "./texts/ja.ts";
import type { Texts } from "./texts/texts.ts";

export type PhraseKey = keyof Texts<"other">;

/** A name, or what has one (an author, a link). */
type Name = string | { readonly name: string };
type PlaceValue = number | string | readonly Name[];
/** Fills the places of a text: a number `{n}`, a string `{name}`, a list `{names}`; a record, each by its name. */
export type PhraseValue = PlaceValue | Readonly<Record<string, PlaceValue>>;

type Forms = Partial<Record<Intl.LDMLPluralRule, string>>;

interface Speech {
  texts: Readonly<Record<PhraseKey, string | Forms>>;
  plurals: Intl.PluralRules;
  numbers: Intl.NumberFormat;
}

const languages = new Map<string, Speech["texts"]>([
  ["ar", ar],
  ["en", en],
  ["hi", hi],
  ["ja", ja],
]);

const speeches = new Map<string, Speech>();

/**
 * A text of the interface as plain text (not escaped), its places filled.
 *
 * `language`: BCP 47; a regional form speaks its base language with the region's grouping of digits. A language
 * without texts speaks `siteLanguage`, and where that has none either, English.
 * Throws on an unknown key and on a place without a value: both are slips in a template, not in content.
 */
export function phrase(key: string, language: string, value: PhraseValue = {}, siteLanguage = "en"): string {
  const speech = findSpeech(language, siteLanguage);
  const values = nameValues(value);
  const text = chooseText(key, speech, values.n);
  return text.replaceAll(/\{(\w+)\}/g, (_, place: string) => {
    const filling = Object.hasOwn(values, place) ? values[place] : undefined;
    if (filling === undefined) throw new Error(`the text "${key}" needs a value for {${place}}; pass one to phrase`);
    return show(filling, speech);
  });
}

/** A counted text's forms by plural category, `{n}` left in place, for the browser script. Throws on a text that counts nothing. */
export function pluralForms(key: string, language: string, siteLanguage = "en"): Record<string, string> {
  const text = findText(key, findSpeech(language, siteLanguage));
  if (typeof text === "string") throw new Error(`the text "${key}" has no plural forms; use phrase`);
  return { ...text };
}

/**
 * A number as newspapers of the language print it on the web: grouped as its region does (12,34,567 in `hi` and
 * `en-IN`), always in Latin digits. Devanagari digits are rare in Hindi news sites, and Arabic ones are divided by
 * region, while Latin digits are read everywhere; left to ICU, the same tag would change digits between versions
 * of Node and of browsers, and counts filled in later would not match those of the build.
 */
export function formatNumber(value: number, language: string): string {
  return findSpeech(language, language).numbers.format(value);
}

function findSpeech(language: string, siteLanguage: string): Speech {
  const id = `${language} ${siteLanguage}`;
  const known = speeches.get(id);
  if (known) return known;
  const tag = [language, siteLanguage].find((candidate) => languages.has(baseOf(candidate))) ?? "en";
  const speech: Speech = {
    texts: languages.get(baseOf(tag)) ?? en,
    plurals: new Intl.PluralRules(tag),
    numbers: new Intl.NumberFormat(tag, { numberingSystem: "latn" }),
  };
  speeches.set(id, speech);
  return speech;
}

function baseOf(language: string): string {
  return language.split("-", 1)[0]?.toLowerCase() ?? "";
}

function findText(key: string, speech: Speech): string | Forms {
  if (!Object.hasOwn(speech.texts, key))
    throw new Error(`no text is called "${key}"; src/pages/texts/texts.ts lists them`);
  return speech.texts[key as PhraseKey];
}

function chooseText(key: string, speech: Speech, count: PlaceValue | undefined): string {
  const text = findText(key, speech);
  if (typeof text === "string") return text;
  if (typeof count !== "number") throw new Error(`the text "${key}" counts; pass a number to phrase`);
  return text[speech.plurals.select(count)] ?? text.other ?? "";
}

function nameValues(value: PhraseValue): Readonly<Record<string, PlaceValue>> {
  if (typeof value === "number") return { n: value };
  if (typeof value === "string") return { name: value };
  return isList(value) ? { names: value } : value;
}

function isList(value: PhraseValue): value is readonly Name[] {
  return Array.isArray(value);
}

function show(value: PlaceValue, speech: Speech): string {
  if (typeof value === "number") return speech.numbers.format(value);
  if (typeof value === "string") return value;
  return joinNames(
    value.map((name) => (typeof name === "string" ? name : name.name)),
    speech.texts,
  );
}

// Not Intl.ListFormat: names are often links, which only a template can join, with the same two texts; and ICU sets
// a comma before "and" in American English and in Hindi, where newspapers do without.
function joinNames(names: readonly string[], { nameSeparator, lastNameSeparator }: Speech["texts"]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(String(nameSeparator))}${lastNameSeparator}${last}`;
}
