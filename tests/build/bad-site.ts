// One site with every mistake that an author can make: each file with the lines that it is answered with.
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeFiles } from "./broadsheet.ts";

const four = ["title: A headline", "date: 2026-01-31", "section: world", "authors: [desk]"];
/** A post of whole lines: the four keys of `four`, the keys named in `keys` replaced or added (null removes one), then the body. */
function post(keys: Record<string, string | null> = {}, body = "Text."): string {
  const kept = four.filter((line) => !Object.hasOwn(keys, line.slice(0, line.indexOf(":"))));
  const added = Object.entries(keys).flatMap(([key, value]) =>
    value === null ? [] : [`${key}:${value === "" ? "" : " "}${value}`],
  );
  return `---\n${[...kept, ...added].join("\n")}\n---\n${body}\n`;
}

export const badPosts: Record<string, { content: string | Buffer; problems: string[] }> = {
  "yaml-colon": {
    content: post({ title: "Steel: a story: in parts" }),
    problems: [
      '5:8: error: YAML: Nested mappings are not allowed in compact mappings; a text with ": " in it stands in quotes',
      '5:15: error: YAML: Nested mappings are not allowed in compact mappings; a text with ": " in it stands in quotes',
    ],
  },
  "yaml-quote": {
    content: post({ title: '"Steel' }),
    problems: ['6:1: error: YAML: Missing closing "quote; add what is missing, or put the text in quotes'],
  },
  "yaml-tab": {
    content: post({ image: "\n\tsrc: a.svg" }),
    problems: ["7:1: error: YAML: Tabs are not allowed as indentation; indent with spaces, not with tabs"],
  },
  "yaml-twice": {
    content: post({ "title ": "Again", kicker: "One", " kicker": "x" }).replace(" kicker", "kicker"),
    problems: ['6:1: error: key "title" is there twice; keep one', '8:1: error: key "kicker" is there twice; keep one'],
  },
  "yaml-tag": {
    content: post({ title: "!!js/function 'x'" }),
    problems: [
      "5:8: error: YAML: Unresolved tag: tag:yaml.org,2002:js/function; remove the tag, or put the text in quotes",
    ],
  },
  "yaml-list": {
    content: "---\n- title\n- date\n---\nText.\n",
    problems: [
      "1:1: error: authors is missing; add the id of one author or more: authors: [jane-doe]",
      "1:1: error: date is missing; add when it is first published: date: 2026-01-31",
      "1:1: error: section is missing; add the slug of one section: section: …",
      '1:1: error: the front matter is a list; write lines such as "title: …"',
      "1:1: error: title is missing; add the headline: title: …",
    ],
  },
  "yaml-empty": {
    content: "---\n---\nText.\n",
    problems: [
      "1:1: error: authors is missing; add the id of one author or more: authors: [jane-doe]",
      "1:1: error: date is missing; add when it is first published: date: 2026-01-31",
      "1:1: error: section is missing; add the slug of one section: section: …",
      "1:1: error: title is missing; add the headline: title: …",
    ],
  },
  "no-fence": {
    content: "# A headline\n\nText.\n",
    problems: [
      '1:1: error: the front matter is missing; start the file with a line "---", the keys (title, date, section, authors) and another line "---"',
    ],
  },
  "not-closed": {
    content: "---\ntitle: A\n\nText.\n",
    problems: ['1:1: error: the front matter is not closed; add a line "---" after its last key'],
  },
  toml: {
    content: "+++\ntitle = 'A'\n+++\nText.\n",
    problems: ['1:1: error: the front matter is TOML; write it as YAML between two lines "---"'],
  },
  "no-title": {
    content: post({ title: null }),
    problems: ["1:1: error: title is missing; add the headline: title: …"],
  },
  "no-date": {
    content: post({ date: null }),
    problems: ["1:1: error: date is missing; add when it is first published: date: 2026-01-31"],
  },
  "no-section": {
    content: post({ section: null }),
    problems: ["1:1: error: section is missing; add the slug of one section: section: …"],
  },
  "no-authors": {
    content: post({ authors: null }),
    problems: ["1:1: error: authors is missing; add the id of one author or more: authors: [jane-doe]"],
  },
  "empty-title": { content: post({ title: "" }), problems: ["5:1: error: title is empty; add the headline: title: …"] },
  "blank-title": { content: post({ title: '" "' }), problems: ["5:8: error: title is empty; write a text"] },
  "title-number": { content: post({ title: "1984" }), problems: ["5:8: error: title is a number; write it in quotes"] },
  "title-list": {
    content: post({ title: "[a, b]" }),
    problems: ['5:8: error: title is a list; write one text, in quotes if it has ": " in it'],
  },
  "date-word": {
    content: post({ date: "tomorrow" }),
    problems: [
      '5:7: error: date "tomorrow" is not a date; write 2026-01-31, or 2026-01-31T14:20 with or without an offset such as +05:30',
    ],
  },
  "date-day": {
    content: post({ date: "2026-02-30" }),
    problems: ['5:7: error: date "2026-02-30" is not in the calendar; 2026-02 has 28 days'],
  },
  "date-month": {
    content: post({ date: "2026-13-01" }),
    problems: ['5:7: error: date "2026-13-01" has no such month; write year-month-day, such as 2026-01-31'],
  },
  "date-time": {
    content: post({ date: "2026-01-31T25:00" }),
    problems: ['5:7: error: date "2026-01-31T25:00" has no such time of day; write 00:00 to 23:59'],
  },
  "date-offset": {
    content: post({ date: "2026-01-31T10:00+25:00" }),
    problems: ['5:7: error: date "2026-01-31T10:00+25:00" has no such offset; write one from -14:00 to +14:00'],
  },
  "date-american": {
    content: post({ date: "01/31/2026" }),
    problems: [
      '5:7: error: date "01/31/2026" is not a date; write 2026-01-31, or 2026-01-31T14:20 with or without an offset such as +05:30',
    ],
  },
  "date-far": {
    content: post({ date: "9999-12-31T23:00-10:00" }),
    problems: ['5:7: error: date "9999-12-31T23:00-10:00" is outside the years 0001 to 9999; write a date within them'],
  },
  "section-unknown": {
    content: post({ section: "wrold" }),
    problems: ['5:10: error: section "wrold" is unknown; did you mean "world"? (world, science)'],
  },
  "section-list": {
    content: post({ section: "[world, science]" }),
    problems: ['5:10: error: section is a list; write one text, in quotes if it has ": " in it'],
  },
  "author-unknown": {
    content: post({ authors: "[desk, ashaa]" }),
    problems: ['5:17: error: author "ashaa" is unknown; did you mean "asha"? (desk, asha)'],
  },
  "author-proto": {
    content: post({ authors: "constructor" }),
    problems: ['5:10: error: author "constructor" is unknown; known: desk, asha'],
  },
  "authors-number": {
    content: post({ authors: "7" }),
    problems: ["5:10: error: authors is a number; write it in quotes"],
  },
  "authors-none": {
    content: post({ authors: "[]" }),
    problems: ["5:10: error: authors is empty; add the id of one author or more: authors: [jane-doe]"],
  },
  "subtitle-type": {
    content: post({ subtitle: "{a: b}" }),
    problems: ['6:11: error: subtitle is a group of keys; write one text, in quotes if it has ": " in it'],
  },
  "description-type": {
    content: post({ description: "true" }),
    problems: ["6:14: error: description is true or false; write it in quotes"],
  },
  "kicker-type": {
    content: post({ kicker: "[x]" }),
    problems: ['6:9: error: kicker is a list; write one text, in quotes if it has ": " in it'],
  },
  "dateline-type": {
    content: post({ dateline: "5" }),
    problems: ["6:11: error: dateline is a number; write it in quotes"],
  },
  "updated-before": {
    content: post({ updated: "2026-01-30" }),
    problems: [
      "6:10: error: updated (2026-01-30T00:00:00+05:30) is before date (2026-01-31T00:00:00+05:30); write a later instant, or remove it",
    ],
  },
  "tags-map": { content: post({ tags: "{a: b}" }), problems: ["6:7: error: tags is a group of keys; write a list"] },
  "tags-sign": {
    content: post({ tags: '["…"]' }),
    problems: ['6:8: error: the tag "…" has no letter and no digit to make an address of; give it a name'],
  },
  "tags-clash": {
    content: post({ tags: '["C++", "c plus plus"]' }),
    problems: [
      '6:15: error: tag "c plus plus" has the address of "C++" (posts/tags-clash.md), "c-plus-plus"; use one name for both',
    ],
  },
  "image-text": {
    content: post({ image: "a.jpg" }),
    problems: [
      '6:8: error: image has no alt text; write {src: "a.jpg", alt: "what it shows"}, with alt "" for decoration',
    ],
  },
  "image-no-alt": {
    content: post({ image: "{src: a.jpg}" }),
    problems: [
      '6:8: error: image.alt is missing; describe the picture for those who cannot see it, or write "" for decoration',
    ],
  },
  "image-missing": {
    content: post({ image: '{src: a.jpg, alt: ""}' }),
    problems: ['6:14: error: image "posts/a.jpg" is missing; save it there, or correct the path'],
  },
  "image-outside": {
    content: post({ image: '{src: ../../../etc/passwd, alt: ""}' }),
    problems: [`6:14: error: image.src "../../../etc/passwd" leads out of the site's folder; keep the file within it`],
  },
  "image-elsewhere": {
    content: post({ image: '{src: "https://x.example/a.jpg", alt: ""}' }),
    problems: [
      `6:14: error: image.src "https://x.example/a.jpg" is an address; keep the file in the site's folder and write its path`,
    ],
  },
  "ai-level": {
    content: post({ ai: "fulll" }),
    problems: ['6:5: error: ai is "fulll"; did you mean "full"? (none, assisted, partial, full)'],
  },
  "ai-boolean": {
    content: post({ ai: "true" }),
    problems: ["6:5: error: ai is true or false; known: none, assisted, partial, full"],
  },
  "reviewed-by": {
    content: post({ reviewedBy: "nobody" }),
    problems: ['6:13: error: author "nobody" is unknown; known: desk, asha'],
  },
  "corrections-text": {
    content: post({ corrections: "We erred." }),
    problems: ["6:14: error: corrections is a text; write a list"],
  },
  "corrections-keys": {
    content: post({ corrections: "\n  - date: 2026-02-31\n  - txt: We erred." }),
    problems: [
      "7:5: error: corrections.text is missing; say what was wrong and what is right: text: …",
      '7:11: error: corrections.date "2026-02-31" is not in the calendar; 2026-02 has 28 days',
      "8:5: error: corrections.date is missing; add when the text was corrected: date: 2026-01-31",
      "8:5: error: corrections.text is missing; say what was wrong and what is right: text: …",
      '8:5: error: key "txt" is unknown; did you mean "text"? (date, text)',
    ],
  },
  "redirect-relative": {
    content: post({ redirectFrom: "old/" }),
    problems: ['6:15: error: redirectFrom "old/" does not start with "/"; write /2020/old-name/'],
  },
  "redirect-escape": {
    content: post({ redirectFrom: '["/a/../b/", "/%zz/", "/"]' }),
    problems: [
      '6:16: error: redirectFrom "/a/../b/" has an empty part, "." or ".."; write the path that readers used',
      '6:28: error: redirectFrom "/%zz/" has a "%" that is no escape; write %25 for a percent sign',
      '6:37: error: redirectFrom "/" is the front page; name an earlier address of this post',
    ],
  },
  "redirect-own": {
    content: post({ redirectFrom: "/world/2026/01/redirect-own/" }),
    problems: [`6:15: error: redirectFrom "/world/2026/01/redirect-own/" is this post's own address; remove it`],
  },
  "redirect-a": { content: post({ redirectFrom: "/same/" }), problems: [] },
  "redirect-b": {
    content: post({ redirectFrom: "/same" }),
    problems: ['6:15: error: redirectFrom "/same" is also claimed by posts/redirect-a.md; keep it in one of them'],
  },
  "redirect-page": {
    content: post({ redirectFrom: "/world/2026/01/redirect-a/" }),
    problems: [
      '6:15: error: redirectFrom "/world/2026/01/redirect-a/" is the address of posts/redirect-a.md; an address cannot be a page and a redirect',
    ],
  },
  "loop-a": {
    content: post({ draft: "true", redirectFrom: "/world/2026/01/loop-b/" }),
    problems: ['7:15: error: redirectFrom "/world/2026/01/loop-b/" leads in a circle; remove one of the redirects'],
  },
  "loop-b": {
    content: post({ draft: "true", redirectFrom: "/world/2026/01/loop-a/" }),
    problems: ['7:15: error: redirectFrom "/world/2026/01/loop-a/" leads in a circle; remove one of the redirects'],
  },
  "draft-text": {
    content: post({ draft: '"yes"' }),
    problems: ['6:8: error: draft is "yes"; write true or false, without quotes'],
  },
  "expires-before": {
    content: post({ expires: "2026-01-01" }),
    problems: [
      "6:10: warning: expires (2026-01-01T00:00:00+05:30) is not after date (2026-01-31T00:00:00+05:30), so the post is never shown; write a later instant",
    ],
  },
  "comments-state": {
    content: post({ comments: "opened" }),
    problems: ['6:11: error: comments is "opened"; known: open, closed, off'],
  },
  "language-name": {
    content: post({ language: "english" }),
    problems: [
      '6:11: error: language "english" is not a language tag; write a BCP 47 tag such as "en", "pt-BR" or "zh-Hant"',
    ],
  },
  "series-type": {
    content: post({ series: "[a]" }),
    problems: ['6:9: error: series is a list; write one text, in quotes if it has ": " in it'],
  },
  "kind-unknown": {
    content: post({ kind: "feature" }),
    problems: ['6:7: error: kind is "feature"; known: news, analysis, opinion, background, review, live, page'],
  },
  "template-unknown": {
    content: post({ template: "liquid" }),
    problems: ['6:11: error: template is "liquid"; known: njk'],
  },
  "template-error": {
    content: post({ template: "njk" }, "One.\n\n{% if %}\n"),
    problems: [
      "10:1: error: template: unexpected token: %}; correct it, or write {% raw %}…{% endraw %} around text that is no template",
    ],
  },
  "template-escape": {
    content: post({ template: "njk" }, '{{ "".constructor.constructor("return process")() }}\n'),
    problems: ["8:1: error: functions of values cannot be called in a post; use a filter"],
  },
  "key-near": {
    content: post({ titel: "x" }),
    problems: ['6:1: error: key "titel" is unknown; did you mean "title"?'],
  },
  "keys-foreign": {
    content: post({
      author: "a",
      layout: "b",
      permalink: "c",
      categories: "d",
      aliases: "e",
      lastmod: "f",
      expiryDate: "g",
      summary: "h",
      excerpt: "i",
      dek: "j",
    }),
    problems: [
      '6:1: error: key "author" is unknown; write "authors", with ids of _data/authors',
      '7:1: error: key "layout" is unknown; remove it; the layout follows from "kind"',
      `8:1: error: key "permalink" is unknown; remove it; the address follows from section, date and the file's name, and earlier addresses go to "redirectFrom"`,
      '9:1: error: key "categories" is unknown; write one "section", and the others as "tags"',
      '10:1: error: key "aliases" is unknown; write "redirectFrom"',
      '11:1: error: key "lastmod" is unknown; write "updated"',
      '12:1: error: key "expiryDate" is unknown; write "expires"',
      '13:1: error: key "summary" is unknown; write "description"',
      '14:1: error: key "excerpt" is unknown; write "description"',
      '15:1: error: key "dek" is unknown; write "description"',
    ],
  },
  "x-number": {
    content: post({ "x-mine": ".inf" }),
    problems: ["6:9: error: x-mine is not a finite number; write it in quotes"],
  },
  "body-empty": {
    content: post({}, ""),
    problems: ["7:1: error: the body is empty; write the text below the front matter"],
  },
  "body-comment": {
    content: post({}, "<!-- nothing -->"),
    problems: ["7:1: error: the body is empty; write the text below the front matter"],
  },
  "link-missing": {
    content: post({}, "One.\n\nSee [this](no-such-post.md) and [that](/posts/none.md).\n"),
    problems: [
      `9:12: error: link to "no-such-post.md" leads to no post; correct the path (it counts from this file's folder, or from the site's when it starts with "/")`,
      `9:40: error: link to "/posts/none.md" leads to no post; correct the path (it counts from this file's folder, or from the site's when it starts with "/")`,
    ],
  },
  "picture-missing": {
    content: post({}, "![A mill](mill.jpg)\n"),
    problems: ['7:11: error: picture "mill.jpg" is missing; save it beside the post, or correct the path'],
  },
  "picture-nul": {
    content: post({}, `![A mill](%00.jpg) and ![a long one](${"a".repeat(300)}.jpg)\n`),
    problems: [
      '7:11: error: picture "%00.jpg" is missing; save it beside the post, or correct the path',
      '7:38: error: picture "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.jpg" is missing; save it beside the post, or correct the path',
    ],
  },
  "attachment-missing": {
    content: post({}, "[The report](report.pdf)\n"),
    problems: ['7:14: error: link to "report.pdf" leads to no file; save it beside the post, or correct the path'],
  },
  "not-utf8": {
    content: Buffer.from(post({ kicker: "Caf\u00e9" }), "latin1"),
    problems: ["6:12: error: the file is not UTF-8 here; save it as UTF-8"],
  },
  utf16: {
    content: Buffer.from(`\ufeff${post()}`, "utf16le"),
    problems: ["1:1: error: the file is UTF-16; save it as UTF-8"],
  },
  "control-character": {
    content: post({}, "Text\u0007."),
    problems: [
      "7:5: warning: control character U+0007 is left out; remove it",
      "7:5: error: the text holds the control character U+0007; remove it, or save the file as UTF-8 if it came from another encoding",
    ],
  },
  "two-ways": { content: post(), problems: [] },
  "two-ways/index": {
    content: post(),
    problems: ["1:1: error: /world/2026/01/two-ways/ is the address of posts/two-ways.md too; rename one of the files"],
  },
  "…": {
    content: post(),
    problems: [
      `1:1: error: the file's name has no letter or digit for an address; name it such as "2026-01-31-steel.md", or the folder of index.md such as "steel"`,
    ],
  },
  ["n".repeat(220)]: {
    content: post(),
    problems: ["1:1: error: the file's name is too long for an address; shorten it"],
  },
  world: {
    content: post({ kind: "page" }),
    problems: [
      `2:8: error: a page at "/world/" would take the place of a section or of Broadsheet's own pages; rename the file`,
    ],
  },
  archive: {
    content: post({ kind: "page" }),
    problems: [
      `2:8: error: a page at "/archive/" would take the place of a section or of Broadsheet's own pages; rename the file`,
    ],
  },
  "2026-01-31": {
    content: post(),
    problems: [
      `1:1: error: the file's name has no letter or digit for an address; name it such as "2026-01-31-steel.md", or the folder of index.md such as "steel"`,
    ],
  },
  "esc\u001b[31m": {
    content: post(),
    problems: ["1:1: error: the file's name has a control character, a backslash, or is not UTF-8; rename it"],
  },
};

