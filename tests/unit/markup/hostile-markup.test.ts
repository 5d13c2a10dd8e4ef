// What attackers write into bodies: nothing that runs comes out, and no slot can be forged.

import fc from "fast-check";
import type { Element, Nodes } from "hast";
import { fromHtml } from "hast-util-from-html";
import { parseFragment, serialize } from "parse5";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Fragment, HtmlPolicy } from "../../../src/markup/fragment.ts";
import { fillSlots } from "../../../src/markup/fragment-html.ts";
import { renderMarkup } from "../../../src/markup/render-markup.ts";

const render = (body: string, html: HtmlPolicy = "safe", template?: { site: object; model: object }): Fragment =>
  renderMarkup(body, { language: "en", html, template: template ?? null });
const escapeAttribute = (text: string) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
// As the edition fills them: an attacker's target must be harmless there as well.
const htmlOf = ({ parts, outline }: Fragment) =>
  fillSlots(
    parts,
    outline.slots.map((slot) =>
      slot.kind === "link"
        ? ` href="${escapeAttribute(slot.target)}"`
        : `<img src="${escapeAttribute(slot.source)}" alt="${escapeAttribute(slot.alt)}">`,
    ),
  );

const elements = new Set(
  "a abbr address aside b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr".split(
    " ",
  ),
);

function* walk(node: Nodes): Generator<Element> {
  if (node.type === "element") yield node;
  if ("children" in node) for (const child of node.children) yield* walk(child);
}

/** Reads the HTML as a browser would; throws for anything that could run, leave the page, or take part in a form. */
function assertHarmless(html: string, name: string): void {
  for (const element of walk(fromHtml(html, { fragment: true }))) {
    assert.ok(elements.has(element.tagName), `${name}: <${element.tagName}> in ${html}`);
    if (element.tagName === "input")
      assert.ok(
        element.properties.type === "checkbox" && element.properties.disabled === true,
        `${name}: form control`,
      );
    for (const [key, value] of Object.entries(element.properties)) {
      assert.not.ok(
        /^(on|style$|name$|srcDoc|srcSet|action|formAction|poster|background|ping|data[A-Z]|xLink|isMap|useMap|form)/i.test(
          key,
        ),
        `${name}: ${key} in ${html}`,
      );
      if (!["href", "src", "cite"].includes(key)) continue;
      const scheme = /^([a-z][a-z0-9+.-]*):/i
        .exec(
          String(value)
            .replace(/[\t\n\r]/g, "")
            .replace(/^[\u0000-\u0020]+/, ""),
        )?.[1]
        ?.toLowerCase();
      assert.ok(
        scheme === undefined || ["http", "https", "mailto", "tel"].includes(scheme),
        `${name}: ${key}="${value}"`,
      );
    }
  }
  assert.not.ok(/[\u0000-\u0008\u000b-\u001f]/.test(html), `${name}: control character in ${JSON.stringify(html)}`);
}

