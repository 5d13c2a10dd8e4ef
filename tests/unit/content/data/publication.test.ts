// `_data/` of every kind of file: defaults, faults with their places, bundles reused.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type LoadedPublication, loadPublication } from "../../../../src/content/data/publication.ts";
import { formatProblem } from "../../../../src/content/problems.ts";

interface Context {
  site: string;
}
const test = suite<Context>("publication", { site: "" });
test.before.each((context) => {
  context.site = mkdtempSync(join(tmpdir(), "broadsheet-data-"));
});
test.after.each(({ site }) => rmSync(site, { recursive: true, force: true }));

const site = '{"title": "T", "url": "https://example.org", "language": "en", "timezone": "UTC"}';
const sections = '[{"slug": "business", "name": "Business"}]';
const authors = '{"jane": {"name": "Jane"}}';

/** Writes the three required files, or what replaces them ("" for none), and loads them. */
async function load(context: Context, files: Record<string, string> = {}, siteUrl = ""): Promise<LoadedPublication> {
  const all: Record<string, string> = {
    "_data/site.json": site,
    "_data/sections.json": sections,
    "_data/authors.json": authors,
    ...files,
  };
  for (const [name, content] of Object.entries(all)) {
    mkdirSync(dirname(join(context.site, name)), { recursive: true });
    if (content === "") rmSync(join(context.site, name), { force: true });
    else writeFileSync(join(context.site, name), content);
  }
  return loadPublication(context.site, { cacheFolder: join(context.site, ".cache"), siteUrl });
}

/** The site's four required keys and more, as JSON. */
function siteWith(more: object): Record<string, string> {
  return { "_data/site.json": JSON.stringify({ ...JSON.parse(site), ...more }) };
}

test("four keys, sections and authors make a publication with every default", async (context) => {
  const { publication, problems, files, inputs } = await load(context);
  assert.equal(problems, []);
  const wide = { formats: ["rss", "atom", "json"], entries: 30 };
  const narrow = { formats: ["rss"], entries: 15 };
  assert.equal(publication, {
    site: {
      title: "T",
      language: "en",
      timezone: "UTC",
      description: "",
      publisher: { name: "", logo: "", url: "", policies: {} },
      ai: { default: "none", disclaimer: { assisted: "", partial: "", full: "" }, policy: "", hasMeta: false },
      weather: { provider: "", places: [] },
      id: "",
      html: "safe",
      comments: "off",
      robots: {},
      feeds: { site: wide, section: wide, author: narrow, tag: narrow },
      hub: "",
      origin: "https://example.org",
      basePath: "",
      serviceUrl: null,
    },
    sections: [{ slug: "business", name: "Business", description: "" }],
    authors: {
      jane: { id: "jane", name: "Jane", kind: "person", role: "", bio: "", image: "", email: "", url: "", links: [] },
    },
    frontPage: { lead: null, pinned: [], slots: [] },
  });
  assert.is(files["front-page"], "");
  assert.equal(
    inputs,
    ["authors", "sections", "site"].map((name) => join(context.site, `_data/${name}.json`)),
  );
});

test("values that are given replace defaults, key by key", async (context) => {
  const { publication, problems } = await load(context, {
    ...siteWith({
      url: "https://Example.org:443/news//",
      id: "T-1",
      service: { url: "" },
      feeds: { tag: { entries: 5 } },
      ai: { disclaimer: "By a machine", policy: "reviewed", meta: true },
      robots: { GPTBot: "disallow" },
      publisher: { name: "P", logo: "/images/logo.svg", policies: { ai: "/standards/" } },
      weather: {
        provider: "fixed",
        places: [{ id: "seoul", name: "Seoul", latitude: 37.5, longitude: 127, temperature: 13, condition: "windy" }],
      },
    }),
    "_data/front-page.json":
      '{"lead": {"post": "posts/a.md", "until": "2026-02-01"}, "slots": [{"post": "posts/b.md", "position": 3}]}',
  });
  assert.equal(problems, []);
  const read = publication?.site;
  const machine = "By a machine";
  assert.equal(
    [
      read?.origin,
      read?.basePath,
      read?.serviceUrl,
      read?.feeds.tag,
      read?.ai,
      read?.robots,
      read?.publisher.logo,
      read?.weather.places[0]?.temperature,
    ],
    [
      "https://example.org",
      "/news",
      "",
      { formats: ["rss"], entries: 5 },
      {
        default: "none",
        disclaimer: { assisted: machine, partial: machine, full: machine },
        policy: "reviewed",
        hasMeta: true,
      },
      { GPTBot: "disallow" },
      "images/logo.svg",
      13,
    ],
  );
  assert.equal(publication?.frontPage, {
    lead: { post: "posts/a.md", until: "2026-02-01T00:00:00+00:00" },
    pinned: [],
    slots: [{ post: "posts/b.md", until: "", position: 3 }],
  });
});

