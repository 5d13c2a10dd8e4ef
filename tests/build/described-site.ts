// A small publication with a page of every kind, and texts that end what they stand in.
import type { Buffer } from "node:buffer";
import { postText } from "./broadsheet.ts";
import { flatPng } from "./raster.ts";

export const hostileTexts = [
  '"Quotes" \'and\' “quotes” \\ \\u003c \\"',
  "</script><script>alert(1)</script><!-- <!--<script>",
  "One\u2028two\u2029three",
  "👩‍👩‍👧‍👦 𝒳 ﷺ נד é",
  "]]> &amp; &lt; &#x3c; & %3C {% x %} {{ 191 * 7 }}",
];

const posts: Record<string, string | Buffer> = {};
const add = (slug: string, front: Record<string, unknown>): void => {
  posts[`posts/${slug}.md`] = postText({ title: `Story ${slug}`, ...front });
};

const levels = ["none", "assisted", "partial", "full"];
for (const [i, kind] of ["news", "analysis", "opinion", "background", "review", "live"].entries()) {
  const ai = levels[i % levels.length];
  add(`${kind}-${ai}`, {
    kind,
    ai,
    authors: i % 2 === 0 ? ["asha", "desk"] : ["desk"],
    dateline: kind === "live" ? undefined : "Seoul",
    subtitle: i % 2 === 0 ? "A subtitle" : undefined,
    description: i % 3 === 0 ? "A standfirst" : undefined,
    updated: i % 2 === 0 ? "2026-02-02T10:00" : undefined,
    expires: kind === "live" ? "2027-01-01" : undefined,
    reviewedBy: ai === "partial" || ai === "full" ? "asha" : undefined,
    comments: i % 2 === 0 ? "open" : "off",
    image: i % 3 === 0 ? { src: "wide.png", alt: 'A "wide" picture', caption: "Wide", credit: "Staff" } : undefined,
    tags: ["Steel", "C++"],
    series: "Metals",
    redirectFrom: i === 0 ? "/old/" : undefined,
  });
}
for (const [i, text] of hostileTexts.entries()) {
  add(`hostile-${i}`, {
    title: text,
    ai: "partial",
    reviewedBy: "desk",
    tags: [`tag ${text}`],
    corrections: [{ date: "2026-02-01", text }],
    section: "science",
  });
}
// Enough for numbered pages of a section, an author, a tag and a month.
for (let i = 0; i < 42; i++) add(`story-${i}`, { tags: ["Steel"], language: i % 20 === 0 ? "ar" : undefined });

const [disclaimer = ""] = hostileTexts;

/** With a base path, a logo of pixels and every policy. */
export const describedSite: Record<string, string | Buffer> = {
  "_data/site.json": JSON.stringify({
    title: "Small & <Sons>",
    url: "https://small.example/news",
    language: "en",
    timezone: "Asia/Kolkata",
    publisher: {
      name: "Small House",
      logo: "/posts/logo.png",
      url: "https://house.example/",
      policies: {
        principles: "/standards/",
        corrections: "/corrections/",
        ethics: "/standards/",
        ownership: "https://house.example/owners",
        masthead: "/authors/",
        ai: "/standards/#ai",
      },
    },
    ai: { policy: "reviewed", meta: true, disclaimer },
  }),
  "_data/sections.json": JSON.stringify([
    { slug: "world", name: "World", description: "All of it" },
    { slug: "science", name: "Science" },
  ]),
  "_data/authors.json": JSON.stringify({
    desk: { name: "The desk", kind: "organization", bio: "A desk", url: "https://desk.example/" },
    asha: {
      name: 'Asha "A" Example',
      role: "Reporter",
      bio: "She reports.",
      email: "asha@small.example",
      image: "/posts/logo.png",
      links: ["https://social.example/@asha"],
    },
  }),
  "posts/logo.png": flatPng(512, 512, [40, 90, 140]),
  "posts/wide.png": flatPng(1200, 675, [40, 90, 140]),
  "posts/standards.md":
    "---\ntitle: Standards\nkind: page\nsubtitle: What we promise\nai: full\nreviewedBy: asha\nimage: {src: wide.png, alt: Wide}\nupdated: 2026-02-01\n---\n## AI\n\nText.\n",
  ...posts,
};
