// Reads a post's front matter, key by key as `keys.ts` declares them, and says what is wrong with the others.

import { quote } from "../problems.ts";
import { suggest } from "../readers/nearest.ts";
import {
  type Fields,
  isRecord,
  list,
  nameOf,
  optional,
  type Reading,
  readFields,
  report,
  typeName,
} from "../readers/readers.ts";
import { filledLine, readText } from "../readers/text-readers.ts";
import { type Key, keys, type Written } from "./keys.ts";

type HouseName = keyof Written;
type AnyKey = Key<unknown, "card" | "article", boolean>;

const declared = Object.entries(keys) as [HouseName, AnyKey][];
const fields: Fields<Record<string, unknown>> = Object.fromEntries(declared.map(([, key]) => [key.name, key]));

const name = filledLine(200);

/** A `page` needs a title alone. */
const pageFields: Fields<Record<string, unknown>> = {
  ...fields,
  date: optional(keys.publishedAt.read, ""),
  section: optional(name, ""),
  authors: optional(list(name, true), []),
};

const known = Object.keys(fields);

/** What other generators call it → Broadsheet's word. */
const foreignKeys: Record<string, string> = {
  author: 'write "authors", with ids of _data/authors',
  byline: 'write "authors", with ids of _data/authors',
  layout: 'remove it; the layout follows from "kind"',
  type: 'write "kind"',
  permalink:
    'remove it; the address follows from section, date and the file\'s name, and earlier addresses go to "redirectFrom"',
  url: 'remove it; the address follows from section, date and the file\'s name, and earlier addresses go to "redirectFrom"',
  slug: "remove it; the slug is the file's name",
  categories: 'write one "section", and the others as "tags"',
  category: 'write "section"',
  keywords: 'write "tags"',
  aliases: 'write "redirectFrom"',
  redirect_from: 'write "redirectFrom"',
  lastmod: 'write "updated"',
  modified: 'write "updated"',
  last_modified_at: 'write "updated"',
  expiryDate: 'write "expires"',
  publishDate: 'write "date"; a later one is published when it comes',
  pubDate: 'write "date"',
  published: 'write "draft: true" for what is not to be published, and "date" for when it is',
  summary: 'write "description"',
  excerpt: 'write "description"',
  dek: 'write "description"',
  standfirst: 'write "description"',
  headline: 'write "title"',
  lang: 'write "language"',
  locale: 'write "language"',
  cover: 'write "image: {src: …, alt: …}"',
  images: 'write "image: {src: …, alt: …}"',
  thumbnail: 'write "image: {src: …, alt: …}"',
  feature_image: 'write "image: {src: …, alt: …}"',
  location: 'write "dateline"',
};

/** Front matter as it was read. */
export interface Outcome {
  written: Written;
  /** The author's own keys, which start with `x-`. */
  extra: Record<string, unknown>;
}

export function readFrontMatter(value: unknown, reading: Reading): Outcome {
  if (value !== null && !isRecord(value))
    report(reading, `the front matter is ${typeName(value)}; write lines such as "title: …"`);
  const given = isRecord(value) ? value : {};
  const extra: Record<string, unknown> = {};
  const read = readFields(given, given.kind === "page" ? pageFields : fields, reading, (key) => {
    if (!key.startsWith("x-")) return void report(reading, describeUnknown(key), "key");
    extra[key] = given[key];
    checkExtra(given[key], reading);
  });
  const written = Object.fromEntries(declared.map(([house, key]) => [house, read[key.name]])) as unknown as Written;
  return { written, extra };
}

function describeUnknown(key: string): string {
  const cure = Object.hasOwn(foreignKeys, key) ? foreignKeys[key] : suggest(key, known);
  return `key ${quote(key)} is unknown; ${cure || 'remove it, or start it with "x-" if it is your own'}`;
}

/** An author's own values need only be storable: texts without control characters, finite numbers. */
function checkExtra(value: unknown, reading: Reading): void {
  if (typeof value === "string") readText(value, 100_000, reading);
  else if (typeof value === "number" && !Number.isFinite(value))
    report(reading, `${nameOf(reading)} is not a finite number; write it in quotes`);
  else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      reading.path.push(Array.isArray(value) ? Number(key) : key);
      checkExtra(item, reading);
      reading.path.pop();
    }
  }
}
