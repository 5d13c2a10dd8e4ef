// Front matters good and bad: exact values, exact messages, exact places.
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  type ParseOptions,
  type ParseResult,
  parsePost,
  type RenderMarkup,
} from "../../../../src/content/front-matter/parse-post.ts";
import { formatProblem } from "../../../../src/content/problems.ts";
import { digestOf } from "../../../../src/parts/parts.ts";

const options: ParseOptions = {
  timezone: "Asia/Kolkata",
  language: "en",
  html: "safe",
  ai: "none",
  comments: "open",
  site: {},
};
const renderMarkup: RenderMarkup = (body) => ({
  outline: { digest: "d", slots: [], headings: [], lede: "", words: 1, characters: 0 },
  parts: [body.trim()],
  findings: [],
});

function parse(text: string | Buffer, path = "posts/2026/steel.md", render = renderMarkup): ParseResult {
  return parsePost({ path, bytes: Buffer.from(text), commentCount: 2 }, options, render);
}

function lines(result: ParseResult): string[] {
  return result.problems.map(formatProblem);
}

const sound = ["title: Steel", "date: 2026-01-31", "section: business", "authors: jane"];
/** A sound post whose line of that key is replaced, or which has more keys. */
function post(...changes: string[]): string {
  const keys = changes.map((change) => change.split(":")[0]);
  return ["---", ...sound.filter((row) => !keys.includes(row.split(":")[0])), ...changes, "---", "Body.", ""].join(
    "\n",
  );
}

const allKeys = `---
title: "Steel:  a  story"
date: 2026-01-31T14:20
section: business
authors: [jane, desk, jane]
subtitle: Second
description: Stand
kicker: Exclusive
dateline: Seoul
updated: 2026-02-01T00:00:00Z
tags: [C++, "open  source", Open Source]
image: {src: steel.jpg, alt: "", caption: Cap, credit: Cred}
ai: partial
reviewedBy: jane
corrections:
  - {date: 2026-02-02, text: Was wrong.}
redirectFrom: /old/caf%C3%A9/
draft: false
expires: 2030-01-01
comments: closed
language: pt-br
series: Metals
kind: analysis
template: njk
x-own: {deep: [1, two]}
---
Body.
`;

const tags = [
  { slug: "c-plus-plus", name: "C++" },
  { slug: "open-source", name: "open source" },
];
const image = { source: "posts/2026/steel.jpg", alt: "", caption: "Cap", credit: "Cred" };
const corrections = [{ at: "2026-02-02T00:00:00+05:30", text: "Was wrong." }];

/** What other pages show of the post of all keys, and of which it is known at every build. */
const shownAndListed = {
  slug: "steel",
  kind: "analysis",
  title: "Steel: a story",
  publishedAt: "2026-01-31T14:20:00+05:30",
  publishedOn: "2026-01-31",
  expiresAt: "2030-01-01T00:00:00+05:30",
  section: "business",
  authors: ["jane", "desk"],
  tags,
  image,
  ai: "partial",
  reviewedBy: "jane",
  redirectFrom: ["/old/café/"],
  isDraft: false,
  comments: "closed",
  commentCount: 2,
  language: "pt-BR",
  series: "Metals",
};

test("a post of all keys is read whole: each value is kept where it is shown, and known by the digest of its text", () => {
  const slots = [
    { kind: "link", target: "/about/", line: 1, column: 1 },
    { kind: "link", target: "other.md", line: 2, column: 3 },
  ] as const;
  const result = parse(allKeys, undefined, (body, given) => {
    const fragment = renderMarkup(body, given);
    return { ...fragment, outline: { ...fragment.outline, slots: [...slots], words: 476, lede: "Body." } };
  });
  assert.equal(lines(result), []);
  const { digests, ...post } = result.parsed?.post ?? { digests: null };
  const texts = result.parsed?.texts ?? [];
  assert.equal(post, {
    ...shownAndListed,
    path: "posts/2026/steel.md",
    updatedAt: "2026-02-01T00:00:00Z",
    corrections,
    minutes: 3,
    bodyLine: 27,
    references: [{ ...slots[1], at: 1 }],
  });
  const [card, article, parts] = texts.map((text) => JSON.parse(text) as unknown);
  assert.equal(card, { ...shownAndListed, description: "Stand", kicker: "Exclusive", lede: "" });
  assert.equal(article, {
    subtitle: "Second",
    dateline: "Seoul",
    updatedAt: "2026-02-01T00:00:00Z",
    corrections,
    template: "njk",
    slots,
  });
  assert.equal(parts, ["Body."]);
  assert.equal(digests, { card: digestOf(texts[0] ?? ""), article: digestOf(texts[1] ?? ""), body: "d" });
});

