// The front matter of a post, key by key as authors know it.

import { quote } from "../problems.ts";
import { instant } from "../readers/instants.ts";
import { suggest } from "../readers/nearest.ts";
import {
  type Fields,
  flag,
  isRecord,
  list,
  nameOf,
  oneOf,
  optional,
  type Reader,
  type Reading,
  readFields,
  record,
  report,
  required,
  typeName,
} from "../readers/readers.ts";
import { redirectPath } from "../readers/redirect-path.ts";
import { fileWithin, filledLine, filledText, language, line, readText, tag } from "../readers/text-readers.ts";
import {
  type AiLevel,
  type CommentsState,
  type Instant,
  type Kind,
  kinds,
  type PictureReference,
  type Tag,
} from "../types.ts";

/** Keys and types as authors write them; "" where a key is absent. */
export interface FrontMatter {
  title: string;
  date: Instant;
  section: string;
  authors: string[];
  subtitle: string;
  description: string;
  kicker: string;
  dateline: string;
  updated: Instant;
  tags: Tag[];
  image: PictureReference | null;
  ai: AiLevel | "";
  reviewedBy: string;
  corrections: { date: Instant; text: string }[];
  redirectFrom: string[];
  draft: boolean;
  expires: Instant;
  comments: CommentsState | "";
  language: string;
  series: string;
  kind: Kind;
  template: "" | "njk";
}

const longestLine = 1_000;
const longestText = 10_000;
const shortLine = line(longestLine);
const name = filledLine(200);

const picture = record<Omit<PictureReference, "source"> & { src: string }>({
  src: required(fileWithin, "", "name the file: src: steel.jpg"),
  alt: required(line(longestText), "", 'describe the picture for those who cannot see it, or write "" for decoration'),
  caption: optional(line(longestText), ""),
  credit: optional(shortLine, ""),
});

const image: Reader<PictureReference> = (value, reading) => {
  if (typeof value === "string")
    return report(
      reading,
      `image has no alt text; write {src: ${quote(value)}, alt: "what it shows"}, with alt "" for decoration`,
    );
  const written = picture(value, reading);
  return written && { source: written.src, alt: written.alt, caption: written.caption, credit: written.credit };
};

const correction = record<FrontMatter["corrections"][number]>({
  date: required(instant, "", "add when the text was corrected: date: 2026-01-31"),
  text: required(filledText(longestText), "", "say what was wrong and what is right: text: …"),
});

const addAuthors = "add the id of one author or more: authors: [jane-doe]";

const authorIds: Reader<string[]> = (value, reading) =>
  Array.isArray(value) && value.length === 0
    ? report(reading, `authors is empty; ${addAuthors}`)
    : list(name, true)(value, reading);

const fields: Fields<FrontMatter> = {
  title: required(filledLine(longestLine), "", "add the headline: title: …"),
  date: required(instant, "", "add when it is first published: date: 2026-01-31"),
  section: required(name, "", "add the slug of one section: section: …"),
  authors: required(authorIds, [], addAuthors),
  subtitle: optional(shortLine, ""),
  description: optional(line(longestText), ""),
  kicker: optional(shortLine, ""),
  dateline: optional(shortLine, ""),
  updated: optional(instant, ""),
  tags: optional(list(tag, true), []),
  image: optional(image, null),
  ai: optional(oneOf("none", "assisted", "partial", "full"), ""),
  reviewedBy: optional(name, ""),
  corrections: optional(list(correction, false), []),
  redirectFrom: optional(list(redirectPath, true), []),
  draft: optional(flag, false),
  expires: optional(instant, ""),
  comments: optional(oneOf("open", "closed", "off"), ""),
  language: optional(language, ""),
  series: optional(shortLine, ""),
  kind: optional(oneOf(...kinds), "news"),
  template: optional(oneOf("njk"), ""),
};

/** A `page` needs a title alone. */
const pageFields: Fields<FrontMatter> = {
  ...fields,
  date: optional(instant, ""),
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

/** Reads the whole front matter; keys that start with `x-` come back as `extra`. */
export function readFrontMatter(
  value: unknown,
  reading: Reading,
): { frontMatter: FrontMatter; extra: Record<string, unknown> } {
  if (value !== null && !isRecord(value))
    report(reading, `the front matter is ${typeName(value)}; write lines such as "title: …"`);
  const written = isRecord(value) ? value : {};
  const extra: Record<string, unknown> = {};
  const frontMatter = readFields(written, written.kind === "page" ? pageFields : fields, reading, (key) => {
    if (!key.startsWith("x-")) return void report(reading, describeUnknown(key), "key");
    extra[key] = written[key];
    checkExtra(written[key], reading);
  });
  return { frontMatter, extra };
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
