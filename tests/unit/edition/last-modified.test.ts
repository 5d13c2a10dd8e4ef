// When a post was last changed: the newest of what its front matter dates.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Post } from "../../../src/content/post.ts";
import { lastModified } from "../../../src/edition/last-modified.ts";
import { makePost } from "../sample-posts.ts";

const correction = (at: string) => ({ at, text: "Wrong." });
const rows: [what: string, fields: Partial<Post>, at: string][] = [
  ["that was never changed: its publication", {}, "2026-02-01T10:00:00Z"],
  ["that was updated", { updatedAt: "2026-02-02T00:00:00Z" }, "2026-02-02T00:00:00Z"],
  [
    "that was corrected",
    { corrections: [correction("2026-02-03T00:00:00Z"), correction("2026-02-02T00:00:00Z")] },
    "2026-02-03T00:00:00Z",
  ],
  [
    "that was corrected after its update",
    { updatedAt: "2026-02-02T00:00:00Z", corrections: [correction("2026-02-03T00:00:00Z")] },
    "2026-02-03T00:00:00Z",
  ],
  [
    "that was updated after its correction",
    { updatedAt: "2026-02-04T00:00:00Z", corrections: [correction("2026-02-03T00:00:00Z")] },
    "2026-02-04T00:00:00Z",
  ],
  [
    "with a later instant whose clock shows less",
    { updatedAt: "2026-02-01T09:00:00-08:00" },
    "2026-02-01T09:00:00-08:00",
  ],
  [
    "with a correction of an earlier day",
    { corrections: [correction("2026-01-01T00:00:00Z")] },
    "2026-02-01T10:00:00Z",
  ],
  ["without any date", { kind: "page", publishedAt: "" }, ""],
  [
    "without any date but its update",
    { kind: "page", publishedAt: "", updatedAt: "2026-02-04T00:00:00Z" },
    "2026-02-04T00:00:00Z",
  ],
];

for (const [what, fields, at] of rows) {
  test(`the last change of a post ${what}`, () =>
    assert.is(lastModified(makePost({ publishedAt: "2026-02-01T10:00:00Z", ...fields })).at, at));
}

test.run();