const vectors = [
  "[a](javascript:alert(1))",
  "[a](JaVaScRiPt:alert(1))",
  "[a](<java\tscript:alert(1)>)",
  "[a](java%73cript:alert(1))",
  "[a](javascript&colon;alert(1))",
  "[a](javascript&#58;alert(1))",
  "[a](&#x6A;avascript:alert(1))",
  "[a](&#1;javascript:alert(1))",
  "[a](\u0001javascript:alert(1))",
  "[a](\\javascript:alert(1))",
  "[a](%6aavascript:alert(1))",
  "[a](vbscript:msgbox)",
  "[a](data:text/html;base64,PHN2Zz4=)",
  "[a](file:///etc/passwd)",
  "<javascript:alert(1)>",
  "<JAVASCRIPT:alert(1)>",
  "[a]\n\n[a]: javascript:alert(1)",
  "![a](javascript:alert(1))",
  "![a](data:image/svg+xml,<svg/onload=alert(1)>)",
  '![a](x "onerror=alert(1)")',
  '![a"onerror=alert(1) "](x.svg)',
  "![a](x.svg'\"onerror=alert(1))",
  '[a](x.md "\\" onmouseover=alert(1)")',
  "::: embed javascript:alert(1) T\n:::",
  "::: embed data:text/html,x T\n:::",
  "::: note <script>alert(1)</script>\na\n:::",
  "::: pullquote <img src=x onerror=alert(1)>\na\n:::",
  '```"><script>alert(1)</script>\na\n```',
  "# <img src=x onerror=alert(1)>",
  '# a" onclick="alert(1)',
  "| <script>x</script> |\n|---|\n| <svg/onload=alert(1)> |",
  '| "onclick="x |\n|---|\n| a |',
  "a[^1]\n\n[^1]: <script>alert(1)</script>",
  "<script>alert(1)</script>",
  "<SCRIPT SRC=//e.org/x.js></SCRIPT>",
  "<scr<script>ipt>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<img src='x'onerror=alert(1)>",
  "<img/src=x/onerror=alert(1)>",
  "<img src=`x` onerror=alert(1)>",
  "<img src=x srcset='javascript:alert(1) 1x'>",
  "<svg onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
  "<svg><animate attributeName=href values=javascript:alert(1)>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
  "<math href='javascript:alert(1)'>x</math>",
  "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
  "<style><img src='</style><img src=x onerror=alert(1)//'>",
  "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
  "<title><a title='</title><script>alert(1)</script>'>",
  "<xmp><p title='</xmp><script>alert(1)</script>'>",
  "<template><script>alert(1)</script></template>",
  "<math><template><script>alert(1)</script></template>",
  "<svg><template><foreignObject><script>alert(1)</script>",
  "<iframe src=javascript:alert(1)></iframe>",
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
  "<object data=javascript:alert(1)></object>",
  "<embed src=javascript:alert(1)>",
  "<base href=//e.org/>",
  "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
  "<link rel=stylesheet href=//e.org/x.css>",
  "<form action=javascript:alert(1)><button>x</button></form>",
  "<button formaction=javascript:alert(1)>x",
  "<input autofocus onfocus=alert(1)>",
  "<input type=image src=x onerror=alert(1)>",
  "<input type=checkbox name=x form=y>",
  "<select onfocus=alert(1)></select>",
  "<isindex action=javascript:alert(1)>",
  "<video poster=javascript:alert(1) src=x onerror=alert(1)>",
  "<audio src=x onerror=alert(1)>",
  "<details open ontoggle=alert(1)>x</details>",
  "<marquee onstart=alert(1)>x</marquee>",
  "<body onload=alert(1)>",
  "<html onclick=alert(1)>",
  "<a href='javascript:alert(1)'>x</a>",
  "<a href='java&#10;script:alert(1)'>x</a>",
  "<a href='&#1;javascript:alert(1)'>x</a>",
  "<a href=' javascript:alert(1)'>x</a>",
  "<a href='java%73cript:alert(1)'>x</a>",
  "<a href='data:text/html,x'>x</a>",
  "<a href=x ping=//e.org>x</a>",
  "<a href='javascript&colon;alert(1)'>x</a>",
  "<a href='//e.org' onclick=alert(1)>x</a>",
  "<p style='background:url(javascript:alert(1))'>x",
  "<td background=javascript:alert(1)>x",
  "<table background=javascript:alert(1)><tr><td>x</table>",
  "<blockquote cite='javascript:alert(1)'>x</blockquote>",
  "<q cite=javascript:alert(1)>x</q>",
  "<del cite=javascript:alert(1)>x</del>",
  "<div id=x name=y contenteditable onblur=alert(1)>x</div>",
  "<img name=body src=x.svg>",
  "<map name=x><area href=javascript:alert(1)></map>",
  "<!--><script>alert(1)</script>-->",
  "<!-- --!><script>alert(1)</script> -->",
  "<![CDATA[<script>alert(1)</script>]]>",
  "<?xml-stylesheet href='javascript:alert(1)'?>",
  "<!DOCTYPE x [<!ENTITY y '<script>'>]>",
  "<a <script>alert(1)</script>",
  "<<script>alert(1)//<</script>",
  "<div\u0000onclick=alert(1)>x</div>",
  "<p><button><p onclick=alert(1)>x</p></button></p>",
  "<b><p><i onclick=x></b></p></i>",
  "<dialog open onclose=alert(1)>x",
  "<custom-element onclick=alert(1)>x</custom-element>",
  "<p is=x-y slot=z part=q>x</p>",
];

