// Markdown to HTML: one row per feature.

import fc from "fast-check";
import { fromHtml } from "hast-util-from-html";
import { toHtml } from "hast-util-to-html";
import MarkdownIt from "markdown-it";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Fragment, Slot } from "../../../src/markup/fragment.ts";
import { fillSlots } from "../../../src/markup/fragment-html.ts";
import { renderMarkup } from "../../../src/markup/render-markup.ts";

const render = (body: string, html: "safe" | "strict" | "trusted" = "safe", language = "en") =>
  renderMarkup(body, { language, html });
const show = (slot: Slot) => (slot.kind === "link" ? ` href="→${slot.target}"` : `<img→${slot.source}|${slot.alt}>`);
const htmlOf = (fragment: Fragment) => fillSlots(fragment.parts, fragment.outline.slots.map(show)).trim();
const messagesOf = (fragment: Fragment) =>
  fragment.findings.map((one) => `${one.severity} ${one.line}:${one.column} ${one.message}`);

const rows: [name: string, body: string, html: string][] = [
  ["an empty body is empty", "", ""],
  ["emphasis", "*a* **b** ~~c~~ `d<`", "<p><em>a</em> <strong>b</strong> <s>c</s> <code>d&lt;</code></p>"],
  ["text stays as typed", "\"a\" -- 'b'... (c)", "<p>&quot;a&quot; -- 'b'... (c)</p>"],
  ["Windows line ends and a byte order mark", "\ufeffa\r\nb\r\n\r\nc", "<p>a\nb</p>\n<p>c</p>"],
  ["a link into the site becomes a slot", '[a](../b.md#c "t")', '<p><a href="→../b.md#c" title="t">a</a></p>'],
  ["a slot's target is decoded", "[a](b%20c&amp;d%2Fe.md)", '<p><a href="→b c&d%2Fe.md">a</a></p>'],
  ["a percent sign that is no escape stays", "[a](100%.md)", '<p><a href="→100%.md">a</a></p>'],
  ["a reference link becomes a slot", "[a][r]\n\n[r]: b.md", '<p><a href="→b.md">a</a></p>'],
  ["links to the web stay", "[a](https://e.org/ä?b&c)", '<p><a href="https://e.org/%C3%A4?b&amp;c">a</a></p>'],
  ["links without a scheme to other servers stay", "[a](//e.org/b)", '<p><a href="//e.org/b">a</a></p>'],
  ["links inside the page stay", "[a](#b)", '<p><a href="#b">a</a></p>'],
  [
    "mail and telephone links stay",
    "[a](mailto:a@e.org) [b](tel:+911)",
    '<p><a href="mailto:a@e.org">a</a> <a href="tel:+911">b</a></p>',
  ],
  [
    "a bare address becomes a link",
    "see https://e.org/a.",
    '<p>see <a href="https://e.org/a">https://e.org/a</a>.</p>',
  ],
  [
    "names and mail addresses do not",
    "e.org www.e.org a@e.org ftp://e.org",
    "<p>e.org www.e.org a@e.org ftp://e.org</p>",
  ],
  ["a picture in a sentence becomes a slot", "a ![b *c*](d.svg) e", "<p>a <img→d.svg|b c> e</p>"],
  ["a picture alone becomes a figure", "![a](b.svg)", "<figure><img→b.svg|a></figure>"],
  [
    "its title becomes the caption",
    '![a](b.svg "c & <d>")',
    "<figure><img→b.svg|a><figcaption>c &amp; &lt;d&gt;</figcaption></figure>",
  ],
  [
    "a linked picture alone becomes a figure",
    "[![a](b.svg)](c.md)",
    '<figure><a href="→c.md"><img→b.svg|a></a></figure>',
  ],
  [
    "headings have ids, h1 is the page's",
    "# A b\n\n### Ünï — 漢字",
    '<h2 id="a-b">A b</h2>\n<h3 id="ünï-漢字">Ünï — 漢字</h3>',
  ],
  [
    "equal headings have different ids",
    "## a\n\n## a\n\n## a-2",
    '<h2 id="a">a</h2>\n<h2 id="a-2">a</h2>\n<h2 id="a-2-2">a-2</h2>',
  ],
  ["a heading never takes an id of the page", "## Comments", '<h2 id="comments-2">Comments</h2>'],
  ["raw HTML never takes an id of the page", '<p id="site:content">x</p>', '<p id="in-site:content">x</p>'],
  ["a heading of signs has no id", "## ???", "<h2>???</h2>"],
  [
    "code has its language",
    "```c++ x\n<a>\n```",
    '<pre tabindex="0"><code class="language-c++">&lt;a&gt;\n</code></pre>',
  ],
  ["a strange language is left out", '```a"b\nx\n```', '<pre tabindex="0"><code>x\n</code></pre>'],
  ["indented code", "    <a>", '<pre tabindex="0"><code>&lt;a&gt;\n</code></pre>'],
  [
    "task lists are read out",
    "- [ ] a\n- [x] *b*\n- c",
    '<ul class="contains-task-list">\n<li class="task-list-item"><label><input type="checkbox" disabled> a</label></li>\n<li class="task-list-item"><label><input type="checkbox" checked disabled> <em>b</em></label></li>\n<li>c</li>\n</ul>',
  ],
  [
    "tables scroll inside themselves",
    "| a | *b* |\n|---|--:|\n| c | d |",
    '<div class="table-scroll" role="region" aria-label="a, b" tabindex="0"><table>\n<thead>\n<tr>\n<th>a</th>\n<th class="align-right"><em>b</em></th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>c</td>\n<td class="align-right">d</td>\n</tr>\n</tbody>\n</table></div>',
  ],
  [
    "footnotes lead there and back",
    "a[^x] b[^x]\n\n[^x]: c",
    '<p>a<sup class="footnote-ref"><a href="#fn:1" id="fnref:1" role="doc-noteref">1</a></sup> b<sup class="footnote-ref"><a href="#fn:1" id="fnref:1:2" role="doc-noteref">1</a></sup></p>\n<section class="footnotes" role="doc-endnotes">\n<hr class="footnotes-sep">\n<ol class="footnotes-list">\n<li id="fn:1" class="footnote-item"><p>c <a href="#fnref:1" class="footnote-backref" role="doc-backlink" aria-label="Back to reference 1">↩︎</a> <a href="#fnref:1:2" class="footnote-backref" role="doc-backlink" aria-label="Back to reference 1:2">↩︎</a></p>\n</li>\n</ol>\n</section>',
  ],
  [
    "a pull quote",
    "::: pullquote A & *b*\nc\n:::",
    '<figure class="pullquote">\n<blockquote>\n<p>c</p>\n</blockquote>\n<figcaption>A &amp; <em>b</em></figcaption>\n</figure>',
  ],
  [
    "a pull quote of nobody",
    "::: pullquote\nc\n:::",
    '<figure class="pullquote">\n<blockquote>\n<p>c</p>\n</blockquote>\n</figure>',
  ],
  ["a note", "::: note T\nc\n:::", '<aside class="note">\n<p class="note-title">T</p>\n<p>c</p>\n</aside>'],
  [
    "an embed is a link",
    "::: embed https://e.org/a_b T *x*\n:::",
    '<figure class="embed"><a href="https://e.org/a_b">T *x*</a></figure>',
  ],
  [
    "an embed without a title shows its address",
    "::: embed https://www.e.org/\n:::",
    '<figure class="embed"><a href="https://www.e.org/">e.org</a></figure>',
  ],
  [
    "an embed's text is its caption",
    "::: embed a.md T\nc\n:::",
    '<figure class="embed"><a href="→a.md">T</a><figcaption>\n<p>c</p>\n</figcaption>\n</figure>',
  ],
  [
    "blocks nest with longer fences",
    ":::: note\n::: pullquote\na\n:::\n::::",
    '<aside class="note">\n<figure class="pullquote">\n<blockquote>\n<p>a</p>\n</blockquote>\n</figure>\n</aside>',
  ],
  [
    "raw HTML is closed where it was left open",
    "<div>\n\n*a* <b>c",
    "<div>\n<p><em>a</em> <b>c</b></p><b>\n</b></div>",
  ],
  [
    "raw links and pictures become slots",
    '<a href="b.md">x</a> <img src="c.svg" alt="d&quot;">',
    '<p><a href="→b.md">x</a> <img→c.svg|d"></p>',
  ],
  ["comments are dropped", "a <!-- b --> c", "<p>a  c</p>"],
  ["a raw h1 is no headline", "<h1>A</h1>", '<h2 id="a">A</h2>'],
  [
    "raw ids are kept and unique",
    '<p id="x">a</p><p id="x">b</p><p id="main">c</p>',
    '<p id="x">a</p><p id="x-2">b</p><p id="main-2">c</p>',
  ],
  ["the line end after <pre> is kept", "<pre>\n\na</pre>", "<pre>\n\na</pre>"],
  [
    "figures of raw HTML stay",
    '<figure class="wide"><img src="a.svg" alt=""><figcaption>b</figcaption></figure>',
    '<figure class="wide"><img→a.svg|><figcaption>b</figcaption></figure>',
  ],
];

