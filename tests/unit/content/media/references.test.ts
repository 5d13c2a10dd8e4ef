// Which files posts and data files name: pictures and attachments within the site's folder, and nothing else.
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  attachmentSource,
  folderOf,
  isPicture,
  namedMedia,
  referencesAmong,
  resolveSource,
} from "../../../../src/content/media/references.ts";
import { image, link, makePost, makePublication } from "../../sample-posts.ts";

const sources: [folder: string, written: string, source: string][] = [
  ["posts/2026", "a.svg", "posts/2026/a.svg"],
  ["posts/2026", "./a.svg", "posts/2026/a.svg"],
  ["posts/2026", "../images/a.svg", "posts/images/a.svg"],
  ["posts/2026", "/images/a.svg", "images/a.svg"],
  ["posts/2026", "//images//a.svg", "images/a.svg"],
  ["posts/2026", "a.svg?v=2#part", "posts/2026/a.svg"],
  ["posts/2026", "a%20b.svg", "posts/2026/a b.svg"],
  ["posts/2026", "和紙.svg", "posts/2026/和紙.svg"],
  ["posts/2026", "%E5%92%8C.svg", "posts/2026/和.svg"],
  ["posts/2026", "../../a.svg", "a.svg"],
  ["posts/2026", "../../../etc/passwd", ""],
  ["posts/2026", "%2e%2e/%2e%2e/%2e%2e/etc/passwd", ""],
  ["posts/2026", "..%2f..%2f..%2fetc/passwd", ""],
  ["posts/2026", "/../etc/passwd", ""],
  ["posts/2026", "/posts/../../etc/passwd", ""],
  ["posts/2026", "%zz.svg", ""],
  ["", "../a.svg", ""],
];

for (const [folder, written, source] of sources) {
  test(`${written} of ${folder || "the site's folder"} is ${source || "no file of the site"}`, () =>
    assert.is(resolveSource(folder, written), source));
}

test("no written path leaves the site's folder", () => {
  const piece = fc.constantFrom("..", ".", "", "/", "a", "%2e%2e", "%2f", "%5c", "posts", "?", "#", "%", "%00");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom("/", ""), (pieces, joint) => {
      const source = resolveSource("posts/2026", pieces.join(joint));
      assert.not.ok(source.startsWith("/") || source.split("/").includes(".."), source);
    }),
    { seed: 20260131, numRuns: 2000 },
  );
});

const attachments: [target: string, source: string][] = [
  ["report.pdf", "posts/2026/report.pdf"],
  ["report.PDF#page=2", "posts/2026/report.PDF"],
  ["data.csv?x=1", "posts/2026/data.csv"],
  ["/posts/files/talk.mp3", "posts/files/talk.mp3"],
  ["page.html", ""],
  ["script.js", ""],
  ["picture.svg", ""],
  ["style.css", ""],
  ["other.md", ""],
  ["/about/", ""],
  ["/_data/authors.json", ""],
  ["../../_data/site.json", ""],
  ["../../../etc/x.txt", ""],
  ["/package-lock.json", ""],
  ["/.git/x.txt", ""],
  ["/posts/.private/x.txt", ""],
  ["/posts/.x.txt", ""],
  ["%2e%2e/%2e%2e/_data/site.json", ""],
  ["report.pdf%00.html", ""],
];

for (const [target, source] of attachments) {
  test(`a link to ${target} names ${source || "no attachment"}`, () =>
    assert.is(attachmentSource(makePost(), link(target)), source));
}

test("named are the pictures and attachments of posts, authors and publisher, each once", () => {
  const [desk] = Object.values(makePublication().authors);
  const publication = makePublication({
    authors: desk === undefined ? {} : { desk: { ...desk, image: "images/desk.svg" }, asha: { ...desk, image: "" } },
    site: { publisher: { name: "", logo: "images/logo.svg", url: "", policies: {} } },
  });
  const lead = makePost({ image: { source: "posts/2026/lead.jpg", alt: "", caption: "", credit: "" } });
  const body = makePost({
    slug: "b",
    slots: [
      image("a.svg"),
      image("a.svg"),
      image("../../../outside.svg"),
      link("report.pdf"),
      link("lead.md"),
      link("/about/"),
    ],
  });
  assert.equal([...namedMedia([lead, body], publication)].sort(), [
    "images/desk.svg",
    "images/logo.svg",
    "posts/2026/a.svg",
    "posts/2026/lead.jpg",
    "posts/2026/report.pdf",
  ]);
});

const pictures: [source: string, isAllowed: boolean][] = [
  ["posts/a.svg", true],
  ["posts/a.PNG", true],
  ["posts/a.jpeg", true],
  ["images/a.webp", true],
  ["posts/page.html", false],
  ["_data/site.ts", false],
  [".env", false],
  [".git/a.png", false],
  ["posts/.hidden.svg", false],
  ["posts/a.svg.txt", false],
  ["posts/a", false],
  ["", false],
];

for (const [source, isAllowed] of pictures) {
  test(`${source || "nothing"} is ${isAllowed ? "" : "not "}published as a picture, whoever names it`, () => {
    const publication = makePublication({ site: { publisher: { name: "", logo: source, url: "", policies: {} } } });
    const post = makePost({
      image: { source, alt: "", caption: "", credit: "" },
      slots: [image(`/${source}`)],
    });
    assert.is(isPicture(source), isAllowed);
    assert.equal([...namedMedia([post], publication)], isAllowed ? [source] : []);
  });
}

test("a file's folder is what comes before its last slash", () => {
  assert.equal(["posts/2026/a.md", "posts/a.md", "a.md"].map(folderOf), ["posts/2026", "posts", ""]);
});

test("references are the slots that name a file, with their places among all", () => {
  const slots = [
    link("https://a.example/"),
    link("other.md#part"),
    link("/about/"),
    image("a.svg"),
    link("report.PDF?page=2"),
    link("page.html"),
    link("#own"),
  ];
  assert.equal(
    referencesAmong(slots).map(({ at, ...slot }) => [at, slot]),
    [1, 3, 4].map((at) => [at, slots[at]]),
  );
});

test.run();
