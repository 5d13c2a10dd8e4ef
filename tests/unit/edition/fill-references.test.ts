// Links and pictures in bodies: what they become, and what is wrong with those that lead nowhere.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Post } from "../../../src/content/post.ts";
import type { MediaFile } from "../../../src/content/types.ts";
import {
  type BodyPicture,
  fillReferences,
  fillSlots,
  type ReferenceContext,
} from "../../../src/edition/fill-references.ts";
import { PublishedMedia } from "../../../src/edition/media.ts";
import type { Slot } from "../../../src/markup/fragment.ts";
import {
  describeProblems,
  image,
  link,
  makePost,
  mediaFile,
  type PostFields,
  photograph,
  recipe,
} from "../sample-posts.ts";

const files: MediaFile[] = [
  mediaFile("posts/2026/a.svg"),
  mediaFile("posts/2026/flat.svg", { width: 0, height: 0 }),
  mediaFile("posts/2026/report.pdf", { width: 0, height: 0 }),
  photograph("posts/2026/photo.jpg"),
  mediaFile("posts/2026/bad.jpg", { fault: "is damaged; save it again" }),
];
const others: Post[] = [
  makePost({ slug: "other" }),
  makePost({ slug: "draft", isDraft: true }),
  makePost({ slug: "about", kind: "page", path: "posts/pages/about.md" }),
  makePost({ slug: "和紙", path: "posts/2026/和紙.md" }),
];

const contextOf = (post: Post, basePath: string): ReferenceContext => ({
  basePath,
  findPost: (path) => [post, ...others].find((entry) => entry.path === path),
  isLive: (entry) => !entry.isDraft,
  media: new Map(files.map((file) => [file.source, file])),
  otherPaths: new Set(["posts/2026/faulty.md"]),
  recipe,
  used: new PublishedMedia(recipe),
});

/** Fills one slot of a post whose body starts in line 7; the site lives below `/news`. */
function fill(slot: Slot, fields: PostFields = {}): { html: string; problems: string[]; used: string[] } {
  const post = makePost({ ...fields, slots: [slot] });
  const context = contextOf(post, "/news");
  const { filled, problems } = fillReferences(post, context);
  const html = fillSlots([slot], filled, context.basePath)
    .map((slot) => (typeof slot === "string" ? slot : JSON.stringify(slot)))
    .join("|");
  return { html, problems: describeProblems(problems), used: [...context.used.outputs.keys()] };
}

const other = "/news/world/2026/02/other/";
const links: [target: string, html: string][] = [
  ["other.md", ` href="${other}"`],
  ["./other.md#part", ` href="${other}#part"`],
  ["../2026/other.MD", ""],
  ["../2026/other.md?a=1&b=2#p", ` href="${other}?a=1&amp;b=2#p"`],
  ["/posts/2026/other.md", ` href="${other}"`],
  ["/posts/pages/about.md", ' href="/news/about/"'],
  ["和紙.md", ` href="/news/world/2026/02/${encodeURIComponent("和紙")}/"`],
  ["%E5%92%8C%E7%B4%99.md", ` href="/news/world/2026/02/${encodeURIComponent("和紙")}/"`],
  ["steel.md#own", ' href="/news/world/2026/02/steel/#own"'],
  ["report.pdf#page=2", ' href="/news/media/report-abcdef0123.pdf#page=2"'],
  ["/about/", ' href="/news/about/"'],
  ["/", ' href="/news/"'],
  ["/search/?q=a&b", ' href="/news/search/?q=a&amp;b"'],
  ["?page=2", ' href="?page=2"'],
  ["../beside/", ' href="../beside/"'],
  ['/"><script>', ' href="/news/&quot;&gt;&lt;script&gt;"'],
  ['other.md#"onclick="x', ` href="${other}#&quot;onclick=&quot;x"`],
];

for (const [target, html] of links.filter(([, filled]) => filled !== "")) {
  test(`a link to ${target} becomes${html}`, () => {
    const result = fill(link(target));
    assert.is(result.html, html);
    assert.equal(result.problems, []);
  });
}

test("a link to a draft is left out, with a warning at its line of the file", () => {
  assert.equal(fill(link("draft.md#a", 3, 5)), {
    html: "",
    problems: ['posts/2026/steel.md:9:5: warning: link to "draft.md#a" is left out: that post is not public now'],
    used: [],
  });
});

test("between drafts there is no warning", () => {
  assert.equal(fill(link("draft.md"), { isDraft: true }).problems, []);
});