test("--url replaces origin and base path", async (context) => {
  const { publication } = await load(
    context,
    siteWith({ url: "https://example.org/news" }),
    "http://localhost:8080/preview/",
  );
  assert.equal([publication?.site.origin, publication?.site.basePath], ["http://localhost:8080", "/preview"]);
  assert.equal((await load(context, {}, "localhost")).problems.map(formatProblem), [
    '_data/site.json:1:1: error: --url "localhost" is not a web address; write one that starts with https:// or http://',
  ]);
});

const refused: [what: string, files: Record<string, string>, problems: string[]][] = [
  [
    "an address of another kind",
    siteWith({ url: "ftp://example.org" }),
    [
      '_data/site.json:1:20: error: url "ftp://example.org" is not a web address; write one that starts with https:// or http://',
    ],
  ],
  [
    "an address with a query",
    siteWith({ url: "https://example.org/?a" }),
    [
      '_data/site.json:1:20: error: url "https://example.org/?a" has a query or fragment; write origin and base path alone',
    ],
  ],
  [
    "an address with a password",
    siteWith({ url: "https://a:b@example.org" }),
    ["_data/site.json:1:20: error: url holds a user name or password; remove it"],
  ],
  [
    "a time zone that is none",
    siteWith({ timezone: "Asia/Atlantis" }),
    [
      '_data/site.json:1:69: error: timezone "Asia/Atlantis" is unknown; write an IANA name such as "Asia/Kolkata" or "UTC"',
    ],
  ],
  [
    "a missing key",
    { "_data/site.json": '{"title": "T", "url": "https://example.org", "language": "en"}' },
    ['_data/site.json:1:1: error: timezone is missing; add an IANA name: timezone: "Asia/Kolkata"'],
  ],
  [
    "a misspelt key",
    siteWith({ coments: "open" }),
    ['_data/site.json:1:75: error: key "coments" is unknown; did you mean "comments"?'],
  ],
  [
    "a service without id",
    siteWith({ service: { url: "" } }),
    ["_data/site.json:1:85: error: service needs the site's id; add id: letters, digits and hyphens"],
  ],
  [
    "a script as hub",
    siteWith({ hub: "javascript:alert(1)" }),
    [
      '_data/site.json:1:81: error: hub "javascript:alert(1)" is not a web address; write one that starts with https:// or http://',
    ],
  ],
  [
    "a forged robots line",
    siteWith({ robots: { "a\nDisallow: /": "allow" } }),
    ['_data/site.json:1:85: error: robots has "a\\u{a}Disallow: /"; write a crawler\'s user agent, such as "GPTBot"'],
  ],
  [
    "places outside the globe, without values",
    siteWith({ weather: { provider: "fixed", places: [{ id: "a", name: "A", latitude: 91, longitude: 0 }] } }),
    [
      "_data/site.json:1:147: error: weather.places.latitude is 91; write a number from -90 to 90",
      '_data/site.json:1:115: error: weather.places.temperature is missing; add the degrees Celsius that the provider "fixed" shows',
      '_data/site.json:1:115: error: weather.places.condition is missing; add what the provider "fixed" shows, such as "windy"',
    ],
  ],
  [
    "a key that is there twice",
    { "_data/authors.json": '{\n "jane": {"name": "A"},\n "jane": {"name": "B"}\n}' },
    ['_data/authors.json:3:2: error: key "jane" is there twice; keep one'],
  ],
  [
    "an author's id that is no slug",
    { "_data/authors.json": '{\n "Jane Doe": {"name": "A"}\n}' },
    [
      '_data/authors.json:2:2: error: "Jane Doe" cannot stand in addresses; write small letters, digits and hyphens, such as "jane-doe"',
    ],
  ],
  [
    "a reserved section",
    { "_data/sections.json": '[\n {"slug": "tags", "name": "A"}\n]' },
    [
      '_data/sections.json:2:11: error: section "tags" is a reserved word, since /tags/ is an address of its own; choose another slug',
    ],
  ],
  [
    "two sections of one slug",
    { "_data/sections.json": '[\n {"slug": "a", "name": "A"},\n {"slug": "a", "name": "B"}\n]' },
    ['_data/sections.json:3:11: error: two sections have the slug "a"; change one'],
  ],
  [
    "no section",
    { "_data/sections.json": "[]" },
    ["_data/sections.json:1:1: error: there is no section; add one: {slug, name}"],
  ],
  ["JSON cut short", { "_data/sections.json": '[\n {"slug": "a"' }, []],
  [
    "JSON with a comment",
    { "_data/authors.json": '{\n "jane": {"name": "A"} # me\n}' },
    [
      "_data/authors.json:2:24: error: the file is not JSON here; put texts and keys in double quotes, without comments and trailing commas",
    ],
  ],
  [
    "a missing file",
    { "_data/authors.json": "" },
    ["_data/authors.ts:1:1: error: the file is missing; add it, as .ts, .js or .json"],
  ],
  [
    "two files of one name",
    { "_data/site.ts": `export default ${site};` },
    ["_data/site.json:1:1: error: site.ts says the same; keep one of them"],
  ],
  [
    "a misspelt file",
    { "_data/section.json": "[]" },
    [
      '_data/section.json:1:1: error: nothing reads "section.json"; did you mean "sections"? (site, sections, authors, front-page)',
    ],
  ],
  [
    "a file of another format",
    { "_data/site.yaml": "a: 1" },
    ["_data/site.yaml:1:1: error: data files end in .ts, .js or .json; rename the file"],
  ],
  [
    "a front page that is a list",
    { "_data/front-page.json": "[]" },
    ["_data/front-page.json:1:1: error: the front page is a list; write a group of keys (lead, pinned, slots)"],
  ],
  [
    "a placement outside posts/",
    { "_data/front-page.json": '{"lead": {"post": "posts/../x.md"}}' },
    [
      '_data/front-page.json:1:19: error: post "posts/../x.md" is not a post\'s file; write its path, such as posts/2026/steel.md',
    ],
  ],
  [
    "two slots of one position",
    {
      "_data/front-page.json":
        '{"slots": [{"post": "posts/a.md", "position": 1}, {"post": "posts/b.md", "position": 1}]}',
    },
    ["_data/front-page.json:1:86: error: two slots have the position 1; change one"],
  ],
];
for (const [what, files, problems] of refused) {
  test(`${what} is refused with place and cure`, async (context) => {
    const loaded = await load(context, files);
    assert.is(loaded.publication, null);
    if (problems.length === 0)
      assert.ok(loaded.problems.length > 0 && loaded.problems.every((problem) => problem.line === 2));
    else assert.equal(loaded.problems.map(formatProblem), problems);
  });
}

