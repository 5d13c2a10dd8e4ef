// The keys of front matter: each has one place, and the schema for editors says of each what the reader says.
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { editorSchema } from "../../../../src/content/front-matter/editor-schema.ts";
import { type FrontMatter, keys, placeKeys } from "../../../../src/content/front-matter/keys.ts";
import { type ParseResult, parsePost } from "../../../../src/content/front-matter/parse-post.ts";
import { hasErrors } from "../../../../src/content/problems.ts";

type HouseName = keyof typeof keys;
const houseNames = Object.keys(keys) as HouseName[];

const sound = { title: "Steel", date: "2026-01-31", section: "business", authors: ["jane"], kind: "news" };

/** JSON is YAML too. */
function parse(frontMatter: Record<string, unknown>): ParseResult {
  return parsePost(
    {
      path: "posts/steel.md",
      bytes: Buffer.from(`---\n${JSON.stringify(frontMatter)}\n---\nBody.\n`),
      commentCount: 0,
    },
    { timezone: "UTC", language: "en", html: "safe", ai: "none", comments: "open", site: {} },
    (body) => ({
      outline: { digest: "d", slots: [], headings: [], lede: "Body.", words: 1, characters: 0 },
      parts: [body],
      findings: [],
    }),
  );
}

test("every key is told once: by other pages, or by the post's own alone", () => {
  const said = Object.fromEntries(houseNames.map((name) => [name, name])) as unknown as FrontMatter;
  const { card, article, listed } = placeKeys(said);
  assert.equal([...Object.keys(card), ...Object.keys(article)].sort(), [...houseNames].sort());
  assert.ok(Object.keys(card).length > 0 && Object.keys(article).length > 0);
  assert.equal(
    Object.keys(listed),
    houseNames.filter((name) => keys[name].isListed),
  );
  for (const [name, value] of [card, article, listed].flatMap((part) => Object.entries(part))) assert.is(value, name);
});

test("no two keys have one name for authors", () => {
  const names = houseNames.map((name) => keys[name].name);
  assert.equal(new Set(names).size, names.length);
});

/** Of each key, another value than the sound post has. */
const others: Record<HouseName, unknown> = {
  title: "Iron",
  publishedAt: "2026-01-31T10:00:00Z",
  section: "world",
  authors: ["jane", "desk"],
  subtitle: "Second",
  description: "Standfirst.",
  kicker: "Exclusive",
  dateline: "Seoul",
  updatedAt: "2026-02-01",
  tags: ["Steel"],
  image: { src: "a.jpg", alt: "" },
  ai: "full",
  reviewedBy: "jane",
  corrections: [{ date: "2026-02-01", text: "Wrong." }],
  redirectFrom: "/old/",
  isDraft: true,
  expiresAt: "2027-01-01",
  comments: "closed",
  language: "fr",
  series: "Metals",
  kind: "opinion",
  template: "njk",
};

for (const name of houseNames) {
  const { name: written, shown } = keys[name];
  test(`${written} is known by the digest of the ${shown}, and by no other`, () => {
    const before = parse(sound).parsed?.post.digests;
    const { parsed, problems } = parse({ ...sound, [written]: others[name] });
    assert.equal(problems, []);
    const after = parsed?.post.digests;
    assert.is(after?.card !== before?.card, shown === "card", "the card's");
    assert.is(after?.article !== before?.article, shown === "article", "the article's");
    assert.is(after?.body, before?.body);
  });
}

interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  additionalProperties?: boolean;
  required?: string[];
  if?: Schema;
  then?: Schema;
  else?: Schema;
}

const judged = new Set(
  "type enum const pattern anyOf items properties patternProperties additionalProperties required if then else".split(
    " ",
  ),
);
const told = new Set(["$schema", "title", "description"]);

/** Keywords of a schema that `accepts` takes no notice of. */
function findUnknown(schema: object): string[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (told.has(keyword)) return [];
    if (!judged.has(keyword)) return [keyword];
    if (["properties", "patternProperties"].includes(keyword))
      return Object.values(value).flatMap((inner) => findUnknown(inner as object));
    if (keyword === "anyOf") return (value as object[]).flatMap(findUnknown);
    return ["items", "if", "then", "else"].includes(keyword) ? findUnknown(value as object) : [];
  });
}

const typeOf = (value: unknown): string => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

/** As much of JSON Schema as `editorSchema` uses. */
function accepts(schema: Schema, value: unknown): boolean {
  if (schema.type !== undefined && typeOf(value) !== schema.type) return false;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return false;
  if (schema.const !== undefined && schema.const !== value) return false;
  if (schema.pattern !== undefined && typeof value === "string" && !new RegExp(schema.pattern).test(value))
    return false;
  if (schema.anyOf !== undefined && !schema.anyOf.some((choice) => accepts(choice, value))) return false;
  if (schema.if !== undefined) {
    const branch = accepts(schema.if, value) ? schema.then : schema.else;
    if (branch !== undefined && !accepts(branch, value)) return false;
  }
  if (Array.isArray(value)) return value.every((item) => schema.items === undefined || accepts(schema.items, item));
  return typeof value !== "object" || value === null || acceptsRecord(schema, value as Record<string, unknown>);
}

function acceptsRecord(schema: Schema, record: Record<string, unknown>): boolean {
  if (schema.required?.some((key) => !Object.hasOwn(record, key))) return false;
  return Object.entries(record).every(([key, value]) => {
    const own = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties?.[key] : undefined;
    const matching = Object.entries(schema.patternProperties ?? {}).filter(([pattern]) =>
      new RegExp(pattern).test(key),
    );
    const known = [...(own === undefined ? [] : [own]), ...matching.map(([, inner]) => inner)];
    if (known.length === 0) return schema.additionalProperties !== false;
    return known.every((inner) => accepts(inner, value));
  });
}

