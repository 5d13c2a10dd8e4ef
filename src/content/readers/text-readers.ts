// Readers of texts: headlines, paragraphs, languages, addresses, files, names.
import { posix } from "node:path";
import { quote } from "../problems.ts";
import { nameOf, type Reader, type Reading, refine, refuse, refuseText, report, typeName } from "./readers.ts";
import { isShortEnough, isSlug, slugify } from "./slug.ts";

export interface Tag {
  slug: string;
  name: string;
}

const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/;
const halfCharacter = /\p{Surrogate}/u;
/** A whole URL, or one that leaves its scheme out. */
export const wholeAddress = /^([a-z][a-z0-9+.-]*:|\/\/)/i;

/** A text of at most `longest` UTF-16 units as it is, NFC, trimmed, without control characters. */
export function readText(value: unknown, longest: number, reading: Reading): string | undefined {
  if (typeof value !== "string") {
    const isPlain = typeof value === "number" || typeof value === "boolean";
    const cure = isPlain ? "write it in quotes" : 'write one text, in quotes if it has ": " in it';
    return refuse(reading, `is ${typeName(value)}; ${cure}`);
  }
  const count = (characters: number): string => characters.toLocaleString("en");
  if (value.length > longest)
    return refuse(reading, `has ${count(value.length)} characters; keep it within ${count(longest)}`);
  const text = value.replace(/\r\n?/g, "\n");
  if (forbidden.test(text)) return refuse(reading, `has a control character (${quote(text)}); remove it`);
  if (halfCharacter.test(text)) return refuse(reading, `has half a character (${quote(text)}); write it anew`);
  return text.normalize("NFC").trim();
}

function lines(longest: number): Reader<string> {
  return (value, reading) => readText(value, longest, reading);
}

const filled = (read: Reader<string>): Reader<string> =>
  refine(read, (text, reading) => (text === "" ? refuse(reading, "is empty; write a text") : text));

/** One line: runs of white space become one space. */
export const line = (longest: number): Reader<string> => refine(lines(longest), (text) => text.replace(/\s+/g, " "));
/** One line that says something. */
export const filledLine = (longest: number): Reader<string> => filled(line(longest));
/** Says something; lines are kept. */
export const filledText = (longest: number): Reader<string> => filled(lines(longest));

export const name = filledLine(200);
export const shortLine = line(1_000);
export const paragraph = line(10_000);

/** An id or slug that stands in addresses: `jane-doe`. */
export const slugText = refine(name, (text, reading) => {
  if (isSlug(text)) return text;
  const example = slugify(text).slice(0, 60);
  const cure = `write small letters, digits and hyphens${example === "" ? "" : `, such as "${example}"`}`;
  const place = nameOf(reading) === quote(text) ? "" : `${nameOf(reading)} `;
  return report(reading, `${place}${quote(text)} cannot stand in addresses; ${cure}`);
});

export const tag = refine(name, (name, reading): Tag | undefined => {
  const slug = slugify(name);
  if (slug === "")
    return report(reading, `the tag ${quote(name)} has no letter and no digit to make an address of; give it a name`);
  if (!isShortEnough(slug)) return report(reading, `the tag ${quote(name)} is too long for an address; shorten it`);
  return { slug, name };
});

/** BCP 47, in canonical case: `pt-BR`. */
export const language = refine(filledLine(100), (text, reading) => {
  // Intl lets through names such as "english": well-formed, but no language has a subtag of more than three letters.
  if (/^[a-z]{2,3}(-|$)/i.test(text)) {
    try {
      return Intl.getCanonicalLocales(text)[0];
    } catch {
      // Reported below like any other text.
    }
  }
  const cure = text.includes("_")
    ? quote(text.replaceAll("_", "-"))
    : 'a BCP 47 tag such as "en", "pt-BR" or "zh-Hant"';
  return refuseText(reading, text, `is not a language tag; write ${cure}`);
});

/** A file's path, from the reading's folder or with "/" from the site's; normalised to be relative to the site's folder. */
export const fileWithin = refine(filledLine(1_000), (text, reading) => {
  const fail = (what: string): undefined => refuseText(reading, text, what);
  if (wholeAddress.test(text)) return fail("is an address; keep the file in the site's folder and write its path");
  if (text.includes("\\")) return fail('has a backslash; write "/"');
  if (reading.folder === null && !text.startsWith("/"))
    return fail('is not a path from the site\'s folder; start it with "/"');
  const source = posix.normalize(text.startsWith("/") ? text.slice(1) : posix.join(reading.folder ?? "", text));
  if (source.startsWith("/") || source === ".." || source.startsWith("../"))
    return fail("leads out of the site's folder; keep the file within it");
  if (source === "." || source.endsWith("/")) return fail("is a folder; name a file");
  if (source.split("/").some((part) => part.startsWith(".")))
    return fail('is hidden (a name that starts with "."); rename it');
  return source;
});

/** An absolute `http:` or `https:` URL without credentials. */
export function readUrl(text: string, reading: Reading): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:\/\/[^/]/i.test(text) || /[\s\\]/.test(text))
    return refuseText(reading, text, "is not a web address; write one that starts with https:// or http://");
  if (url.username !== "" || url.password !== "") return refuse(reading, "holds a user name or password; remove it");
  return url;
}

/** As the URL standard prints it. */
export const webAddress = refine(filledLine(2_000), (text, reading) => readUrl(text, reading)?.href);