test("nothing that runs survives, in any of 100 vectors, under safe and strict", () => {
  assert.ok(vectors.length >= 100);
  for (const vector of vectors) {
    for (const body of [
      vector,
      `a ${vector}`,
      `${vector}\n\n<i>x</i>`,
      `<div>\n\n${vector}\n\n</div>`,
      `- ${vector}`,
    ]) {
      assertHarmless(htmlOf(render(body)), body);
      assertHarmless(htmlOf(render(body, "strict")), body);
    }
  }
});

test("nor does it through values of a template", () => {
  for (const vector of vectors) {
    const template = { site: { title: vector }, model: { list: [vector] } };
    for (const body of [
      "{{ site.title }}",
      "a [b]({{ site.title }})",
      '<a href="{{ site.title }}" title="{{ model.list[0] }}">x</a>',
      "{% figure site.title, alt=site.title, caption=site.title %}",
      "{% embed site.title, site.title %}",
      "{% note site.title %}{{ site.title | safe }}{% endnote %}",
    ]) {
      const fragment = render(body, "safe", template);
      assertHarmless(htmlOf(fragment), `${body} ${vector}`);
    }
    const printed = render("{{ site.title }}", "safe", template);
    assert.equal(printed.outline.slots, [], vector);
    assert.equal(printed.outline.headings, [], vector);
    assert.equal(printed.findings, [], vector);
  }
});

test("no slot can be forged", () => {
  const marks = [
    "\u00020\u0002",
    ' href="\u00020\u0002"',
    "\u00030\u0003",
    "\u00041:1:1\u0004",
    "&#2;0&#2;",
    ' href="&#2;0&#2;"',
    "&#3;0&#3;",
    "&#x3;0&#x3;",
    "%020%02",
    "\\u00030\\u0003",
  ];
  for (const mark of marks) {
    for (const body of [
      mark,
      `<p title='${mark}'>${mark}</p>`,
      `<a href='${mark}'>x</a>`,
      `\`${mark}\``,
      `[a](b.md "${mark}")`,
      `![${mark}](b.svg)`,
      `<script>${mark}</script>`,
      `[a](${mark})`,
      `<pre>${mark}</pre>`,
    ]) {
      for (const policy of ["safe", "trusted"] as const) {
        const own = render("[own](own.md)", policy);
        const fragment = render(`[own](own.md)\n\n${body}`, policy);
        assert.is(fragment.parts.length, fragment.outline.slots.length + 1);
        assert.equal(fragment.outline.slots[0], own.outline.slots[0], body);
        assert.ok(
          fragment.outline.slots.filter((slot) => slot.kind === "link" && slot.target === "own.md").length === 1,
          body,
        );
        assert.not.ok(/[\u0000-\u0008\u000b-\u001f]/.test(fragment.parts.join("")), JSON.stringify(body));
      }
    }
  }
});

