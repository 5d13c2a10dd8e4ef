// Readers of texts: headlines, paragraphs, languages, addresses, files, names.
import { posix } from "node:path";
import { quote } from "../problems.ts";
import type { Tag } from "../types.ts";
import { nameOf, type Reader, type Reading, report, typeName } from "./readers.ts";
import { isShortEnough, isSlug, slugify } from "./slug.ts";

const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/;
const halfCharacter = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** A text of at most `longest` UTF-16 units as it is, NFC, trimmed, without control characters. */
export function readText(value: unknown, longest: number, reading: Reading): string | undefined {
  if (typeof value !== "string") {
    const cure =
      typeof value === "number" || typeof value === "boolean"
        ? "write it in quotes"
        : 'write one text, in quotes if it has ": " in it';
    return report(reading, `${nameOf(reading)} is ${typeName(value)}; ${cure}`);
  }
  if (value.length > longest)
    return report(
      reading,
      `${nameOf(reading)} has ${value.length.toLocaleString("en")} characters; keep it within ${longest.toLocaleString("en")}`,
    );
  const text = value.replace(/\r\n?/g, "\n");
  if (forbidden.test(text))
    return report(reading, `${nameOf(reading)} has a control character (${quote(text)}); remove it`);
  if (halfCharacter.test(text))
    return report(reading, `${nameOf(reading)} has half a character (${quote(text)}); write it anew`);
  return text.normalize("NFC").trim();
}

/** One line: runs of white space become one space. */
export function line(longest: number): Reader<string> {
  return (value, reading) => readText(value, longest, reading)?.replace(/\s+/g, " ");
}

/** One line that says something. */
export function filledLine(longest: number): Reader<string> {
  const read = line(longest);
  return (value, reading) => {
    const text = read(value, reading);
    return text === "" ? report(reading, `${nameOf(reading)} is empty; write a text`) : text;
  };
}

/** Lines are kept. */
export function filledText(longest: number): Reader<string> {
  return (value, reading) => {
    const text = readText(value, longest, reading);
    return text === "" ? report(reading, `${nameOf(reading)} is empty; write a text`) : text;
  };
}

/** An id or slug that stands in addresses: `jane-doe`. */
export const slugText: Reader<string> = (value, reading) => {
  const text = filledLine(200)(value, reading);
  if (text === undefined || isSlug(text)) return text;
  const cure = slugify(text).slice(0, 60);
  const name = nameOf(reading) === quote(text) ? "" : `${nameOf(reading)} `;
  return report(
    reading,
    `${name}${quote(text)} cannot stand in addresses; write small letters, digits and hyphens${cure === "" ? "" : `, such as "${cure}"`}`,
  );
};

export const tag: Reader<Tag> = (value, reading) => {
  const name = filledLine(200)(value, reading);
  if (name === undefined) return undefined;
  const slug = slugify(name);
  if (slug === "")
    return report(reading, `the tag ${quote(name)} has no letter and no digit to make an address of; give it a name`);
  return isShortEnough(slug)
    ? { slug, name }
    : report(reading, `the tag ${quote(name)} is too long for an address; shorten it`);
};

/** BCP 47, in canonical case: `pt-BR`. */
export const language: Reader<string> = (value, reading) => {
  const text = filledLine(100)(value, reading);
  if (text === undefined) return undefined;
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
  return report(reading, `${nameOf(reading)} ${quote(text)} is not a language tag; write ${cure}`);
};

/** A file's path, from the reading's folder or with "/" from the site's; normalised to be relative to the site's folder. */
export const fileWithin: Reader<string> = (value, reading) => {
  const text = filledLine(1_000)(value, reading);
  if (text === undefined) return undefined;
  const name = `${nameOf(reading)} ${quote(text)}`;
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(text))
    return report(reading, `${name} is an address; keep the file in the site's folder and write its path`);
  if (text.includes("\\")) return report(reading, `${name} has a backslash; write "/"`);
  if (reading.folder === null && !text.startsWith("/"))
    return report(reading, `${name} is not a path from the site's folder; start it with "/"`);
  const source = posix.normalize(text.startsWith("/") ? text.slice(1) : posix.join(reading.folder ?? "", text));
  if (source.startsWith("/") || source === ".." || source.startsWith("../"))
    return report(reading, `${name} leads out of the site's folder; keep the file within it`);
  if (source === "." || source.endsWith("/")) return report(reading, `${name} is a folder; name a file`);
  if (source.split("/").some((part) => part.startsWith(".")))
    return report(reading, `${name} is hidden (a name that starts with "."); rename it`);
  return source;
};

/** An absolute `http:` or `https:` URL, as the URL standard prints it. */
export const webAddress: Reader<string> = (value, reading) => {
  const text = filledLine(2_000)(value, reading);
  return text === undefined ? undefined : readUrl(text, reading)?.href;
};

/** `readUrl` with what every address of a site must lack: credentials. */
export function readUrl(text: string, reading: Reading): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:\/\/[^/]/i.test(text) || /[\s\\]/.test(text))
    return report(
      reading,
      `${nameOf(reading)} ${quote(text)} is not a web address; write one that starts with https:// or http://`,
    );
  if (url.username !== "" || url.password !== "")
    return report(reading, `${nameOf(reading)} holds a user name or password; remove it`);
  return url;
}
