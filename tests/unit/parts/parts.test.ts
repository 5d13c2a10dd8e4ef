// Parts: values that are made when they are read, and digests that tell any two of them apart.
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  digestOf,
  digestOfMembers,
  join,
  joinLate,
  leaf,
  list,
  type Part,
  stored,
  valuesOf,
  view,
} from "../../../src/parts/parts.ts";

/** A part that counts how often its value is made. */
function counted<T>(value: T): { part: Part<T>; made: () => number } {
  let made = 0;
  const part = stored(digestOf(JSON.stringify(value)), () => {
    made++;
    return value;
  });
  return { part, made: () => made };
}

test("a short value stands for itself, a longer one is hashed", () => {
  for (const value of ["", "a", 7, null, true, [], {}, { a: [1, "two"] }, "x".repeat(62)])
    assert.is(leaf(value).digest, JSON.stringify(value));
  const long = "x".repeat(63);
  assert.is(leaf(long).digest, digestOf(JSON.stringify(long)));
  assert.match(leaf(long).digest, /^[0-9a-f]{32}$/);
  assert.is.not(leaf(long).digest, leaf("y".repeat(63)).digest);
});

test("joins and lists of little stand for themselves, of much they are hashed", () => {
  const [a, b] = [leaf(1), leaf("two")];
  assert.ok(join({ a, b }).digest.includes(b.digest) && list<unknown>([a, b]).digest.includes(b.digest));
  const many = Array.from({ length: 40 }, (_, i) => leaf(i));
  assert.match(list(many).digest, /^[0-9a-f]{32}$/);
  assert.match(join(Object.fromEntries(many.map((part, i) => [`n${i}`, part]))).digest, /^[0-9a-f]{32}$/);
});

test("a join has the values of its members under their names, a list has those of its parts in their order", () => {
  const members = { a: leaf(1), b: list([leaf("x"), leaf("y")]), c: join({ d: leaf(null) }) };
  assert.equal(join(members).value, { a: 1, b: ["x", "y"], c: { d: null } });
  assert.equal(valuesOf(members), { a: 1, b: ["x", "y"], c: { d: null } });
  assert.is(digestOfMembers(members), join(members).digest);
  assert.equal([join({}).value, list([]).value, valuesOf({})], [{}, [], {}]);
});

test("a value is made when it is first read, and once", () => {
  const { part, made } = counted("text");
  const seen: string[] = [];
  const shout = (text: string): { text: string } => {
    seen.push(text);
    return { text: text.toUpperCase() };
  };
  const shouted = view(part, shout);
  const whole = join({ part, shouted, both: list<unknown>([part, shouted]) });
  assert.ok(whole.digest !== "" && shouted.digest !== "");
  assert.equal([made(), seen], [0, []], "digests need no values");
  const { value } = whole;
  assert.equal(value, { part: "text", shouted: { text: "TEXT" }, both: ["text", { text: "TEXT" }] });
  assert.is(whole.value, value);
  assert.is(value.both[1], value.shouted, "all see the same object");
  assert.equal(seen, ["text"]);
});

test("undefined is a value like any other: it is made once", () => {
  let made = 0;
  const part = view(leaf(1), () => void made++);
  assert.equal([part.value, part.value, made], [undefined, undefined, 1]);
});

test("what lies elsewhere is fetched whenever it is read, and not before", () => {
  const { part, made } = counted("text");
  assert.is(made(), 0);
  assert.equal([part.value, part.value, made()], ["text", "text", 2]);
});

test("what could not be fetched is tried again by whoever shows it", () => {
  let isThere = false;
  const part = stored("0".repeat(32), () => {
    if (!isThere) throw new Error("gone");
    return "text";
  });
  const seen = view(part, (text) => text.length);
  assert.throws(() => seen.value, /gone/);
  isThere = true;
  assert.is(seen.value, 4);
});

test("a late join is a join whose members are made twice at most", () => {
  let times = 0;
  const members = { a: leaf(1), b: leaf("x") };
  const late = joinLate(() => {
    times++;
    return members;
  });
  assert.equal([late.digest, times], [join(members).digest, 1]);
  assert.equal([late.value, times], [{ a: 1, b: "x" }, 2]);
  assert.is(late.value, late.value);
  assert.is(times, 2);
});