const pieces = fc.constantFrom(
  "<p>",
  "</p>",
  "<div class=x>",
  "</div>",
  "<b>",
  "</b>",
  "<i x=1>",
  "</i>",
  "<a href=y.md>",
  "</a>",
  "<table>",
  "<tr>",
  "<td>",
  "</td>",
  "</table>",
  "<ul>",
  "<li>",
  "</ul>",
  "<button>",
  "</button>",
  "<svg>",
  "</svg>",
  "<math>",
  "<mtext>",
  "<style>",
  "</style>",
  "<script>",
  "</script>",
  "<select>",
  "<option>",
  "<template>",
  "</template>",
  "<h1>",
  "</h1>",
  "<h2 id=a>",
  "<pre>",
  "\n",
  "</pre>",
  "<img src=a.svg>",
  "<br>",
  "<form>",
  "<noscript>",
  "<!--",
  "-->",
  "<![CDATA[",
  "<caption>",
  "<col>",
  "<nobr>",
  "<center>",
  "<details>",
  "<dd>",
  "<object>",
  "</object>",
  "\n\n",
  "\n",
  "    ",
  "# ",
  "> ",
  "- ",
  "1. ",
  "- [ ] ",
  "```\n",
  "*",
  "**",
  "_",
  "~~",
  "`",
  "[",
  "](",
  ")",
  "![",
  "](a.md)",
  "][r]",
  "[r]: u.md\n",
  "[^1]",
  "[^1]: ",
  "^[",
  "]",
  "|a|b|\n|-|-|\n",
  "::: note t\n",
  "::: pullquote\n",
  ":::\n",
  ":::: x\n",
  "javascript:",
  "https://e.org/",
  "&#2;",
  "&lt;",
  "\u0002",
  "\u0003",
  "0",
  "a",
  "é",
  "漢",
  "ก",
  "\\",
  '"',
  "'",
  "\t",
  "\ud83d\ude00",
);
const bodies = fc.oneof(
  fc.array(pieces, { maxLength: 40 }).map((list) => list.join("")),
  fc.string({ unit: "binary", maxLength: 200 }),
);

test("every body gives harmless, balanced HTML and never throws", () => {
  fc.assert(
    fc.property(bodies, fc.constantFrom<HtmlPolicy>("safe", "strict", "trusted"), (body, policy) => {
      const fragment = render(body, policy);
      assert.is(fragment.parts.length, fragment.outline.slots.length + 1);
      assert.equal(render(body, policy), fragment);
      const lines = body.split(/\r\n?|\n/).length;
      for (const place of [...fragment.outline.slots, ...fragment.findings])
        assert.ok(place.line >= 1 && place.line <= lines && place.column >= 1, JSON.stringify(place));
      const html = htmlOf(fragment);
      if (policy !== "trusted") assertHarmless(html, body);
      const once = serialize(parseFragment(html));
      const twice = serialize(parseFragment(once));
      assert.is(twice, once, "balanced");
      assert.is(textOnly(once), textOnly(html), "nothing is moved or closed by a browser");
    }),
    { numRuns: 2000, seed: 20260131 },
  );
});

// Tags in order, without their attributes: what a browser would have to repair differs here.
function textOnly(html: string): string {
  return [...html.matchAll(/(<\/?[a-z][a-z0-9-]*)(?:"[^"]*"|'[^']*'|[^>"'])*>/g)].map((match) => match[1]).join("");
}

test("bodies made to be slow or deep end with a clean error", () => {
  const many = 20_000;
  const rows: [body: string, message: RegExp | null][] = [
    ["<div>".repeat(many), /nested more than 150 deep/],
    ["<b>".repeat(many), /nested more than 150 deep/],
    ["<table><tr><td>".repeat(many), /nested more than 150 deep/],
    [
      Array.from({ length: 100 }, (_, index) => `<b id=a${index}>`).join("") + "<p>x".repeat(many),
      /more than 30000 elements/,
    ],
    [">".repeat(many), /nested too deeply/],
    ["- + ".repeat(many), /nested too deeply/],
    ["^[a".repeat(20) + "]".repeat(20), null],
    ["[".repeat(many), null],
    ["![".repeat(many), null],
    ["*".repeat(many), null],
    ["^[".repeat(many), null],
    ["[a](".repeat(many), null],
    ["`a``".repeat(many), null],
    ["^[a] ".repeat(1001), /1001 footnotes are more than/],
    ["<!--".repeat(many), null],
  ];
  for (const [body, message] of rows) {
    for (const policy of ["safe", "trusted"] as const) {
      const fragment = render(body, policy);
      assert.is(fragment.parts.length, fragment.outline.slots.length + 1);
      if (message)
        assert.ok(
          fragment.findings.some((one) => one.severity === "error" && message.test(one.message)),
          `${body.slice(0, 20)}: ${JSON.stringify(fragment.findings)}`,
        );
    }
  }
});

test.run();
