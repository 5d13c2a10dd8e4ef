// Counts as JSON lines, there and back.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { formatNumbers, LineError, readHead, readNumbers } from "../../../../src/service/stores/number-lines.ts";
import type { ArticleNumbers, Store } from "../../../../src/service/stores/store.ts";

const numbers: ArticleNumbers[] = [
  { id: "/a/", views: 3, hours: { 491508: 2 }, days: { 20479: 3 } },
  { id: "/b/", views: 0, hours: {}, days: {} },
];
const store = {
  listNumbers: async (_: string, after: string) => numbers.filter(({ id }) => id > after).slice(0, 1),
} as unknown as Store;

test("lines come back as the numbers they were made of", async () => {
  let text = "";
  for await (const part of formatNumbers(store, "times", true)) text += part;
  const [head = "", ...lines] = text.trimEnd().split("\n");
  assert.is(
    text,
    '{"version":1,"site":"times"}\n{"id":"/a/","views":3,"days":{"2026-01-26":3},"hours":{"2026-01-26T12":2}}\n{"id":"/b/","views":0}\n',
  );
  assert.is(readHead(head), "times");
  assert.equal(lines.map(readNumbers), numbers);
});

for (const line of [
  "",
  "x",
  "null",
  "{}",
  '{"id":"","views":1}',
  '{"id":"/a/","views":-1}',
  '{"id":"/a/","views":1,"days":{"2026-13-01":1}}',
  '{"id":"/a/","views":1,"hours":{"2026-01-01":1}}',
  '{"id":"/a/","views":1,"days":{"2026-01-01":"1"}}',
  '{"id":"/a/","views":1,"days":null}',
]) {
  test(`${line || "an empty line"} is refused`, () => {
    assert.throws(
      () => readNumbers(line),
      (error: Error) => error instanceof LineError,
    );
  });
}

test("a first line of another version is refused", () => {
  assert.throws(() => readHead('{"version":2,"site":"times"}'));
});

test.run();
