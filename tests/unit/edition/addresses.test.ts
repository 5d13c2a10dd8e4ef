// Addresses and the files that hosts serve for them.
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  addressOfAuthor,
  addressOfEarlier,
  addressOfMonth,
  addressOfNumberedPage,
  addressOfPost,
  addressOfSection,
  addressOfTag,
  outputPathOf,
} from "../../../src/edition/addresses.ts";
import { makePost } from "../sample-posts.ts";

const posts: [slug: string, kind: "news" | "page", publishedOn: string, address: string][] = [
  ["steel", "news", "2026-01-31", "/world/2026/01/steel/"],
  ["steel", "news", "0999-12-01", "/world/0999/12/steel/"],
  ["about", "page", "", "/about/"],
  ["about", "page", "2026-01-31", "/about/"],
  ["मानसून-का-पूर्वानुमान", "news", "2026-01-31", `/world/2026/01/${encodeURIComponent("मानसून-का-पूर्वानुमान")}/`],
  ["和紙", "page", "", "/%E5%92%8C%E7%B4%99/"],
];

for (const [slug, kind, publishedOn, address] of posts) {
  test(`the ${kind === "page" ? "page" : "story"} ${slug}${publishedOn && ` of ${publishedOn}`} lives at ${decodeURIComponent(address)}`, () => {
    assert.is(addressOfPost(makePost({ slug, kind, publishedOn })), address);
  });
}

test("sections, tags, authors, months and numbered pages have theirs", () => {
  assert.equal(
    [
      addressOfSection("world"),
      addressOfTag("c-plus-plus"),
      addressOfTag("कपास"),
      addressOfAuthor("asha"),
      addressOfMonth("2026-01"),
      addressOfNumberedPage("/world/", 3),
    ],
    [
      "/world/",
      "/tags/c-plus-plus/",
      `/tags/${encodeURIComponent("कपास")}/`,
      "/authors/asha/",
      "/archive/2026/01/",
      "/world/page/3/",
    ],
  );
});

const paths: [url: string, path: string][] = [
  ["/", "index.html"],
  ["/a/", "a/index.html"],
  ["/world/2026/01/steel/", "world/2026/01/steel/index.html"],
  ["/rss.xml", "rss.xml"],
  ["/404.html", "404.html"],
  ["/old", "old/index.html"],
  ["/2020/old.html", "2020/old.html"],
  ["/2020/OLD.HTM", "2020/OLD.HTM"],
  ["/old.html/", "old.html/index.html"],
  ["/v1.2/old", "v1.2/old/index.html"],
  ["/mr.-smith", "mr.-smith/index.html"],
  ["/no.such-type", "no.such-type/index.html"],
  ["/%E5%92%8C%E7%B4%99/", "和紙/index.html"],
  ["/100%25/", "100%/index.html"],
  ["/a%20b", "a b/index.html"],
];

for (const [url, path] of paths) {
  test(`${url} is served from ${path}`, () => assert.is(outputPathOf(url), path));
}

const earlier: [path: string, address: string][] = [
  ["/old", "/old/"],
  ["/old/", "/old/"],
  ["/2020/old.html", "/2020/old.html"],
  ["/2020/a b/和紙?.html", "/2020/a%20b/%E5%92%8C%E7%B4%99%3F.html"],
  ["/50%25", "/50%2525/"],
  ['/"quoted" & <b>', "/%22quoted%22%20%26%20%3Cb%3E/"],
];

for (const [path, address] of earlier) {
  test(`the earlier address ${path} is ${address}, and comes back when it is decoded`, () => {
    assert.is(addressOfEarlier(path), address);
    assert.is(decodeURIComponent(address).replace(/\/$/, ""), path.replace(/\/$/, ""));
  });
}

test.run();
