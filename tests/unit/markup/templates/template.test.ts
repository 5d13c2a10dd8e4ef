// Bodies that run through Nunjucks first.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Fragment } from "../../../../src/markup/fragment.ts";
import { fillSlots } from "../../../../src/markup/fragment-html.ts";
import { renderMarkup } from "../../../../src/markup/render-markup.ts";

const template = {
  site: { title: "A *b* <c>", url: "https://e.org", sections: ["x", "y"] },
  model: { title: "T", marked: "*b*", count: 3, tags: [{ name: "t1" }, { name: "t2" }], make: () => "made" },
};
const render = (body: string) => renderMarkup(body, { language: "en", html: "safe", template });
const htmlOf = ({ parts, outline }: Fragment) =>
  fillSlots(
    parts,
    outline.slots.map((slot) =>
      slot.kind === "link" ? ` href="→${slot.target}"` : `<img→${slot.source}|${slot.alt}>`,
    ),
  ).trim();

const rows: [name: string, body: string, html: string][] = [
  ["values are text, not Markdown", "**{{ site.title }}**", "<p><strong>A *b* &lt;c&gt;</strong></p>"],
  [
    "values hold in link targets and attributes",
    '[a]({{ site.url }}/x_y) <i title="{{ site.title }}">b</i>',
    '<p><a href="https://e.org/x_y">a</a> <i title="A *b* <c>">b</i></p>',
  ],
  ["values marked safe are Markdown", "{{ model.marked | safe }} {{ model.marked }}", "<p><em>b</em> *b*</p>"],
  [
    "loops, conditions and filters",
    "{% for tag in model.tags %}{{ loop.index }} {{ tag.name | upper }}{% if not loop.last %}, {% endif %}{% endfor %}",
    "<p>1 T1, 2 T2</p>",
  ],
  [
    "range, macros and set",
    "{% macro b(x) %}*{{ x }}*{% endmacro %}{% set y = 'q' %}{% for i in range(2) %}{{ b(y ~ i) }} {% endfor %}",
    "<p><em>q0</em> <em>q1</em></p>",
  ],
  ["raw text", "{% raw %}{{ a }}{% endraw %}", "<p>{{ a }}</p>"],
  [
    "a figure",
    '{% figure "a b.svg", alt="c *d*", caption="e \\"f\\"", credit="g" %}',
    "<figure><img→a b.svg|c *d*><figcaption>e &quot;f&quot; — g</figcaption></figure>",
  ],
  [
    "a figure between lines of text",
    'a\n{% figure "b.svg", alt="" %}\nc',
    "<p>a</p>\n<figure><img→b.svg|></figure>\n<p>c</p>",
  ],
  [
    "a pull quote",
    '{% pullquote "A _b_" %}\n*c*\n{% endpullquote %}',
    '<figure class="pullquote">\n<blockquote>\n<p><em>c</em></p>\n</blockquote>\n<figcaption>A _b_</figcaption>\n</figure>',
  ],
  [
    "a note in a sentence",
    "a {% note %}b{% endnote %} c",
    '<p>a</p>\n<aside class="note">\n<p>b</p>\n</aside>\n<p>c</p>',
  ],
  [
    "a block in a block",
    '{% note "T" %}{% pullquote %}a{% endpullquote %}{% endnote %}',
    '<aside class="note">\n<p class="note-title">T</p>\n<figure class="pullquote">\n<blockquote>\n<p>a</p>\n</blockquote>\n</figure>\n</aside>',
  ],
  [
    "an embed",
    '{% embed "https://e.org/a_b", title="c *d*" %}',
    '<figure class="embed"><a href="https://e.org/a_b">c *d*</a></figure>',
  ],
];
for (const [name, body, html] of rows) {
  test(`${name}`, () => {
    const fragment = render(body);
    assert.equal(fragment.findings, []);
    assert.is(htmlOf(fragment), html);
  });
}

