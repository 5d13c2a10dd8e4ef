// Key paths → lines and columns, in YAML and in scripts.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { locateInPost } from "../../../../src/content/readers/locate.ts";
import { locateInScript } from "../../../../src/content/readers/locate-in-script.ts";
import type { KeyPath } from "../../../../src/content/readers/readers.ts";

const post = "---\ntitle: T\ntags:\n- a\n- 'b  c'\nx-a: &x {b: [1, {c: 2}]}\nx-d: *x\nempty:\n---\nBody.";
const inPost: [path: KeyPath, on: "key" | "value", place: string][] = [
  [["title"], "value", "2:8"],
  [["title"], "key", "2:1"],
  [["tags", 1], "value", "5:3"],
  [["tags", "b c"], "value", "5:3"],
  [["x-a", "b", 1, "c"], "value", "6:21"],
  [["x-d"], "value", "7:6"],
  [["x-d", "b", 1, "c"], "key", "6:18"],
  [["empty"], "value", "8:1"],
  [["gone"], "value", "2:1"],
  [[], "value", "1:1"],
];
for (const [path, on, place] of inPost) {
  test(`the ${on} of ${JSON.stringify(path)} in a post is at ${place}`, () => {
    const { line, column } = locateInPost(post, path, on);
    assert.is(`${line}:${column}`, place);
  });
}

const script = `import type { Site } from "broadsheet";
// feeds: { site: 1 }
const shared = { entries: 5 };
export default {
  title: "{ feeds: [",
  'feeds': { site: { formats: ["rss", /* , */ "atom"], entries: f(1, 2) } },
  list: [{ a: 1 }, [2, 3], \`x\${1}\`, { "a": 4 }],
} satisfies Partial<Site>;
`;
const inScript: [path: KeyPath, on: "key" | "value", place: string][] = [
  [["feeds", "site", "entries"], "value", "6:65"],
  [["feeds", "site", "entries"], "key", "6:56"],
  [["feeds", "site", "formats", 1], "value", "6:47"],
  [["list", 3, "a"], "value", "7:44"],
  [["list", 1, 1], "value", "7:24"],
  [["list", 9], "value", "7:9"],
  [["none"], "value", "1:1"],
];
for (const [path, on, place] of inScript) {
  test(`the ${on} of ${JSON.stringify(path)} in a script is at ${place}`, () => {
    const { line, column } = locateInScript(script, path, on);
    assert.is(`${line}:${column}`, place);
  });
}

test.run();
