// The shortcut past printing and parsing must never be taken where a browser would read the printed HTML differently.
import * as fc from "fast-check";
import type { Element, ElementContent, Root } from "hast";
import { toHtml } from "hast-util-to-html";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { newlineEaters, parseHtml, readsAs } from "../../../../src/markup/html/html-tree.ts";
import { isPlainTree } from "../../../../src/markup/html/plain-tree.ts";

const names =
  "a abbr b br blockquote code dd div dl dt em figure h2 h3 hr i img ins li ol p pre s section small span strong table tbody thead tr td th caption colgroup col u ul button form nobr option ruby rt select svg".split(
    " ",
  );

const text = fc
  .constantFrom("", " ", "\n", "text", "a < b & c", "\nline", "&lt;p&gt;")
  .map((value): ElementContent => ({ type: "text", value }));

/** Trees of a few kinds of element, so that those with rules for one another meet often. */
const trees = fc.shuffledSubarray(names, { minLength: 2, maxLength: 6 }).chain((few) => {
  const node: fc.Memo<ElementContent> = fc.memo((depth) =>
    depth <= 1 ? text : fc.oneof({ weight: 1, arbitrary: text }, { weight: 3, arbitrary: element(depth - 1) }),
  );
  const element: fc.Memo<ElementContent> = fc.memo((depth) =>
    fc
      .record({ tagName: fc.constantFrom(...few), children: fc.array(node(depth), { maxLength: 3 }) })
      .map(({ tagName, children }): Element => {
        const isVoid = ["br", "hr", "img", "col"].includes(tagName);
        return { type: "element", tagName, properties: {}, children: isVoid ? [] : keepNewline(tagName, children) };
      }),
  );
  return fc.array(node(4), { maxLength: 3 }).map((children): Root => ({ type: "root", children }));
});

/** As `tidy` leaves it: the parser drops the first line end in `<pre>`. */
function keepNewline(tagName: string, children: ElementContent[]): ElementContent[] {
  const [first, ...rest] = children.filter((child) => child.type !== "text" || child.value !== "");
  if (first?.type !== "text" || !newlineEaters.has(tagName) || !first.value.startsWith("\n"))
    return first === undefined ? [] : [first, ...rest];
  return [{ type: "text", value: `\n${first.value}` }, ...rest];
}

test("a plain tree is read back as it was printed", () => {
  let plain = 0;
  fc.assert(
    fc.property(trees, (tree) => {
      if (!isPlainTree(tree)) return;
      plain++;
      assert.ok(readsAs(toHtml(tree), tree), toHtml(tree));
    }),
    { numRuns: 20_000 },
  );
  assert.ok(plain > 1000, String(plain));
});

for (const [html, isPlain] of [
  ["<p>One <a href='/'><em>two</em></a><br></p><ul><li>a<ul><li>b</li></ul></li></ul>", true],
  ["<div><p>a</p><blockquote><h2>b</h2></blockquote></div><hr>", true],
  [
    "<table><caption>c</caption><thead><tr><th>a</th></tr></thead><tbody><tr><td><p>b</p><table><tbody><tr><td>c</td></tr></tbody></table></td></tr></tbody></table>",
    true,
  ],
  ["<pre>\n\na</pre><figure><img><figcaption>a</figcaption></figure>", true],
  ["<dl><dt>a</dt><dd><p>b</p></dd></dl><b><p>c</p></b>", true],
  ["<li>a</li>", false],
  ["<button>a</button>", false],
  ["<ruby>a<rt>b</rt></ruby>", false],
  ["<svg></svg>", false],
] as const) {
  test(`${html} is ${isPlain ? "" : "not "}known to be plain`, () => {
    const tree = parseHtml(html, false);
    assert.is(isPlainTree(tree), isPlain);
  });
}

test.run();
