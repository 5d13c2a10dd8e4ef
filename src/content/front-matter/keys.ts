// Every key of a post's front matter, declared once: its name, its type, its reader, where its value is kept, and what editors say of it.

import { quote } from "../problems.ts";
import { instant } from "../readers/instants.ts";
import { type Field, flag, list, oneOf, optional, type Reader, record, report, required } from "../readers/readers.ts";
import { redirectPath } from "../readers/redirect-path.ts";
import { foldTag } from "../readers/slug.ts";
import { fileWithin, filledLine, filledText, language, line, tag } from "../readers/text-readers.ts";
import {
  type AiLevel,
  type CommentsState,
  type Correction,
  type Instant,
  type Kind,
  kinds,
  type PictureReference,
  type Tag,
} from "../types.ts";

/**
 * Who shows a value decides what is stale when it changes: `card` is what other pages may show of a post, `article` its own page and feeds alone.
 * `listed` values are at hand for every post at every build, since order, lists and checks depend on them; the others lie with the body.
 */
export interface Key<T, Shown extends "card" | "article", Listed extends boolean> extends Field<T> {
  /** As authors write it. */
  name: string;
  shown: Shown;
  isListed: Listed;
  /** For editors: one sentence, and the shape as JSON Schema (https://json-schema.org/draft/2020-12). */
  about: string;
  schema: object;
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

const correction = record<{ date: Instant; text: string }>({
  date: required(instant, "", "add when the text was corrected: date: 2026-01-31"),
  text: required(filledText(longestText), "", "say what was wrong and what is right: text: …"),
});

const corrections: Reader<Correction[]> = (value, reading) =>
  list(correction, false)(value, reading)?.map(({ date, text }) => ({ at: date, text }));

const addAuthors = "add the id of one author or more: authors: [jane-doe]";

const authorIds: Reader<string[]> = (value, reading) =>
  Array.isArray(value) && value.length === 0
    ? report(reading, `authors is empty; ${addAuthors}`)
    : unique(name)(value, reading);

/** A list of texts, or a single one; what comes again is dropped. */
function unique(read: Reader<string>): Reader<string[]> {
  return (value, reading) => {
    const items = list(read, true)(value, reading);
    return items && [...new Set(items)];
  };
}

/** The first name of each tag stays. Names that differ by more than case and spaces stay too, for `checkReferences` to refuse. */
const tags: Reader<Tag[]> = (value, reading) => {
  const names = new Set<string>();
  return list(tag, true)(value, reading)?.filter((item) => {
    const folded = foldTag(item.name);
    return !names.has(folded) && names.add(folded);
  });
};

const text = { type: "string" };
const texts = { anyOf: [text, { type: "array", items: text }] };
const moment = { type: "string", pattern: "^\\d{4}-\\d{1,2}-\\d{1,2}" };
const choice = (...values: readonly string[]): object => ({ enum: values });
const group = (properties: Record<string, object>, ...needed: string[]): object => ({
  type: "object",
  properties,
  required: needed,
  additionalProperties: false,
});

const levels = ["none", "assisted", "partial", "full"] as const;
const states = ["open", "closed", "off"] as const;

type Told = { about: string; schema: object };

/** What other pages may show, at hand at every build. */
const listed = <T>(key: string, field: Field<T>, told: Told): Key<T, "card", true> => ({
  ...field,
  ...told,
  name: key,
  shown: "card",
  isListed: true,
});

/** What other pages may show. */
const card = <T>(key: string, field: Field<T>, told: Told): Key<T, "card", false> => ({
  ...listed(key, field, told),
  isListed: false,
});

/** What the post's own page shows alone. */
const article = <T>(key: string, field: Field<T>, told: Told): Key<T, "article", false> => ({
  ...card(key, field, told),
  shown: "article",
});

/** The same, at hand at every build. */
const dated = <T>(key: string, field: Field<T>, told: Told): Key<T, "article", true> => ({
  ...article(key, field, told),
  isListed: true,
});

/** By the name that the rest of the house has for each; in the order in which messages list them. */
export const keys = {
  title: listed("title", required(filledLine(longestLine), "", "add the headline: title: …"), {
    about: "The headline.",
    schema: text,
  }),
  publishedAt: listed("date", required(instant, "", "add when it is first published: date: 2026-01-31"), {
    about: "First published; a date alone means 00:00 in the site's time zone.",
    schema: moment,
  }),
  section: listed("section", required(name, "", "add the slug of one section: section: …"), {
    about: "The slug of exactly one section of _data/sections.",
    schema: text,
  }),
  authors: listed("authors", required(authorIds, [], addAuthors), {
    about: "Ids of _data/authors, one or more.",
    schema: texts,
  }),
  subtitle: article("subtitle", optional(shortLine, ""), {
    about: "The second headline, above the body.",
    schema: text,
  }),
  description: card("description", optional(line(longestText), ""), {
    about: "The standfirst; derived from the first paragraph where absent.",
    schema: text,
  }),
  kicker: card("kicker", optional(shortLine, ""), { about: "The label above the headline.", schema: text }),
  dateline: article("dateline", optional(shortLine, ""), {
    about: "The place reported from, such as Seoul; not a time.",
    schema: text,
  }),
  updatedAt: dated("updated", optional(instant, ""), {
    about: "The last substantial change; never before date.",
    schema: moment,
  }),
  tags: listed("tags", optional(tags, []), {
    about: "Names of tags; those that are equal but for case and spaces are one.",
    schema: texts,
  }),
  image: listed("image", optional<PictureReference | null>(image, null), {
    about: 'The lead image; alt is required, and "" for decoration.',
    schema: group({ src: text, alt: text, caption: text, credit: text }, "src", "alt"),
  }),
  ai: listed("ai", optional<AiLevel | "">(oneOf(...levels), ""), {
    about: "How far artificial intelligence wrote it; the site's default where absent.",
    schema: choice(...levels),
  }),
  reviewedBy: listed("reviewedBy", optional(name, ""), {
    about: "The author who answers for a text that artificial intelligence wrote.",
    schema: text,
  }),
  corrections: dated("corrections", optional(corrections, []), {
    about: "What was wrong and is corrected: shown on the page and listed on /corrections/.",
    schema: { type: "array", items: group({ date: moment, text }, "date", "text") },
  }),
  redirectFrom: listed("redirectFrom", optional(unique(redirectPath), []), {
    about: "Earlier addresses, oldest first; the oldest is the post's identity for feeds, counts and comments.",
    schema: texts,
  }),
  isDraft: listed("draft", optional(flag, false), { about: "Never published.", schema: { type: "boolean" } }),
  expiresAt: listed("expires", optional(instant, ""), { about: "Gone from then on.", schema: moment }),
  comments: listed("comments", optional<CommentsState | "">(oneOf(...states), ""), {
    about: "Whether readers may comment; the site's default where absent.",
    schema: choice(...states),
  }),
  language: listed("language", optional(language, ""), {
    about: "BCP 47, where it differs from the site's.",
    schema: text,
  }),
  series: listed("series", optional(shortLine, ""), {
    about: "The name of a series of stories that are told in parts.",
    schema: text,
  }),
  kind: listed("kind", optional<Kind>(oneOf(...kinds), "news"), {
    about: "What sort of text it is; a page stands alone, in no listing and no feed, and needs a title alone.",
    schema: choice(...kinds),
  }),
  template: article("template", optional<"" | "njk">(oneOf("njk"), ""), {
    about: "Runs the body through Nunjucks first.",
    schema: choice("njk"),
  }),
};

type Keys = typeof keys;
type TypeOf<K> = K extends Key<infer T, "card" | "article", boolean> ? T : never;
type NamesOf<Wanted> = { [K in keyof Keys]: Keys[K] extends Wanted ? K : never }[keyof Keys];

/** What authors wrote, typed; "", [] or null where a key is absent. */
export type Written = { [K in keyof Keys]: TypeOf<Keys[K]> };
/** A post takes from the site what it does not say itself. */
export type FrontMatter = Omit<Written, "ai" | "comments"> & { ai: AiLevel; comments: CommentsState };
export type ListedKeys = Pick<FrontMatter, NamesOf<Key<unknown, "card" | "article", true>>>;
export type CardKeys = Pick<FrontMatter, NamesOf<Key<unknown, "card", boolean>>>;
export type ArticleKeys = Pick<FrontMatter, NamesOf<Key<unknown, "article", boolean>>>;

/** Front matter by where its values are kept. */
export function placeKeys(said: FrontMatter): { card: CardKeys; article: ArticleKeys; listed: ListedKeys } {
  const pick = (isWanted: (key: Keys[keyof Keys]) => boolean): object =>
    Object.fromEntries(
      Object.entries(keys).flatMap(([name, key]) => (isWanted(key) ? [[name, said[name as keyof FrontMatter]]] : [])),
    );
  return {
    card: pick(({ shown }) => shown === "card") as CardKeys,
    article: pick(({ shown }) => shown === "article") as ArticleKeys,
    listed: pick(({ isListed }) => isListed) as ListedKeys,
  };
}