test("a link to a post with errors of its own is left out without another error", () => {
  assert.equal(fill(link("faulty.md")), { html: "", problems: [], used: [] });
});

const missing: [target: string][] = [
  ["missing.md"],
  ["../other.md"],
  ["../../../etc/passwd.md"],
  ["%zz.md"],
  ["/other.md"],
  ["../2026/other.MD"],
];

for (const [target] of missing) {
  test(`a link to ${target} leads to no post: an error at its line of the file, even in a draft`, () => {
    for (const isDraft of [false, true]) {
      const { html, problems } = fill(link(target, 3, 5), { isDraft });
      assert.is(html, "");
      assert.is(problems.length, 1);
      assert.ok(
        problems[0]?.startsWith(
          `posts/2026/steel.md:9:5: error: link to "${target}" leads to no post; correct the path`,
        ),
        problems[0],
      );
    }
  });
}

test("a picture is shown with its size at its published address, and is noted as used", () => {
  assert.equal(fill(image("a.svg", 'A "mill" & <b>')), {
    html: JSON.stringify({
      url: "/media/a-abcdef0123.svg",
      width: 640,
      height: 360,
      colour: "",
      renditions: null,
      alt: 'A "mill" & <b>',
    }),
    problems: [],
    used: ["/media/a-abcdef0123.svg"],
  });
});

test("a picture that cannot be published is an error at its line of the file, in the words of its fault", () => {
  assert.equal(fill(image("bad.jpg", "", 2, 4)), {
    html: "",
    problems: ['posts/2026/steel.md:8:4: error: picture "bad.jpg" is damaged; save it again'],
    used: [],
  });
});

test("a photograph is noted with every file that is made of it", () => {
  const { html, used } = fill(image("photo.jpg"));
  const { url, renditions } = JSON.parse(html) as BodyPicture;
  assert.equal(
    used.map((address) => address.replace(/-[0-9a-f]{10}-/, "-HASH-")),
    [
      "1280.jpg",
      ...["avif", "webp"].flatMap((format) => [320, 640, 960, 1280, 1600].map((width) => `${width}.${format}`)),
    ].map((end) => `/media/photo-HASH-${end}`),
  );
  assert.ok(used.every((address) => address.startsWith(`${renditions?.stem}-`)));
  assert.is(url, used[0]);
});

for (const source of ["/_data/site.ts", "/.env", "page.html", "report.pdf", "/posts/.a.svg", "."]) {
  test(`the file ${source} is not shown as a picture, even where it is there: an error at its line of the file`, () => {
    assert.equal(fill(image(source, "", 2, 4)), {
      html: "",
      problems: [
        `posts/2026/steel.md:8:4: error: "${source}" is no picture that can be shown; use SVG, PNG, JPEG, GIF, WebP or AVIF`,
      ],
      used: [],
    });
  });
}

for (const source of ["missing.svg", "../../../etc/x.svg", "%zz.svg"]) {
  test(`the picture ${source} is missing: an error at its line of the file`, () => {
    assert.equal(fill(image(source, "", 2, 4)), {
      html: "",
      problems: [
        `posts/2026/steel.md:8:4: error: picture "${source}" is missing; save it beside the post, or correct the path`,
      ],
      used: [],
    });
  });
}

test("a link to a file that is not there is an error", () => {
  assert.equal(fill(link("missing.pdf")).problems, [
    'posts/2026/steel.md:7:1: error: link to "missing.pdf" leads to no file; save it beside the post, or correct the path',
  ]);
});

test("an attachment is noted as used", () => {
  assert.equal(fill(link("report.pdf")).used, ["/media/report-abcdef0123.pdf"]);
});

test("slots are filled in their order, whether they name a file or not", () => {
  const slots = [
    link("/x/"),
    image("flat.svg"),
    link("https://a.example/"),
    link("other.md"),
    link("draft.md"),
    link("/y/"),
  ];
  const post = makePost({ slots });
  const { filled } = fillReferences(post, contextOf(post, ""));
  assert.equal(
    filled.map(({ at }) => at),
    [1, 3, 4],
  );
  const all = fillSlots(slots, filled, "");
  assert.is((all[1] as BodyPicture).url, "/media/flat-abcdef0123.svg");
  assert.equal(
    all.filter((slot) => typeof slot === "string"),
    [' href="/x/"', ' href="https://a.example/"', ' href="/world/2026/02/other/"', "", ' href="/y/"'],
  );
});

test.run();