test("a post without a description is told by its first paragraph", () => {
  const lede: RenderMarkup = (body, given) => {
    const fragment = renderMarkup(body, given);
    return { ...fragment, outline: { ...fragment.outline, lede: "The first." } };
  };
  const ledeOf = (text: string): unknown =>
    (JSON.parse(parse(text, undefined, lede).parsed?.texts[0] ?? "{}") as { lede?: string }).lede;
  assert.equal([ledeOf(post()), ledeOf(post("description: Own"))], ["The first.", ""]);
});

test("a body that is a template reads the keys as authors write them, their own among them", () => {
  let model: object | undefined;
  const result = parse(allKeys, undefined, (body, given) => {
    model = given.template?.model;
    return renderMarkup(body, given);
  });
  assert.equal(lines(result), []);
  assert.equal(model, {
    title: "Steel: a story",
    date: "2026-01-31T14:20:00+05:30",
    section: "business",
    authors: ["jane", "desk"],
    subtitle: "Second",
    description: "Stand",
    kicker: "Exclusive",
    dateline: "Seoul",
    updated: "2026-02-01T00:00:00Z",
    tags,
    image,
    ai: "partial",
    reviewedBy: "jane",
    corrections: [{ date: "2026-02-02T00:00:00+05:30", text: "Was wrong." }],
    redirectFrom: ["/old/café/"],
    draft: false,
    expires: "2030-01-01T00:00:00+05:30",
    comments: "closed",
    language: "pt-BR",
    series: "Metals",
    kind: "analysis",
    template: "njk",
    "x-own": { deep: [1, "two"] },
  });
});

test("a page needs a title alone, and takes the rest from the site", () => {
  const result = parse("---\ntitle: About\nkind: page\n---\nBody.\n", "posts/about/index.md");
  assert.equal(lines(result), []);
  const page = result.parsed?.post;
  assert.equal(
    [page?.slug, page?.publishedAt, page?.publishedOn, page?.authors, page?.ai, page?.comments, page?.language],
    ["about", "", "", [], "none", "open", "en"],
  );
});

test("CRLF, a byte order mark, and empty optional keys change nothing", () => {
  const result = parse(`\ufeff${post("tags:", "subtitle:").replaceAll("\n", "\r\n")}`);
  assert.equal(lines(result), []);
  assert.is(result.parsed?.post.bodyLine, 9);
});