for (const [name, body, html] of rows) {
  test(`${name}`, () => {
    const fragment = render(body);
    assert.is(htmlOf(fragment), html);
    assert.equal(messagesOf(fragment), []);
  });
}

test("with raw HTML beside it, what Markdown made comes out unchanged", () => {
  const normalize = (html: string) =>
    toHtml(fromHtml(html, { fragment: true }))
      .replace('<hr id="z">', "")
      .replace(/\s+/g, " ")
      .trim();
  for (const [name, body] of rows) {
    if (body.includes("<div>")) continue;
    const mixed = render(`${body}\n\n<hr id="z">\n`);
    assert.is(normalize(htmlOf(mixed)), normalize(htmlOf(render(body))), name);
    assert.equal(messagesOf(mixed), [], name);
  }
});

test("addresses on the web are printed as the parser of Markdown encodes them", () => {
  const markdown = new MarkdownIt();
  const hosts = fc.array(fc.constantFrom(..."ab9.-_:@é", "E", ":80", "xn--", "c".repeat(64)), {
    minLength: 1,
    maxLength: 4,
  });
  const paths = fc.array(fc.constantFrom(..."/?#aB0-_.~!$&'()*+,;=:@%|^é", "%20"), { maxLength: 6 });
  fc.assert(
    fc.property(fc.constantFrom("http://", "https://"), hosts, paths, (scheme, host, path) => {
      const address = [scheme, ...host, "/", ...path].join("");
      assert.is(
        htmlOf(render(`[a](<${address}>)`)),
        `<p><a href="${markdown.utils.escapeHtml(markdown.normalizeLink(address))}">a</a></p>`,
      );
    }),
    { numRuns: 1000 },
  );
});

