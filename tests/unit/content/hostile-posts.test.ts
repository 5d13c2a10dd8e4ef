// Whatever stands between the fences, parsing ends with a sound post or with problems that have a place.
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type ParseOptions, parsePost, type RenderMarkup } from "../../../src/content/front-matter/parse-post.ts";
import { formatProblem, hasErrors } from "../../../src/content/problems.ts";

const options: ParseOptions = {
  timezone: "America/New_York",
  language: "en",
  html: "safe",
  ai: "none",
  comments: "off",
  site: {},
};
const renderMarkup: RenderMarkup = (body) => ({
  outline: { digest: "", slots: [], headings: [], lede: "", words: 1, characters: 0 },
  parts: [body],
  findings: [],
});

function parse(frontMatter: string, render = renderMarkup): ReturnType<typeof parsePost> {
  return parsePost(
    { path: "posts/steel.md", bytes: Buffer.from(`---\n${frontMatter}\n---\nBody.\n`), commentCount: 0 },
    options,
    render,
  );
}

function assertClean(frontMatter: string): void {
  const { parsed, problems } = parse(frontMatter);
  assert.ok(problems.length <= 101);
  for (const problem of problems) {
    assert.ok(problem.line >= 1 && problem.column >= 1, formatProblem(problem));
    assert.match(formatProblem(problem), /^posts\/steel\.md:\d+:\d+: (?:error|warning): .+; [^\n]+$/);
    assert.ok(formatProblem(problem).length < 1_500);
  }
  if (hasErrors(problems)) return;
  assert.ok(parsed);
  const { post, texts } = parsed;
  assert.equal(JSON.parse(JSON.stringify(post)), post);
  for (const text of [JSON.stringify(post), ...texts])
    assert.not.match(text.replace(/\\[nt]/g, ""), /[\u0000-\u001f\u007f-\u009f]|\\u00[01]/);
  assert.match(post.slug, /[\p{L}\p{N}]/u);
}

const keys = [
  "title",
  "date",
  "section",
  "authors",
  "subtitle",
  "updated",
  "tags",
  "image",
  "ai",
  "corrections",
  "redirectFrom",
  "draft",
  "expires",
  "language",
  "kind",
  "template",
  "x-own",
  "tilte",
  "__proto__",
  "constructor",
  "toString",
];
const scalar = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.date().map(String),
  fc.constantFrom("2026-01-31", "2026-01-31T10:00Z", "/a/%2e", "../x", "C++", "page"),
);
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 4 }),
  fc.dictionary(fc.constantFrom("src", "alt", "text", "date", "b"), scalar),
  fc.array(fc.dictionary(fc.constantFrom("date", "text"), scalar), { maxLength: 3 }),
  fc.jsonValue({ maxDepth: 6 }),
);
const sound = { title: "Steel", date: "2026-01-31", section: "business", authors: ["jane"] };

test("generated values of every key are read or refused with place and cure", () => {
  const frontMatter = fc
    .dictionary(fc.constantFrom(...keys), value, { maxKeys: 8 })
    .map((written) => JSON.stringify({ ...sound, ...written }));
  fc.assert(fc.property(frontMatter, assertClean), { numRuns: 1_200 });
});

test("generated lines of any characters are read or refused with place and cure", () => {
  const piece = fc.constantFrom(
    "title",
    ": ",
    "- ",
    "\n",
    "  ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a ",
    "*a",
    "!!str ",
    "| \n",
    "> \n",
    "'",
    '"',
    "#",
    "? ",
    "%YAML 1.1",
    "...",
    "\t",
    "\u0001",
    "a",
    "1",
    "~",
    "<<",
    "é",
    "\\x00",
    "\ud83d\ude00",
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join("")),
      assertClean,
    ),
    { numRuns: 800 },
  );
});

const bombs: [what: string, frontMatter: string][] = [
  ["100,000 opening brackets", `x-a: ${"[".repeat(100_000)}`],
  ["100,000 opening braces", `x-a: ${"{a: ".repeat(40_000)}`],
  ["50,000 nested list marks", `x-a:\n  ${"- ".repeat(50_000)}`],
  ["50,000 question marks", "? ".repeat(50_000)],
  ["keys indented ever deeper", Array.from({ length: 500 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
  [
    "an alias bomb",
    [
      "x-a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]",
      ..."bcdefghi"
        .split("")
        .map((name, index) => `x-${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[index]}`).join(", ")}]`),
    ].join("\n"),
  ],
  ["an alias of itself", "x-a: &a [*a]"],
  ["20,000 keys", Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join("\n")],
  ["a key of 100,000 letters", `${"k".repeat(100_000)}: 1`],
  ["a text of 150,000 letters", `title: ${"t".repeat(150_000)}`],
  ["more front matter than anybody writes", `x-a: ${"t".repeat(300_000)}`],
  ["20,000 aliases", `x-a: &a 1\nx-b: [${"*a, ".repeat(20_000)}]`],
  ["20,000 repeated keys", "kicker: a\n".repeat(15_000)],
];
for (const [what, frontMatter] of bombs) {
  test(`${what}: an error, soon`, () => {
    assert.ok(hasErrors(parse(frontMatter).problems));
    assertClean(frontMatter);
  });
}

test("a few aliases are read", () => {
  let read: unknown;
  const { problems } = parse(
    "title: a\ndate: 2026-01-31\nsection: b\nauthors: &people [jane]\nx-people: *people\ntemplate: njk",
    (body, given) => {
      read = (given.template?.model as { "x-people"?: unknown } | undefined)?.["x-people"];
      return renderMarkup(body, given);
    },
  );
  assert.equal(problems, []);
  assert.equal(read, ["jane"]);
});

test.run();