const refused: [what: string, text: string, problems: string[]][] = [
  ["a number for a text", post("title: 1984"), ["5:8: error: title is a number; write it in quotes"]],
  ["a boolean for a text", post("title: true"), ["5:8: error: title is true or false; write it in quotes"]],
  [
    "a list for a text",
    post("title: [a]"),
    ['5:8: error: title is a list; write one text, in quotes if it has ": " in it'],
  ],
  ["an empty required key", post("title:"), ["5:1: error: title is empty; add the headline: title: …"]],
  ["a text of spaces", post('title: "  "'), ["5:8: error: title is empty; write a text"]],
  [
    "a text that is too long",
    post(`title: ${"a".repeat(1001)}`),
    ["5:8: error: title has 1,001 characters; keep it within 1,000"],
  ],
  [
    "a control character",
    post('title: "a\\u0007b"'),
    ['5:8: error: title has a control character ("a\\u{7}b"); remove it'],
  ],
  [
    "half a surrogate pair",
    post('title: "a\\uD800b"'),
    ['5:8: error: title has half a character ("a\\u{d800}b"); write it anew'],
  ],
  [
    "a date that is not in the calendar",
    post("date: 2026-02-30"),
    ['5:7: error: date "2026-02-30" is not in the calendar; 2026-02 has 28 days'],
  ],
  [
    "a date in words",
    post("date: yesterday"),
    [
      '5:7: error: date "yesterday" is not a date; write 2026-01-31, or 2026-01-31T14:20 with or without an offset such as +05:30',
    ],
  ],
  [
    "a year alone",
    post("date: 2026"),
    ["5:7: error: date is a number; write 2026-01-31, or 2026-01-31T14:20 with or without an offset such as +05:30"],
  ],
  [
    "updated before date",
    post("updated: 2026-01-30"),
    [
      "6:10: error: updated (2026-01-30T00:00:00+05:30) is before date (2026-01-31T00:00:00+05:30); write a later instant, or remove it",
    ],
  ],
  [
    "expires before date",
    post("expires: 2026-01-31"),
    [
      "6:10: warning: expires (2026-01-31T00:00:00+05:30) is not after date (2026-01-31T00:00:00+05:30), so the post is never shown; write a later instant",
    ],
  ],
  ["a misspelt key", post("tilte: x"), ['6:1: error: key "tilte" is unknown; did you mean "title"?']],
  [
    "a key of another generator",
    post("author: jane"),
    ['6:1: error: key "author" is unknown; write "authors", with ids of _data/authors'],
  ],
  [
    "a strange key",
    post("zzz: 1"),
    ['6:1: error: key "zzz" is unknown; remove it, or start it with "x-" if it is your own'],
  ],
  [
    "a wrong choice",
    post("kind: analisys"),
    [
      '6:7: error: kind is "analisys"; did you mean "analysis"? (news, analysis, opinion, background, review, live, page)',
    ],
  ],
  ["a text for a boolean", post("draft: yes"), ['6:8: error: draft is "yes"; write true or false, without quotes']],
  ["a number in a list", post("tags: [a, 5]"), ["6:11: error: tags is a number; write it in quotes"]],
  [
    "a tag without a letter",
    post("tags:", "- a", "- '!!'").replace("tags:\n---", "tags:"),
    ['8:3: error: the tag "!!" has no letter and no digit to make an address of; give it a name'],
  ],
  [
    "a picture without alt",
    post("image: steel.jpg"),
    ['6:8: error: image has no alt text; write {src: "steel.jpg", alt: "what it shows"}, with alt "" for decoration'],
  ],
  [
    "a picture object without alt",
    post("image: {src: steel.jpg}"),
    ['6:8: error: image.alt is missing; describe the picture for those who cannot see it, or write "" for decoration'],
  ],
  [
    "a picture outside the site",
    post("image: {src: ../../../x.jpg, alt: ''}"),
    ['6:14: error: image.src "../../../x.jpg" leads out of the site\'s folder; keep the file within it'],
  ],
  [
    "a picture on the web",
    post("image: {src: 'https://a.example/x.jpg', alt: ''}"),
    [
      '6:14: error: image.src "https://a.example/x.jpg" is an address; keep the file in the site\'s folder and write its path',
    ],
  ],
  [
    "a redirect without slash",
    post("redirectFrom: old/"),
    ['6:15: error: redirectFrom "old/" does not start with "/"; write /2020/old-name/'],
  ],
  [
    "a redirect that climbs in disguise",
    post("redirectFrom: [/a/, /a/%2e%2e/b]"),
    ['6:21: error: redirectFrom "/a/%2e%2e/b" has an empty part, "." or ".."; write the path that readers used'],
  ],
  [
    "a redirect to elsewhere",
    post("redirectFrom: //evil.example/"),
    ['6:15: error: redirectFrom "//evil.example/" is a whole address; write its path alone: /2020/old-name/'],
  ],
  [
    "a redirect with a line break",
    post("redirectFrom: /a%0ab/"),
    [
      '6:15: error: redirectFrom "/a%0ab/" has a character that no page\'s address has; write the path as browsers show it',
    ],
  ],
  [
    "a redirect with an empty part",
    post("redirectFrom: /a//b"),
    ['6:15: error: redirectFrom "/a//b" has an empty part, "." or ".."; write the path that readers used'],
  ],
  [
    "a redirect with a slash in disguise",
    post("redirectFrom: /a%2Fb"),
    [
      '6:15: error: redirectFrom "/a%2Fb" has a character that no page\'s address has; write the path as browsers show it',
    ],
  ],
  [
    "a control character in one's own list",
    post('x-a: [a, "b\\u0001"]'),
    ['6:10: error: x-a has a control character ("b\\u{1}"); remove it'],
  ],
  [
    "a language by its name",
    post("language: english"),
    ['6:11: error: language "english" is not a language tag; write a BCP 47 tag such as "en", "pt-BR" or "zh-Hant"'],
  ],
  [
    "a language with an underscore",
    post("language: en_US"),
    ['6:11: error: language "en_US" is not a language tag; write "en-US"'],
  ],
  [
    "a nested key, its place exact",
    post("corrections:", "- date: 2026-02-01", "  text: ''", "  by: me").replace("corrections:\n---", "corrections:"),
    ["8:9: error: corrections.text is empty; write a text", '9:3: error: key "by" is unknown; known: date, text'],
  ],
  [
    "an infinite number of one's own",
    post("x-a: {b: .inf}"),
    ["6:10: error: x-a.b is not a finite number; write it in quotes"],
  ],
  ["a key that is there twice", post("kicker: a", "kicker: b"), ['7:1: error: key "kicker" is there twice; keep one']],
  [
    "a colon in a text",
    post("subtitle: a: b"),
    ['6:11: error: YAML: Nested mappings are not allowed in compact mappings; a text with ": " in it stands in quotes'],
  ],
  [
    "a custom tag",
    post("kicker: !!binary aGk="),
    ["6:9: error: YAML: Unresolved tag: tag:yaml.org,2002:binary; remove the tag, or put the text in quotes"],
  ],
  [
    "a tag of the core schema",
    post("kicker: !!str 5"),
    ['6:15: error: the tag "tag:yaml.org,2002:str" is not read; remove it, or put the text in quotes'],
  ],
  [
    "an unknown alias",
    post("kicker: *gone"),
    ["6:9: error: alias *gone has no anchor before it; write &gone first, or put the text in quotes"],
  ],
  [
    "front matter that is a text",
    "---\njust words\n---\nBody.\n",
    [
      '1:1: error: the front matter is a text; write lines such as "title: …"',
      "1:1: error: title is missing; add the headline: title: …",
      "1:1: error: date is missing; add when it is first published: date: 2026-01-31",
      "1:1: error: section is missing; add the slug of one section: section: …",
      "1:1: error: authors is missing; add the id of one author or more: authors: [jane-doe]",
    ],
  ],
  [
    "no front matter",
    "Body.\n",
    [
      '1:1: error: the front matter is missing; start the file with a line "---", the keys (title, date, section, authors) and another line "---"',
    ],
  ],
  [
    "front matter that starts late",
    "\n---\ntitle: a\n---\n",
    ['1:1: error: the front matter starts late; make "---" the very first line'],
  ],
  [
    "front matter that is not closed",
    "---\ntitle: a\n",
    ['1:1: error: the front matter is not closed; add a line "---" after its last key'],
  ],
  [
    "TOML",
    "+++\ntitle = 'a'\n+++\n",
    ['1:1: error: the front matter is TOML; write it as YAML between two lines "---"'],
  ],
  [
    "an empty file",
    "",
    [
      '1:1: error: the front matter is missing; start the file with a line "---", the keys (title, date, section, authors) and another line "---"',
    ],
  ],
  [
    "an empty body",
    post().replace("Body.", " "),
    ["7:1: error: the body is empty; write the text below the front matter"],
  ],
  [
    "a NUL byte",
    post().replace("Body.", "Bo\0dy."),
    ["7:3: error: the text holds a NUL byte; save the file as UTF-8 text"],
  ],
];