const script = (value: string): Record<string, string> => ({ "_data/sections.json": "", "_data/sections.ts": value });
const scripts: [what: string, source: string, problems: string[]][] = [
  [
    "a syntax error",
    "export default [\n  { slug: 'a' name: 'A' },\n];",
    ['_data/sections.ts:2:15: error: Expected "}" but found "name"; correct the code here'],
  ],
  [
    "a module that is not there",
    'import a from "./gone.ts";\nexport default a;',
    ['_data/sections.ts:1:15: error: Could not resolve "./gone.ts"; correct the code here'],
  ],
  [
    "a throw",
    'throw new Error("no\\u001b[2J");',
    ["_data/sections.ts:1:1: error: running it fails (Error: no\\u{1b}[2J); correct the code"],
  ],
  [
    "a throw in the function",
    "export default () => { null.a; };",
    [
      "_data/sections.ts:1:1: error: running it fails (TypeError: Cannot read properties of null (reading 'a')); correct the code",
    ],
  ],
  [
    "no default export",
    "export const a = 1;",
    ["_data/sections.ts:1:1: error: the file exports nothing by default; write export default …"],
  ],
  [
    "a date object",
    'export default [\n  { slug: "a", name: new Date() },\n];',
    ["_data/sections.ts:2:22: error: the value is a Date; write it as a text, such as 2026-01-31T14:20"],
  ],
  [
    "a circle",
    "const a: unknown[] = [];\na.push(a);\nexport default a;",
    ["_data/sections.ts:1:1: error: the values are nested more than 32 deep, or in a circle; make them flatter"],
  ],
  [
    "not a number",
    'export default [{ slug: "a", name: "A", description: 0 / 0 }];',
    ["_data/sections.ts:1:54: error: the value is NaN; write a finite number"],
  ],
  [
    "a wrong value deep inside",
    '// { slug: 1 }\nconst list = [\n  { slug: "a", name: "A" },\n  { name: "B", slug: 5 },\n] satisfies unknown[];\nexport default list;',
    ["_data/sections.ts:4:22: error: slug is a number; write it in quotes"],
  ],
];
for (const [what, source, problems] of scripts) {
  test(`${what} in a script is refused with place and cure`, async (context) => {
    assert.equal((await load(context, script(source))).problems.map(formatProblem), problems);
  });
}