const faults: [name: string, body: string, line: number, message: RegExp][] = [
  ["an unknown name", "a\n\n{{ site.titel }}", 3, /not there; check its name/],
  ["an unknown filter", "a\n{{ site.title | nosuch }}", 2, /filter "nosuch" is not there/],
  ["an unknown tag", "a\n{% nosuch %}", 2, /unknown block tag: nosuch/],
  ["an unclosed tag", "{% if site %}", 1, /expected elif, else, or endif/],
  ["include", "a\n{% include 'x.njk' %}", 2, /not allowed in a post/],
  ["extends", "{% extends 'x.njk' %}", 1, /not allowed in a post/],
  ["import", "{% import 'x.njk' as x %}", 1, /not allowed in a post/],
  ["a block", "{% block x %}{% endblock %}", 1, /not allowed in a post/],
  ["a member that leads out", "a\n{{ site.constructor }}", 2, /"constructor" cannot be read/],
  ["the same in brackets", '{{ site["__proto__"] }}', 1, /"__proto__" cannot be read/],
  ["the same put together", '{{ site["con" ~ "structor"] }}', 1, /not there/],
  ["a name that every object has", "{{ toString }}", 1, /not there/],
  ["constructor as a name", "{{ constructor }}", 1, /cannot be read/],
  ["a method of a value", "{{ site.title.repeat(9) }}", 1, /cannot be called/],
  ["a function among the values", "{{ model.make }}", 1, /not there/],
  ["a call in brackets", '{{ model["make"]() }}', 1, /cannot be called/],
  ["code in a name", '{{ a"&Function`x```&"b }}', 1, /is no name/],
  ["code in a loop's name", '{% for a, "b" in site %}{% endfor %}', 1, /is no name/],
  ["code in the name of a set", '{% set "a" = 1 %}', 1, /is no name/],
  ["code in a macro's parameter", '{% macro a("b;c"=1) %}{% endmacro %}', 1, /is no name/],
  ["code in a test", "{% if 1 is 'a\"' %}{% endif %}", 1, /is no name/],
  ["a regular expression", "{{ r/(a+)+$/ }}", 1, /regular expressions/],
  ["a long range", "{{ range(10001) }}", 1, /at most 10,000/],
  ["an endless range", "{{ range(0, 1, 0) }}", 1, /takes numbers/],
  ["nested loops", "{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}", 1, /runs too long/],
  [
    "nested loops over one list",
    "{% set r = range(9999) %}{% for i in r %}{% for j in r %}{% endfor %}{% endfor %}",
    1,
    /runs too long/,
  ],
  ["a macro that calls itself", "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", 1, /too deeply/],
  [
    "a macro that calls itself twice",
    "{% macro f(n) %}{% if n > 0 %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(40) }}",
    1,
    /runs too long/,
  ],
  ["text that doubles", `{% set x = "aaaaaaaaaa" %}${"{% set x = x ~ x %}".repeat(25)}{{ x }}`, 1, /more than 2 MB/],
  [
    "a filter that doubles",
    `{% set x = "aaaaaaaaaa" %}${'{% set x = x | replace("a", "aaaaaaaaaa") %}'.repeat(9)}{{ x }}`,
    1,
    /too much text/,
  ],
  ["much output", `{% for i in range(9999) %}${"a".repeat(300)}{% endfor %}`, 1, /more than 2 MB/],
  ["deep brackets", `{{ ${"(".repeat(50_000)} }}`, 1, /template/],
  ["a whole record", "{{ site }}", 1, /a whole record cannot be printed/],
  ["a figure without a picture", "a\n{% figure alt='x' %}", 2, /needs its picture/],
  ["a figure without words", "{% figure 'x.svg' %}", 1, /needs alt=/],
  [
    "a key that a shortcode does not know",
    "{% figure 'x.svg', alt='', captoin='y' %}",
    1,
    /knows no "captoin"; it takes src, alt, caption, credit/,
  ],
];
for (const [name, body, line, message] of faults) {
  test(`${name} is one error with its line, without a stack`, () => {
    const { findings, parts, outline } = render(body);
    assert.is(findings.length, 1, JSON.stringify(findings));
    assert.match(findings[0]?.message ?? "", message);
    assert.is(findings[0]?.line, line);
    assert.is(findings[0]?.severity, "error");
    assert.not.match(findings[0]?.message ?? "", /\n|node_modules|\.[jt]s:/);
    assert.equal([parts, outline.slots], [[""], []]);
  });
}

test("faults of the Markdown keep their line behind tags that change the number of lines", () => {
  const body =
    '{% set x = 1 %}\n{% for i in range(3) %}\n- a\n{% endfor %}\n\n{% note "T" %}b{% endnote %}\n\n![c](https://e.org/d.svg)\n\n{% figure "e.svg", alt="f" %}\n[g](h.md)\n';
  const { findings, outline } = render(body);
  assert.equal(
    findings.map((one) => one.line),
    [8],
  );
  assert.equal(
    outline.slots.map((slot) => slot.line),
    [10, 11],
  );
});

test("a post cannot change what another one reads", () => {
  render("{% set site = 'x' %}{% set y = 2 %}");
  assert.is(htmlOf(render("{{ model.title }}{% if y %}!{% endif %}")), "<p>T</p>");
});

test.run();
