// The colours of tokens.css have the contrast that docs/design.md states.
import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const styles = read("src/styles/tokens.css");

/** `#fff` or `#101113`. */
function luminance(colour: string): number {
  const digits =
    colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit) : (colour.slice(1).match(/../g) ?? []);
  const [red = 0, green = 0, blue = 0] = digits
    .map((pair) => Number.parseInt(pair, 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((first, second) => first - second);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Plain colours first, then those of both schemes. */
function coloursOf(token: string): { plain: string; light: string; dark: string } {
  const [, plain = ""] = new RegExp(`${token}: (#\\w+);`).exec(styles) ?? [];
  const [, light = "", dark = ""] = new RegExp(`${token}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(styles) ?? [];
  return { plain, light, dark };
}

const rows = [
  ...read("docs/design.md").matchAll(
    /^\| `(--[\w-]+)` \| `(#\w+)` \| ([\d.]+) \| ([\d.]+) \| `(#\w+)` \| ([\d.]+) \| ([\d.]+) \|$/gm,
  ),
];
const paper = coloursOf("--paper");
const wash = coloursOf("--wash");

test("every ink and hue is in the table", () => {
  assert.equal(
    rows.map(([, token]) => token),
    ["--ink", "--ink-soft", "--signal", ...Array.from({ length: 6 }, (_, i) => `--hue-${i + 1}`)],
  );
});

for (const [, token = "", light = "", lightOnPaper, lightOnWash, dark = "", darkOnPaper, darkOnWash] of rows) {
  test(`${token} has the contrast that is stated, and enough for small print`, () => {
    assert.equal(coloursOf(token), { plain: light, light, dark });
    const measured = [
      contrast(light, paper.light),
      contrast(light, wash.light),
      contrast(dark, paper.dark),
      contrast(dark, wash.dark),
    ];
    assert.equal(
      measured.map((value) => value.toFixed(1)),
      [lightOnPaper, lightOnWash, darkOnPaper, darkOnWash],
    );
    assert.ok(measured.every((value) => value >= 4.5));
  });
}

test("browsers without light-dark() get the light colours", () => {
  for (const token of ["--paper", "--ink", "--ink-soft", "--rule", "--wash", "--signal"])
    assert.is(coloursOf(token).plain, coloursOf(token).light, token);
});

test.run();