test("a view has the digest of its part", () => {
  const part = leaf({ a: 1 });
  const seen = view(part, ({ a }) => a + 1);
  assert.equal([seen.digest, seen.value, part.value], [part.digest, 2, { a: 1 }]);
});

/** Short ones and ones that are hashed. */
for (const [size, filler] of [
  ["short", ""],
  ["long", "x".repeat(100)],
] as const) {
  const value = (text: string): Part<string> => leaf(text + filler);
  const base = join({ a: value("1"), b: value("2") });

  test(`another value, name or number of members makes another join (${size})`, () => {
    assert.is(join({ a: value("1"), b: value("2") }).digest, base.digest);
    for (const other of [
      join({ a: value("1"), b: value("3") }),
      join({ a: value("2"), b: value("1") }),
      join({ a: value("1"), c: value("2") }),
      join({ b: value("1"), a: value("2") }),
      join({ a: value("1") }),
      join({ a: value("1"), b: value("2"), c: value("") }),
      join({ a: value("1"), b: join({ b: value("2") }) }),
      join({ a: value("1"), b: list([value("2")]) }),
      join({ x: base }),
    ])
      assert.is.not(other.digest, base.digest);
  });

  test(`another value, order, number or nesting of parts makes another list (${size})`, () => {
    const [one, two, three] = [value("1"), value("2"), value("3")];
    const digests = [
      [one, two, three],
      [two, one, three],
      [one, two],
      [one, two, three, three],
      [list([one, two]), three],
      [one, list([two, three])],
      [list([one, two, three])],
      [],
      [list([])],
    ].map((parts) => list(parts as Part<unknown>[]).digest);
    assert.is(new Set(digests).size, digests.length);
    assert.is(list([one, two, three]).digest, digests[0]);
  });
}

/** Digest → the one value that may have it, as JSON. */
function assertTellApart(parts: Iterable<Part<unknown>>, known: Map<string, string>): void {
  for (const { digest, value } of parts) {
    const text = JSON.stringify(value);
    assert.is(known.get(digest) ?? text, text, digest);
    known.set(digest, text);
  }
}

/** The parts given, and every list and join of two of them at most. */
function nest(parts: readonly Part<unknown>[]): Part<unknown>[] {
  const pairs = parts.flatMap((one) => parts.map((other) => [one, other] as const));
  return [
    ...parts,
    ...[[], ...parts.map((part) => [part]), ...pairs].map((members) => list(members)),
    join({}),
    ...parts.flatMap((part) => [join({ a: part }), join({ a1: part })]),
    ...pairs.map(([a, a1]) => join({ a, a1 })),
  ];
}

test("two parts with one digest have one value: all structures of a few values, two deep", () => {
  const known = new Map<string, string>();
  assertTellApart(nest(nest([1, 2, 12, "a", "a 1", [1], null].map((value) => leaf(value)))), known);
  assert.ok(known.size > 30_000, String(known.size));
});

/** Values that look like pieces of digests, so that a joint in the wrong place would show. */
const hostile = fc.oneof(
  fc.constantFrom<unknown>("", " ", "a", "a 1", "1 b 2", "{a 1 }", "[1 ]", '"a"', "} ", "] [", "\\", '" "', 0, 1, true),
  fc.constantFrom<unknown>([], {}, [1], [1, 2], { a: 1 }, { a: { b: 1 } }, "0".repeat(32), "x".repeat(80), null),
);
const memberName = fc.constantFrom("a", "b", "ab", "a1", "anull", "length");

const { structure } = fc.letrec<{ structure: Part<unknown> }>((tie) => ({
  structure: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    hostile.map((value) => leaf(value)),
    fc.dictionary(memberName, tie("structure"), { maxKeys: 3 }).map((members) => join(members)),
    fc.array(tie("structure"), { maxLength: 3 }).map((parts) => list(parts)),
  ),
}));

test("two parts with one digest have one value, however deep they are", () => {
  const known = new Map<string, string>();
  fc.assert(
    fc.property(fc.array(structure, { minLength: 30, maxLength: 60 }), (parts) => assertTellApart(parts, known)),
    { numRuns: 400 },
  );
  assert.ok(known.size > 2_000, String(known.size));
});

test.run();
