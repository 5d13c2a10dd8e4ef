// A body read region by region comes out as if it had been read at once.
import fc from "fast-check";
import { parseFragment, serialize } from "parse5";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Fragment, HtmlPolicy } from "../../../../src/markup/fragment.ts";
import { fillSlots } from "../../../../src/markup/fragment-html.ts";
import { renderMarkup } from "../../../../src/markup/render-markup.ts";

const render = (body: string, html: HtmlPolicy = "safe"): Fragment => renderMarkup(body, { language: "en", html });
/** Leaves nothing in the tree, and keeps the body in one. */
const holder = "\n<?whole?>";

/** Everything of a fragment, its HTML as a browser reads it. */
function describe({ parts, outline, findings }: Fragment): object {
  const filled = outline.slots.map(({ kind }, index) =>
    kind === "link" ? ` href="→${index}"` : `<img alt="→${index}">`,
  );
  return { ...outline, digest: "", html: serialize(parseFragment(fillSlots(parts, filled))), findings };
}

const inPlace = [
  "a",
  '> 1 & "b"',
  "*c*",
  "[d](e.md)",
  "[f](g.md#h 'i')",
  "![j](k.svg)",
  "<https://e.org/?a&b>",
  "`<l>`",
  "m[^1]",
  "^[n <b>o</b>]",
  "&lt;b&gt; &copy;",
  "  \n",
];
const inPlaceRaw = [
  "<b>p</b>",
  "<i id=a>*q*</i>",
  "<br>",
  "<!-- r -->",
  '<a href="s.md">t</a>',
  '<img src="u.svg" alt="v">',
  "<script>w</script>",
  "<sup onclick=x>y</sup>",
];
const inPlaceOdd = [
  "<b>",
  "</b>",
  "<a href=a.md>",
  "</a>",
  "<font color=red>b</font>",
  "<svg>",
  "<button>c</button>",
  "[d](HTTPS://e.org)",
  "[f ^[g] h](i.md)",
];
const blocks = [
  "## a",
  "## A <b>c</b>",
  "# Comments",
  "- a\n- b\n\n  c",
  "> a\n>\n> <b>c</b>",
  "1. [ ] <i>d</i>",
  "```\n<b>\n```",
  "| a | <b>c</b> |\n|---|--:|\n| d | e |",
  '![f](g.svg "h")',
  "::: note I\nj\n\n<b>k</b>\n:::",
  "::: pullquote L\nm\n:::",
  "[^1]: n <i>o</i>",
  "---",
];
const blocksRaw = [
  "<div class=x>p</div>",
  "<div>\n\n*a*\n\n</div>",
  '<p style="color: red">s</p>',
  "<h2>A</h2>",
  "<h1 id=t>u</h1>",
  "<table><tr><td>v</td></tr></table>",
  "<ul><li>x</li></ul>",
  "<dl><dt>z</dt><dd>a</dd></dl>",
  "<pre>\n\nb</pre>",
  "<!-- c -->",
  "<script>e</script>",
  "<style>\n.f {}\n</style>",
  '<iframe src="https://e.org/"></iframe>',
  "<section><h3>i</h3>\n\n## j\n\n</section>",
  '<figure><img src="k.svg" alt=""><figcaption>l</figcaption></figure>',
  "<details><summary>n</summary>\n\n- o\n\n</details>",
];
const blocksOdd = [
  "<div>",
  "</div>",
  "<p>q",
  "<table>",
  "<tr><td>",
  "</td></tr>",
  "</table>",
  "<td>w</td>",
  "<li>y</li>",
  "<!-- d",
  "<svg><p>g</p></svg>",
  "<template>h</template>",
  "<select>",
  "<blockquote>m",
  "</blockquote>",
  "<b>",
  "</b>",
  "<a href=n.md>",
  "</a>",
];

const makeBodies = (inline: string[], block: string[]) => {
  const sentence = fc.array(fc.constantFrom(...inline), { minLength: 1, maxLength: 4 }).map((list) => list.join(" "));
  return fc
    .array(fc.oneof(sentence, fc.constantFrom(...block)), { minLength: 1, maxLength: 8 })
    .map((list) => `<hr>\n\n${list.join("\n\n")}\n\n"z"\n`);
};
const plain = makeBodies([...inPlace, ...inPlaceRaw], [...blocks, ...blocksRaw]);
const odd = makeBodies([...inPlace, ...inPlaceRaw, ...inPlaceOdd], [...blocks, ...blocksRaw, ...blocksOdd]);

// Markdown prints `&quot;`, the printer of trees does not.
const isApart = ({ parts }: Fragment) => parts.join("").includes("&quot;z&quot;");

test("HTML as browsers read it, outline and findings are the same", () => {
  let apart = 0;
  fc.assert(
    fc.property(fc.oneof(plain, odd), fc.constantFrom<HtmlPolicy>("safe", "strict", "trusted"), (body, policy) => {
      const fragment = render(body, policy);
      assert.equal(describe(fragment), describe(render(body + holder, policy)), body);
      if (isApart(fragment)) apart++;
    }),
    { numRuns: 1000 },
  );
  assert.ok(apart > 200, String(apart));
});

const rows: [name: string, body: string, isApart: boolean][] = [
  ["a line end", "a<br>b", true],
  ["elements around Markdown", "<div>\n\n*a*\n\n</div>", true],
  ["a comment", "<!-- a > b -->", true],
  ["what is dropped with its content", "<script>a</script>", true],
  ["a table", "<table><tr><td>a</td></tr></table>", true],
  ["an element left open", "<div>\n\na", false],
  ["an element closed twice", "<b>a</b></b>", false],
  ["elements that overlap", "<b><i>a</b></i>", false],
  ["an element that Markdown closes", "*<b>*</b>", true],
  ["an element closed deep below its parent", `<b>\n\n${">".repeat(12)} a</b>`, false],
  ["an open tag", "<p>a < b <c</p>", false],
  ["a comment that ends at once", "<!--> a -->", false],
  ["another syntax", "<![CDATA[a]]>", false],
  ["SVG", "<svg><p>a</p></svg>", false],
  ["a template", "<template>a</template>", false],
  ["a part of a table elsewhere", "<td>a</td>", false],
  ["a list item elsewhere", "<li>a</li>", false],
  ["the id of a heading", "<p id=b>a</p>\n\n## b", false],
  ["an id that no heading has", "<p id=c>a</p>\n\n## b", true],
  ["a mark of a note", "<p id=fn:1>a</p>\n\nb[^1]\n\n[^1]: c", false],
];

for (const [name, body, expected] of rows) {
  test(`${name}: ${expected ? "read apart" : "the body is read at once"}`, () => {
    assert.is(isApart(render(`${body}\n\n"z"`)), expected);
  });
}

test("where all is allowed, the body is read at once", () => assert.not(isApart(render('<b>a</b>\n\n"z"', "trusted"))));

test.run();