const schema = editorSchema() as Schema;

test("the schema has every key that authors write, with a sentence on each, and no other", () => {
  assert.equal(
    Object.keys(schema.properties ?? {}),
    houseNames.map((name) => keys[name].name),
  );
  for (const { about, name } of Object.values(keys)) assert.match(about, /^[A-Z].*\.$/, name);
  assert.equal(findUnknown(schema), []);
  assert.equal(findUnknown({ items: { minItems: 1 } }), ["minItems"]);
});

test("a page needs a title alone, every other text more", () => {
  assert.equal(schema.then?.required, ["title"]);
  assert.equal(schema.else?.required, ["title", "date", "section", "authors"]);
  assert.equal(schema.required, undefined);
});

const rows: [what: string, frontMatter: Record<string, unknown>, isSound: boolean][] = [
  ["a sound story", sound, true],
  ["a story of every key", Object.fromEntries(houseNames.map((name) => [keys[name].name, others[name]])), true],
  ["a page of a title", { title: "About", kind: "page" }, true],
  ["a page without a title", { kind: "page" }, false],
  ["a page with a section that is none", { title: "About", kind: "page", section: 5 }, false],
  ["a story of a title", { title: "About", kind: "news" }, false],
  ["a story without a kind", { ...sound, kind: undefined }, true],
  ["nothing", {}, false],
  ...["title", "date", "section", "authors"].map((key): [string, Record<string, unknown>, boolean] => [
    `a story without ${key}`,
    { ...sound, [key]: undefined },
    false,
  ]),
  [
    "optional keys that are empty",
    { ...sound, subtitle: null, tags: null, image: null, updated: null, ai: null },
    true,
  ],
  ["an empty headline", { ...sound, title: null }, false],
  ["a number for a headline", { ...sound, title: 1984 }, false],
  ["one author as a text", { ...sound, authors: "jane" }, true],
  ["a number among authors", { ...sound, authors: ["jane", 5] }, false],
  ["a date and a time", { ...sound, date: "2026-1-5 10:00 +05:30" }, true],
  ["a date in words", { ...sound, date: "yesterday" }, false],
  ["a year alone", { ...sound, date: 2026 }, false],
  ["an unknown kind", { ...sound, kind: "novel" }, false],
  ["a level of machines", { ...sound, ai: "assisted" }, true],
  ["an unknown level", { ...sound, ai: "all" }, false],
  ["an unknown state of comments", { ...sound, comments: "maybe" }, false],
  ["a text for a draft", { ...sound, draft: "yes" }, false],
  ["an unknown template", { ...sound, template: "html" }, false],
  ["a picture as a text", { ...sound, image: "a.jpg" }, false],
  ["a picture without alt", { ...sound, image: { src: "a.jpg" } }, false],
  ["a picture with alt and words", { ...sound, image: { src: "a.jpg", alt: "A", caption: "C", credit: "D" } }, true],
  ["a picture with a key of its own", { ...sound, image: { src: "a.jpg", alt: "", width: 5 } }, false],
  ["a correction", { ...sound, corrections: [{ date: "2026-02-01", text: "Wrong." }] }, true],
  ["a correction without a text", { ...sound, corrections: [{ date: "2026-02-01" }] }, false],
  ["a correction out of a list", { ...sound, corrections: { date: "2026-02-01", text: "Wrong." } }, false],
  ["an own key", { ...sound, "x-own": { deep: [1] } }, true],
  ["a misspelt key", { ...sound, tilte: "x" }, false],
  ["a key that every object has", { ...sound, constructor: "x" }, false],
];

for (const [what, written, isSound] of rows) {
  test(`${what} is ${isSound ? "sound" : "refused"}, in the editor as in the build`, () => {
    const frontMatter = JSON.parse(JSON.stringify(written)) as Record<string, unknown>;
    assert.is(!hasErrors(parse(frontMatter).problems), isSound, "the reader");
    assert.is(accepts(schema, frontMatter), isSound, "the schema");
  });
}

test("what the reader takes no editor marks as wrong", () => {
  const text = fc.constantFrom(
    "a",
    "2026-01-31",
    "2026-2-1T10:00",
    "/a/",
    "a.jpg",
    "fr",
    "page",
    "news",
    "full",
    "open",
    "njk",
  );
  const value = fc.oneof(
    text,
    fc.array(text, { maxLength: 2 }),
    fc.constantFrom<unknown>(true, false, 7, 1.5, {}, []),
    fc.record({ src: text, alt: text, caption: text }, { requiredKeys: [] }),
    fc.array(fc.record({ date: text, text }, { requiredKeys: [] }), { maxLength: 2 }),
  );
  const key = fc.constantFrom(...Object.values(keys).map(({ name }) => name), "x-own", "other");
  const optional = Object.values(keys).filter(({ cure }) => cure === "");
  const empty = fc.subarray(
    optional.map(({ name }) => name),
    { maxLength: 2 },
  );
  let taken = 0;
  fc.assert(
    fc.property(fc.dictionary(key, value, { maxKeys: 3 }), empty, fc.boolean(), (written, left, isPage) => {
      const base = isPage ? { title: "About", kind: "page" } : sound;
      const frontMatter = { ...base, ...written, ...Object.fromEntries(left.map((name) => [name, null])) };
      if (hasErrors(parse(frontMatter).problems)) return;
      taken++;
      assert.ok(accepts(schema, frontMatter), JSON.stringify(frontMatter));
    }),
    { numRuns: 1_500 },
  );
  assert.ok(taken > 200, String(taken));
});

test.run();
