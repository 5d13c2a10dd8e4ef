// What every store promises, as tests: each store's test file runs them on stores of its own.
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  type CountedView,
  dayLength,
  hourLength,
  hoursKept,
  readerLimit,
  type Store,
  type View,
  viewIdLife,
} from "../../src/service/stores/store.ts";

const noon = Date.UTC(2026, 0, 31, 12);

let made = 0;
const makeView = (view: Partial<View> = {}): View => ({
  site: "times",
  article: "/a/",
  id: (++made).toString(16).padStart(16, "0"),
  reader: "",
  readerLife: readerLimit.span,
  at: noon,
  ...view,
});

async function listAll(store: Store, site: string) {
  const all = [];
  for (let after = ""; ; ) {
    const page = await store.listNumbers(site, after, true);
    if (page.length === 0) return all;
    all.push(...page);
    after = page.at(-1)?.id ?? "";
  }
}

/** @param open gives an empty store; `reopen` one with the same content, as after a restart. */
export function testStore(name: string, open: () => Promise<Store>, reopen: (store: Store) => Promise<Store>): void {
  const storeTest = (what: string, run: (store: Store) => Promise<void>) =>
    test(`${name}: ${what}`, async () => {
      const store = await open();
      try {
        await run(store);
      } finally {
        await store.close();
      }
    });

  storeTest("views of an article add up, each with its own total", async (store) => {
    assert.equal(await store.addView(makeView()), { outcome: "counted", views: 1 });
    assert.equal(await store.addView(makeView()), { outcome: "counted", views: 2 });
    assert.equal(await store.addView(makeView({ article: "/b/" })), { outcome: "counted", views: 1 });
    assert.equal(await store.addView(makeView({ site: "post" })), { outcome: "counted", views: 1 });
    assert.equal([...(await store.readViews("times", ["/a/", "/b/", "/c/"]))].sort(), [
      ["/a/", 2],
      ["/b/", 1],
    ]);
    assert.equal([...(await store.readViews("nowhere", ["/a/"]))], []);
  });

  storeTest("an id counts once in 24 hours, and again after them", async (store) => {
    const view = makeView();
    assert.is((await store.addView(view)).outcome, "counted");
    assert.equal(await store.addView({ ...view, at: noon + viewIdLife - 1000 }), { outcome: "repeat", views: 1 });
    assert.is((await store.addView({ ...view, article: "/b/" })).outcome, "repeat", "on another article too");
    assert.is(
      (await store.addView({ ...view, site: "post" })).outcome,
      "counted",
      "but of another site it is another view",
    );
  });

  storeTest("10,000 replays at once count exactly 1", async (store) => {
    const view = makeView();
    const counted = await Promise.all(Array.from({ length: 10_000 }, () => store.addView(view)));
    assert.is(counted.filter(({ outcome }) => outcome === "counted").length, 1);
    assert.ok(counted.every(({ views }) => views === 1));
  });

  storeTest("a reader has at most 20 counted views of an article in half an hour", async (store) => {
    const outcomes: CountedView["outcome"][] = [];
    for (let index = 0; index < 25; index++)
      outcomes.push((await store.addView(makeView({ reader: "k", at: noon + index * 1000 }))).outcome);
    assert.is(outcomes.filter((outcome) => outcome === "counted").length, readerLimit.views);
    assert.equal(outcomes.slice(readerLimit.views), new Array(5).fill("limited"));
    assert.is((await store.addView(makeView({ reader: "other" }))).outcome, "counted");
    assert.is((await store.addView(makeView({ reader: "k", article: "/b/" }))).outcome, "counted");
    assert.is((await store.addView(makeView({ reader: "" }))).outcome, "counted");
    // The first view is half an hour old now, the second is not.
    assert.is((await store.addView(makeView({ reader: "k", at: noon + readerLimit.span }))).outcome, "counted");
    assert.is((await store.addView(makeView({ reader: "k", at: noon + readerLimit.span }))).outcome, "limited");
  });

  storeTest("the limit holds within one batch, and a view that it refuses uses up its id", async (store) => {
    const views = Array.from({ length: 30 }, () => makeView({ reader: "k" }));
    const outcomes = await Promise.all(views.map((view) => store.addView(view)));
    assert.is(outcomes.filter(({ outcome }) => outcome === "counted").length, readerLimit.views);
    assert.is((await store.addView({ ...(views[29] as View), reader: "" })).outcome, "repeat");
  });

  storeTest("forgotten readers start anew", async (store) => {
    for (let index = 0; index < 21; index++) await store.addView(makeView({ reader: "k" }));
    await store.forgetReaders();
    assert.is((await store.addView(makeView({ reader: "k" }))).outcome, "counted");
  });

  storeTest("ranks by views since an hour or a day", async (store) => {
    const day = Math.floor(noon / dayLength);
    const hour = Math.floor(noon / hourLength);
    const add = async (article: string, at: number, times: number) => {
      for (let index = 0; index < times; index++) await store.addView(makeView({ article, at }));
    };
    await add("/old/", noon - 2 * dayLength, 5);
    await add("/b/", noon, 2);
    await add("/a/", noon - hourLength, 2);
    await add("/c/", noon, 1);
    await store.addView(makeView({ site: "post", article: "/z/" }));
    assert.equal(await store.rank("times", { unit: "hours", since: hour - 1 }), [
      ["/a/", 2],
      ["/b/", 2],
      ["/c/", 1],
    ]);
    assert.equal(await store.rank("times", { unit: "hours", since: hour }), [
      ["/b/", 2],
      ["/c/", 1],
    ]);
    assert.equal(
      (await store.rank("times", { unit: "days", since: day - 7 })).map(([article]) => article),
      ["/old/", "/a/", "/b/", "/c/"],
    );
    assert.equal(await store.rank("nowhere", { unit: "days", since: 0 }), []);
  });

  storeTest("lists numbers in the order of ids, whose hours and days sum up to the totals", async (store) => {
    const paths = ["/b/", "/a/", "/é/", "/z/", "/a/"];
    for (const [index, article] of paths.entries())
      await store.addView(makeView({ article, at: noon + index * hourLength }));
    const list = await listAll(store, "times");
    assert.equal(
      list.map(({ id, views }) => [id, views]),
      [
        ["/a/", 2],
        ["/b/", 1],
        ["/z/", 1],
        ["/é/", 1],
      ],
    );
    const sum = (numbers: Record<number, number>) => Object.values(numbers).reduce((total, count) => total + count, 0);
    for (const { views, hours, days } of list) assert.equal([sum(hours), sum(days)], [views, views]);
    assert.equal(list[0]?.hours, { [noon / hourLength + 1]: 1, [noon / hourLength + 4]: 1 });
    assert.equal((await store.listNumbers("times", "", false))[0], { id: "/a/", views: 2, hours: {}, days: {} });
  });

  storeTest("replaces numbers, and goes on counting from them", async (store) => {
    await store.addView(makeView());
    const numbers = {
      id: "/a/",
      views: 7,
      hours: { [noon / hourLength]: 3 },
      days: { [Math.floor(noon / dayLength)]: 7 },
    };
    await store.replaceNumbers("times", [numbers, { id: "/b/", views: 1, hours: {}, days: {} }]);
    assert.equal(await listAll(store, "times"), [numbers, { id: "/b/", views: 1, hours: {}, days: {} }]);
    assert.is((await store.addView(makeView())).views, 8);
    assert.equal((await listAll(store, "times"))[0]?.hours, { [noon / hourLength]: 4 });
  });

  storeTest("the sweep removes old hours and keeps days and totals", async (store) => {
    const old = noon - (hoursKept + 1) * hourLength;
    await store.addView(makeView({ at: old }));
    await store.addView(makeView({ at: noon }));
    for (let step = 0; step < 5; step++) await store.sweep(noon);
    const [numbers] = await listAll(store, "times");
    assert.equal([numbers?.views, numbers?.hours], [2, { [noon / hourLength]: 1 }]);
    assert.is(Object.keys(numbers?.days ?? {}).length, 2);
  });

  storeTest("a probe is answered", async (store) => {
    await store.probe();
  });

  test(`${name}: what was acknowledged is there after a restart`, async () => {
    const store = await open();
    const view = makeView({ reader: "k" });
    await store.addView(view);
    const again = await reopen(store);
    assert.is((await again.addView(view)).outcome, "repeat");
    for (let index = 0; index < readerLimit.views - 1; index++)
      assert.is((await again.addView(makeView({ reader: "k" }))).outcome, "counted");
    assert.is((await again.addView(makeView({ reader: "k" }))).outcome, "limited");
    await again.close();
  });
}