const faults: [name: string, body: string, messages: string[]][] = [
  [
    "an unknown block",
    "a\n\n::: pulquote\nb\n:::",
    ['error 3:1 block "pulquote" is unknown; did you mean "pullquote"? (pullquote, note, embed)'],
  ],
  [
    "a block of another system",
    "::: warning\nb\n:::",
    ['error 1:1 block "warning" is unknown; did you mean "note"? (pullquote, note, embed)'],
  ],
  ["an unlike block", "::: xyz\nb\n:::", ['error 1:1 block "xyz" is unknown; known: pullquote, note, embed']],
  ["an unclosed block", "a\n\n::: note\nb", ['error 3:1 block "note" is not closed; end it with a line of ":::"']],
  [
    "an end without a block",
    "a\n:::\n",
    ['error 2:1 ":::" closes no block; remove it, or give an outer block one colon more than the blocks in it'],
  ],
  [
    "an embed of nothing",
    "::: embed\n:::",
    [
      'error 1:1 block "embed" names no address; write ::: embed https://example.org/story The title',
      "warning 1:1 a link leads nowhere; write its target between the parentheses",
    ],
  ],
  [
    "a picture on another server",
    "a\n\nb ![c](https://e.org/d.png)",
    ['error 3:8 picture "https://e.org/d.png" is on another server; save it beside the post'],
  ],
  [
    "a picture in an address",
    "![c](data:image/png;base64,AA)",
    ['error 1:6 picture "data:image/png;base64,AA" is not a file; save it beside the post'],
  ],
  [
    "a picture of nothing",
    "![c]()",
    ["error 1:6 a picture names no file; write its path, counted from the post's folder"],
  ],
  [
    "a link to a script",
    "a\n[b](javascript:c)",
    ['warning 2:5 links to "javascript:" are not allowed in a post; use http, https, mailto or tel'],
  ],
  ["a control character", "a\nb\u0002c\u0003", ["warning 2:2 control character U+0002 is left out; remove it"]],
  [
    "a script",
    "a\n\n<div>\n<script>x</script>\n</div>",
    ['warning 4:1 <script> is not allowed in a post; remove it, or set html to "trusted" in _data/site'],
  ],
  [
    "an attribute",
    'a <b\nstyle="c">d</b>',
    [
      'warning 1:3 the attribute style of <b> is not allowed in a post; remove it, or set html to "trusted" in _data/site',
    ],
  ],
];
for (const [name, body, messages] of faults) {
  test(`${name} is reported with its place`, () => {
    assert.equal(messagesOf(render(body)), messages);
  });
}

