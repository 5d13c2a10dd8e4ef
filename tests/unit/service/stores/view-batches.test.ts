// How views gather into batches for the thread that commits them.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { CountedView, View } from "../../../../src/service/stores/store.ts";
import { ViewBatches } from "../../../../src/service/stores/view-batches.ts";

const view = (id: number): View => ({
  site: "times",
  article: "/a/",
  id: String(id),
  reader: "",
  readerLife: 0,
  at: 0,
});
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
const settle = (how: () => void) => {
  how();
  return nextTurn();
};

interface Sent {
  ids: number[];
  answer: () => Promise<unknown>;
  refuse: (error: Error) => Promise<unknown>;
}

/** Batches whose commits end when the test says so; each view is answered with its id as the number of views. */
function start() {
  const sent: Sent[] = [];
  const batches = new ViewBatches(
    (views) =>
      new Promise((resolve, reject) => {
        const ids = views.map(({ id }) => Number(id));
        const counted = ids.map((id): CountedView => ({ outcome: "counted", views: id }));
        sent.push({
          ids,
          answer: () => settle(() => resolve(counted)),
          refuse: (error) => settle(() => reject(error)),
        });
      }),
  );
  const results: (number | string)[] = [];
  const add = (...ids: number[]) => {
    for (const id of ids) {
      batches.add(view(id)).then(
        ({ views }) => results.push(views),
        (error: Error) => results.push(`${id}: ${error.message}`),
      );
    }
  };
  return { sent, batches, results, add };
}

test("views of one turn go together, and each gets its own answer", async () => {
  const { sent, results, add } = start();
  add(1, 2, 3);
  assert.equal(sent.length, 0);
  await nextTurn();
  assert.equal(
    sent.map(({ ids }) => ids),
    [[1, 2, 3]],
  );
  await sent[0]?.answer();
  assert.equal(results, [1, 2, 3]);
});

test("what comes while a batch is under way goes when that is answered", async () => {
  const { sent, results, add } = start();
  add(1);
  await nextTurn();
  add(2);
  await nextTurn();
  add(3);
  await nextTurn();
  assert.is(sent.length, 1);
  await sent[0]?.answer();
  assert.equal([results, sent[1]?.ids], [[1], [2, 3]]);
  await sent[1]?.answer();
  assert.equal([results, sent.length], [[1, 2, 3], 2]);
});

test("a full batch goes at once, and the rest when all are answered", async () => {
  const { sent, results, add } = start();
  const ids = Array.from({ length: 40 }, (_, id) => id);
  add(...ids);
  assert.equal(
    sent.map(({ ids }) => ids.length),
    [16, 16],
  );
  await sent[0]?.answer();
  assert.is(sent.length, 2);
  await sent[1]?.answer();
  assert.is(sent[2]?.ids.length, 8);
  await sent[2]?.answer();
  assert.equal(results, ids);
});

test("a refused batch takes its own views along and no others", async () => {
  const { sent, results, add } = start();
  add(1, 2);
  await nextTurn();
  add(3);
  await sent[0]?.refuse(new Error("full"));
  assert.equal([results, sent[1]?.ids], [["1: full", "2: full"], [3]]);
  await sent[1]?.answer();
  assert.is(results.at(-1), 3);
});

test("what waits can be sent without waiting, for a stop", async () => {
  const { sent, batches, add } = start();
  batches.send();
  assert.is(sent.length, 0);
  add(1);
  await nextTurn();
  add(2);
  batches.send();
  assert.equal(sent[1]?.ids, [2]);
});

test.run();