test("scripts may import their types by the package's name, other files, and be functions", async (context) => {
  const loaded = await load(context, {
    ...script(
      'import { type Sections } from "broadsheet";\nimport { name } from "./names.ts";\nexport default async (): Promise<Sections> => [{ slug: "a", name, description: undefined }];',
    ),
    "_data/names.ts": 'export const name = "From afar";',
  });
  assert.equal(loaded.problems, []);
  assert.is(loaded.publication?.sections[0]?.name, "From afar");
  assert.ok(loaded.inputs.includes(join(context.site, "_data/names.ts")));
});

test("a bundle is reused until one of its inputs changes, and a damaged one is made again", async (context) => {
  const cache = join(context.site, ".cache/data");
  const files = {
    ...script('import { name } from "./lib/names.ts";\nexport default [{ slug: "a", name }];'),
    "_data/lib/names.ts": 'export const name = "One";',
  };
  await load(context, files);
  const [name = ""] = readdirSync(cache).filter((file) => file.endsWith(".mjs"));
  const module = join(cache, name);
  const longAgo = new Date("2020-01-01");
  utimesSync(module, longAgo, longAgo);
  assert.is((await load(context, files)).publication?.sections[0]?.name, "One");
  assert.is(statSync(module).mtimeMs, longAgo.getTime(), "not written again");
  const bytes = readFileSync(module, "utf8");
  writeFileSync(module, "throw 1;");
  assert.is((await load(context, files)).publication?.sections[0]?.name, "One");
  assert.is(readFileSync(module, "utf8"), bytes);
  assert.is(
    (await load(context, { ...files, "_data/lib/names.ts": 'export const name = "Two";' })).publication?.sections[0]
      ?.name,
    "Two",
  );
  for (const file of readdirSync(cache)) if (file.endsWith(".json")) writeFileSync(join(cache, file), "{}");
  assert.is((await load(context, files)).publication?.sections[0]?.name, "One");
});

test("a site without _data/ is told so once", async (context) => {
  const { problems } = await loadPublication(context.site, { cacheFolder: join(context.site, ".cache") });
  assert.equal(problems.map(formatProblem), [
    "_data:1:1: error: it is not there; make the folder, with site, sections and authors in it",
  ]);
});

test("an empty _data/ is told what it lacks", async (context) => {
  mkdirSync(join(context.site, "_data"));
  const { publication, problems } = await loadPublication(context.site, { cacheFolder: join(context.site, ".cache") });
  assert.is(publication, null);
  assert.equal(problems.map(formatProblem), [
    "_data/site.ts:1:1: error: the file is missing; add it, as .ts, .js or .json",
    "_data/sections.ts:1:1: error: the file is missing; add it, as .ts, .js or .json",
    "_data/authors.ts:1:1: error: the file is missing; add it, as .ts, .js or .json",
  ]);
});

test.run();
