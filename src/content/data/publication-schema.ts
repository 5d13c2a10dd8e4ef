// What `_data/sections`, `_data/authors` and `_data/front-page` may say, key by key, with every default.
import { quote } from "../problems.ts";
import { instant } from "../readers/instants.ts";
import {
  dictionary,
  distinct,
  group,
  type KeysOf,
  list,
  numberWithin,
  oneOf,
  optional,
  type ReadBy,
  type Reader,
  record,
  refine,
  report,
  required,
} from "../readers/readers.ts";
import { fileWithin, name, paragraph, shortLine, slugText, webAddress } from "../readers/text-readers.ts";
import type { AuthorEntry, FrontPage, Placement, SectionEntry } from "./authoring.ts";
import { reservedWords } from "./reserved-words.ts";

const sectionSlug = refine(slugText, (slug, reading) => {
  if (!reservedWords.has(slug)) return slug;
  const reason = `is a reserved word, since /${slug}/ is an address of its own`;
  return report(reading, `section "${slug}" ${reason}; choose another slug`);
});

const section = record({
  slug: required(sectionSlug, "", "add the part that stands in addresses: small letters, digits and hyphens"),
  name: required(name, "", "add the name that readers see"),
  description: optional(paragraph, ""),
} satisfies KeysOf<SectionEntry>);
export type Section = ReadBy<typeof section>;

const sectionList = distinct(list(section, false), "slug", "sections");

/** `_data/sections`. */
export const readSections: Reader<Section[]> = (value, reading) =>
  Array.isArray(value) && value.length === 0
    ? report(reading, "there is no section; add one: {slug, name}")
    : sectionList(value, reading);

const email = refine(name, (text, reading) => {
  if (/^[^\s@<>"',;:()[\]\\?&]+@[^\s@<>"',;:()[\]\\?&/]+$/.test(text)) return text;
  return report(reading, `email ${quote(text)} is no address; write name@example.org`);
});

const author = record({
  name: required(name, "", "add the name that readers see"),
  kind: optional(oneOf("person", "organization"), "person"),
  role: optional(shortLine, ""),
  bio: optional(paragraph, ""),
  /** A file relative to the site's folder, or "". */
  image: optional(fileWithin, ""),
  email: optional(email, ""),
  url: optional(webAddress, ""),
  links: optional(list(webAddress, true), []),
} satisfies KeysOf<AuthorEntry>);
export type Author = { id: string } & ReadBy<typeof author>;

/** `_data/authors`: by id, in the file's order. */
export const readAuthors = refine(
  dictionary(slugText, author),
  (authors): Record<string, Author> =>
    Object.fromEntries(Object.entries(authors).map(([id, fields]) => [id, { id, ...fields }])),
);

const postPath = refine(name, (path, reading) => {
  if (/^posts(?!.*\/[/.])\/.*\.md$/.test(path)) return path;
  return report(reading, `post ${quote(path)} is not a post's file; write its path, such as posts/2026/steel.md`);
});

const placementFields = {
  post: required(postPath, "", "name the post's file: posts/2026/steel.md"),
  until: optional(instant, ""),
} satisfies KeysOf<Placement>;
const placement = record(placementFields);
export type PlacementSettings = ReadBy<typeof placement>;

const slot = record({
  ...placementFields,
  position: required(numberWithin(1, 100, true), 1, "add the place on the front page: 1 is the first after the lead"),
});

const frontPageFields = {
  lead: optional(placement, null),
  pinned: optional(list(placement, false), []),
  slots: optional(distinct(list(slot, false), "position", "slots"), []),
} satisfies KeysOf<FrontPage>;
const frontPage = group(frontPageFields, "the front page");
export const emptyFrontPage = frontPage.fallback;
export type FrontPageSettings = typeof emptyFrontPage;

/** `_data/front-page`; an empty file is an empty front page. */
export const readFrontPage: typeof frontPage.read = (value, reading) => frontPage.read(value ?? {}, reading);
