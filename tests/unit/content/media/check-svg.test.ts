// Drawings: what is harmless passes, what runs or fetches does not.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { checkSvg } from "../../../../src/content/media/check-svg.ts";

const wrap = (inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">${inside}</svg>`;

const harmless: [what: string, svg: string][] = [
  ["shapes", wrap('<path d="M0 0h9" fill="red"/>')],
  [
    "a declaration and a document type",
    `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">${wrap("")}`,
  ],
  [
    "references within",
    wrap(
      '<defs><linearGradient id="a"/></defs><use xlink:href="#a"/><rect fill="url(#a)" style="stroke:url( \'#a\' )"/>',
    ),
  ],
  ["styles", wrap("<style>.a { fill: red; marker: url(#m) }</style>")],
  ["a picture within", wrap('<image href="data:image/png;base64,AAAA"/>')],
  ["a link, which leads nowhere in a picture", wrap('<a href="https://example.org/"><text>x</text></a>')],
  [
    "notes of programs that draw",
    wrap(
      '<metadata xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:RDF rdf:about=""/></metadata><?xpacket begin=""?>',
    ),
  ],
  ["movement of a shape", wrap('<rect><animate attributeName="width" from="0" to="9" values="0;9"/></rect>')],
];
for (const [what, svg] of harmless) test(`${what} may stay`, () => assert.is(checkSvg(svg), ""));

const harmful: [what: string, svg: string, found: string][] = [
  ["a script", wrap("<script>x</script>"), 'an element "script"'],
  ["a script by another prefix", wrap('<s:script xmlns:s="http://www.w3.org/2000/svg"/>'), 'an element "s:script"'],
  ["HTML", wrap("<foreignObject/>"), 'an element "foreignObject"'],
  ["an event handler", wrap('<rect onmouseover="x"/>'), 'an event handler "onmouseover"'],
  ["a script in a link", wrap('<a xlink:href="&#x6a;ava&#10;script:alert(1)"/>'), 'a script in "xlink:href"'],
  [
    "an animation of a link",
    wrap('<a><animate attributeName="xlink:href" to="x"/></a>'),
    'an animation of "xlink:href"',
  ],
  ["a script that an animation sets", wrap('<set to="javascript:alert(1)"/>'), 'a script in "to"'],
  ["another file", wrap('<use href="other.svg#a"/>'), 'a reference to "other.svg#a"'],
  ["another server", wrap('<image href="//x.example/a.png"/>'), 'a reference to "//x.example/a.png"'],
  ["a drawing in the drawing", wrap('<image href="data:image/svg+xml,x"/>'), 'a reference to "data:image/svg+xml,x"'],
  ["a page in the drawing", wrap('<set to="data:text/html,x"/>'), 'a document in "to"'],
  ["a fetch in an attribute", wrap('<rect fill="url(https://x.example/a)"/>'), 'a reference to "https://x.example/a"'],
  ["a fetch in a style", wrap("<style>@font-face { src: url(a.woff) }</style>"), 'a reference to "a.woff"'],
  ["a fetch in letters that CSS escapes", wrap("<style>a { fill: \\75rl(a.svg) }</style>"), 'a reference to "a.svg"'],
  ["an import", wrap("<style><![CDATA[@import 'a.css']]></style>"), 'an "@import"'],
  ["an import with a comment", wrap("<style>@im/**/port 'a.css'</style>"), 'an "@import"'],
  ["a style sheet", `<?xml-stylesheet href="a.css"?>${wrap("")}`, "a reference to a style sheet"],
  ["entities", `<!DOCTYPE svg [<!ENTITY a "b">]>${wrap("")}`, "a document type with declarations"],
];
for (const [what, svg, found] of harmful) {
  test(`${what} is found`, () =>
    assert.is(checkSvg(svg), `holds ${found} in line 1; remove it, or save the drawing again without`));
}

test("a line is told", () => assert.match(checkSvg(wrap("\n\n<script/>")), /in line 3;/));

for (const [what, text] of [
  ["half a file", '<svg xmlns="http://www.w3.org/2000/svg"><g'],
  ["nothing", ""],
  ["an unknown entity", wrap("&nbsp;")],
  ["two roots", "<svg/><svg/>"],
] as const) {
  test(`${what} is no drawing`, () => assert.match(checkSvg(text), /^is no /));
}

test("another document is none", () => assert.is(checkSvg("<html/>"), 'is no SVG, but "html"; save it as one'));

test.run();
