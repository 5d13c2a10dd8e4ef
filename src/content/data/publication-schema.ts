// What `_data/sections`, `_data/authors` and `_data/front-page` may say, key by key, with every default.
import { quote } from "../problems.ts";
import {
  dictionary,
  type Fields,
  isRecord,
  list,
  numberWithin,
  oneOf,
  optional,
  type Reader,
  type Reading,
  record,
  report,
  reportAt,
  required,
  typeName,
} from "../readers/readers.ts";
import { fileWithin, filledLine, line, slugText, webAddress } from "../readers/text-readers.ts";
import type { Author, FrontPageSettings, Instant, PlacementSettings, Section } from "../types.ts";
import { reservedWords } from "./reserved-words.ts";

const name = filledLine(200);
const paragraph = line(10_000);

const sectionSlug: Reader<string> = (value, reading) => {
  const slug = slugText(value, reading);
  return slug !== undefined && reservedWords.has(slug)
    ? report(
        reading,
        `section "${slug}" is a reserved word, since /${slug}/ is an address of its own; choose another slug`,
      )
    : slug;
};

const section = record<Section>({
  slug: required(sectionSlug, "", "add the part that stands in addresses: small letters, digits and hyphens"),
  name: required(name, "", "add the name that readers see"),
  description: optional(paragraph, ""),
});

/** `_data/sections`. */
export function readSections(value: unknown, reading: Reading): Section[] {
  const sections = list(section, false)(value, reading) ?? [];
  const slugs = new Set<string>();
  for (const [index, { slug }] of sections.entries()) {
    if (slug !== "" && slugs.has(slug))
      reportAt(reading, [index, "slug"], `two sections have the slug "${slug}"; change one`);
    slugs.add(slug);
  }
  if (Array.isArray(value) && value.length === 0) report(reading, "there is no section; add one: {slug, name}");
  return sections;
}

const email: Reader<string> = (value, reading) => {
  const text = name(value, reading);
  return text === undefined || /^[^\s@<>"',;:()[\]\\?&]+@[^\s@<>"',;:()[\]\\?&/]+$/.test(text)
    ? text
    : report(reading, `email ${quote(text)} is no address; write name@example.org`);
};

const author = record<Omit<Author, "id">>({
  name: required(name, "", "add the name that readers see"),
  kind: optional(oneOf<Author["kind"]>("person", "organization"), "person"),
  role: optional(line(1_000), ""),
  bio: optional(paragraph, ""),
  image: optional(fileWithin, ""),
  email: optional(email, ""),
  url: optional(webAddress, ""),
  links: optional(list(webAddress, true), []),
});

/** `_data/authors`: by id, in the file's order. */
export function readAuthors(value: unknown, reading: Reading): Record<string, Author> {
  const written = dictionary(slugText, author)(value, reading) ?? {};
  return Object.fromEntries(Object.entries(written).map(([id, fields]) => [id, { id, ...fields }]));
}

const postPath: Reader<string> = (value, reading) => {
  const path = name(value, reading);
  return path === undefined || /^posts(?!.*\/[/.])\/.*\.md$/.test(path)
    ? path
    : report(reading, `post ${quote(path)} is not a post's file; write its path, such as posts/2026/steel.md`);
};

function describeFrontPage(instant: Reader<Instant>): Reader<FrontPageSettings> {
  const placementFields: Fields<PlacementSettings> = {
    post: required(postPath, "", "name the post's file: posts/2026/steel.md"),
    until: optional(instant, ""),
  };
  const placement = record(placementFields);
  return record<FrontPageSettings>({
    lead: optional<PlacementSettings | null>(placement, null),
    pinned: optional(list(placement, false), []),
    slots: optional(
      list(
        record<FrontPageSettings["slots"][number]>({
          ...placementFields,
          position: required(
            numberWithin(1, 100, true),
            1,
            "add the place on the front page: 1 is the first after the lead",
          ),
        }),
        false,
      ),
      [],
    ),
  });
}

export const emptyFrontPage: FrontPageSettings = { lead: null, pinned: [], slots: [] };

/** `_data/front-page`; an empty file is an empty front page. `instant` is given, since its time zones take time to load and few sites need it here. */
export function readFrontPage(value: unknown, reading: Reading, instant: Reader<Instant>): FrontPageSettings {
  if (value === null || value === undefined) return emptyFrontPage;
  const written = isRecord(value)
    ? describeFrontPage(instant)(value, reading)
    : report(reading, `the front page is ${typeName(value)}; write a group of keys (lead, pinned, slots)`);
  const positions = new Set<number>();
  for (const [index, { position }] of (written ?? emptyFrontPage).slots.entries()) {
    if (positions.has(position))
      reportAt(reading, ["slots", index, "position"], `two slots have the position ${position}; change one`);
    positions.add(position);
  }
  return written ?? emptyFrontPage;
}