/** What no text file can show: links, folders, sizes, the comments beside a post. */
export const otherProblems: Record<string, string[]> = {
  "posts/dangling.md": ["1:1: error: it is not there; remove the symbolic link, or make what it leads to"],
  "posts/folder.md": [
    "1:1: error: it is a folder with the name of a post; rename it, and call the post in it index.md",
  ],
  "posts/huge.md": ["1:1: error: the file has 50.0 MB, and a post at most 5 MB; move what is not text out of it"],
  "posts/inner/loop": ["1:1: error: the symbolic link leads to a folder that it lies in; remove it"],
  "posts/leaving.md": ["1:1: error: the symbolic link leaves posts/; put the file itself here"],
  "posts/upper.MD": ['1:1: error: posts end in ".md", in small letters; rename the file'],
  "posts/with-comments/comments.json": [
    "1:1: error: the comments are not JSON; restore the file from git, or pull the comments again",
  ],
};

/** Adds the posts to a site. */
export function writeBadSite(folder: string): void {
  writeFiles(
    folder,
    Object.fromEntries(Object.entries(badPosts).map(([name, { content }]) => [`posts/${name}.md`, content])),
  );
  writeFiles(folder, {
    "posts/upper.MD": post(),
    "posts/with-comments/index.md": post(),
    "posts/with-comments/comments.json": "{",
    "secret.md": post(),
  });
  symlinkSync(join(folder, "secret.md"), join(folder, "posts/leaving.md"));
  symlinkSync("nowhere.md", join(folder, "posts/dangling.md"));
  mkdirSync(join(folder, "posts/inner"));
  symlinkSync("..", join(folder, "posts/inner/loop"));
  writeFileSync(join(folder, "posts/huge.md"), "---\n");
  truncateSync(join(folder, "posts/huge.md"), 50 * 1024 * 1024);
  mkdirSync(join(folder, "posts/folder.md"));
}