test("under strict what is dropped is an error, under trusted it is kept", () => {
  const body = 'a <b style="c">d</b>\n\n<script>1<2</script>';
  assert.equal(
    render(body, "strict").findings.map((one) => one.severity),
    ["error", "error"],
  );
  const trusted = render(body, "trusted");
  assert.is(htmlOf(trusted), '<p>a <b style="c">d</b></p>\n<script>1<2</script>');
  assert.equal(trusted.findings, []);
  assert.is(
    htmlOf(render("![a](https://e.org/b.png)", "trusted")),
    '<figure><img src="https://e.org/b.png" alt="a"></figure>',
  );
  assert.is(htmlOf(render("[a](javascript:b)", "trusted")), "<p><a>a</a></p>");
});

test("at most 20 findings, the last tells how many more", () => {
  const { findings } = render(
    Array.from({ length: 30 }, (_, index) => `<p style="a${index}">b</p>\n\n`).join("") + "![a](//e.org/b)",
  );
  assert.is(findings.length, 20);
  assert.is(findings.at(-1)?.message, "and 12 more in this post; mend these first");
  assert.ok(
    findings.some((one) => one.severity === "error"),
    "an error is not crowded out",
  );
});

test("slots know where their target stands", () => {
  const body =
    "a [b](c.md)\nd [e](c.md) ![f](g.svg)\n\n- x\n- [h](<i j.md>)\n\n| k |\n|---|\n| [l](m.md) |\n\n> [n][o]\n\n[o]: p.md\n\na[^1]^[q [r](s.md)]\n\n[^1]: [t](u.md)\n";
  const places = (fragment: Fragment) =>
    fragment.outline.slots.map(
      (slot) => `${slot.kind === "link" ? slot.target : slot.source} ${slot.line}:${slot.column}`,
    );
  assert.equal(places(render(body)), [
    "c.md 1:7",
    "c.md 2:7",
    "g.svg 2:18",
    "i j.md 5:8",
    "m.md 9:7",
    "p.md 13:6",
    "u.md 17:11",
    "s.md 15:14",
  ]);
  assert.equal(places(render(`<i>x</i>\n\n<div>\n<a href="y.md">z</a>\n</div>\n`)), ["y.md 4:10"]);
  assert.equal(places(render(`${body}\n<br>`)), places(render(body)));
});

test("the outline tells headings, lede, words and characters", () => {
  const body =
    '# A *b*\n\n![c](d.svg "Caption")\n\n> quoted\n\nThe *first* &amp; [best](e.md) ![x](y.svg)[^1] one.\n\n```\ncode here\n```\n\n[^1]: Note it.\n';
  for (const text of [body, `${body}\n<br>\n`]) {
    const { outline } = render(text);
    assert.equal(outline.headings, [{ level: 2, id: "a-b", text: "A b" }]);
    assert.is(outline.lede, "The first & best one.");
    assert.is(outline.words, 12);
    assert.is(outline.characters, 0);
  }
  assert.is(render("::: note\na\n:::\n\n- b\n\n<figure><p>c</p></figure>").outline.lede, "");
});

test("a back link is named in the article's language", () => {
  for (const [language, label] of [
    ["de-AT", "Zurück zur Textstelle 1"],
    ["ko", "참조 1(으)로 돌아가기"],
    ["xx", "↩ 1"],
    ["constructor", "↩ 1"],
  ] as const) {
    assert.match(htmlOf(render("a^[b]", "safe", language)), `aria-label="${label}"`);
  }
});

test("equal input gives an equal digest, other HTML another", () => {
  const digest = (body: string) => render(body).outline.digest;
  assert.is(digest("a [b](c.md) <b>d</b>"), digest("a [b](c.md) <b>d</b>"));
  assert.match(digest("a"), /^[0-9a-f]{32}$/);
  assert.is.not(digest("a"), digest("b"));
  assert.is(digest("[a](b.md)"), digest("[a](c.md)"), "slots are not part of the HTML");
});

test("the number of slots and parts must fit", () => {
  assert.is(fillSlots(["a", "b", "c"], ["1", "2"]), "a1b2c");
  assert.throws(() => fillSlots(["a"], ["b"]), /take 0 slots, not 1/);
});

test.run();