for (const [what, text, problems] of refused) {
  test(`${what} is refused with place and cure`, () => {
    assert.equal(
      lines(parse(text)),
      problems.map((problem) => `posts/2026/steel.md:${problem}`),
    );
  });
}

test("every problem of a file comes in one run, those of the body included", () => {
  const render: RenderMarkup = (body, given) => ({
    ...renderMarkup(body, given),
    findings: [{ severity: "warning", line: 1, column: 3, message: "<blink> is dropped; remove it" }],
  });
  const result = parse(post("title: 5", "date: no", "draft: 1"), undefined, render);
  assert.equal(
    result.problems.map((problem) => [problem.line, problem.column, problem.severity]),
    [
      [4, 8, "error"],
      [5, 7, "error"],
      [6, 8, "error"],
      [8, 3, "warning"],
    ],
  );
});

test("many problems are cut short, and many warnings stay warnings", () => {
  const findings = Array.from({ length: 150 }, (_, index) => ({
    severity: "warning" as const,
    line: index + 1,
    column: 1,
    message: "what; cure",
  }));
  const warned = parse(post(), undefined, (body, given) => ({ ...renderMarkup(body, given), findings })).problems;
  assert.equal(
    [warned.length, warned.every((problem) => problem.severity === "warning"), warned.at(-1)?.message],
    [101, true, "there are 50 more problems in this file; correct the others first"],
  );
  const refused = parse(post(...Array.from({ length: 150 }, (_, index) => `k${index}: 1`))).problems;
  assert.equal([refused.length, refused.at(-1)?.severity], [101, "error"]);
});

test("bytes that are not UTF-8 are named by line and column", () => {
  assert.equal(lines(parse(Buffer.concat([Buffer.from("---\ntitle: \u00e9"), Buffer.from([0xe9])]))), [
    "posts/2026/steel.md:2:9: error: the file is not UTF-8 here; save it as UTF-8",
  ]);
  assert.equal(lines(parse(Buffer.from("\ufeff---", "utf16le"))), [
    "posts/2026/steel.md:1:1: error: the file is UTF-16; save it as UTF-8",
  ]);
});

test("a refused post keeps what references are checked by", () => {
  const read = parse(post("title: 5")).parsed?.post;
  assert.equal([read?.title, read?.section, read?.authors], ["", "business", ["jane"]]);
});

test("a name without a letter is no address", () => {
  assert.equal(parse(post(), "posts/2026-01-01.md").problems.length, 1);
  assert.equal(
    parse(post(), `posts/${"+".repeat(200)}.md`).problems.map((problem) => problem.message),
    ["the file's name is too long for an address; shorten it"],
  );
});

test.run();
