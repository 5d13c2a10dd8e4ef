// A small site in which every text that an author can write is an attack, and every kind of page and branch of the templates is used.
import { postText, writeFiles } from "../../build/broadsheet.ts";
import { flatPng } from "../../build/raster.ts";

/** Prefixed by the name of its field. Ends what it stands in, runs a script, and would be computed by a template that ran twice. */
export const attack = `</title></script>"'><img src=x onerror=alert(1)><script>alert(1)</script>&amp;&#60;]]>{{ 191 * 7 }}{% raw %}${"x".repeat(60)}`;

const t = (field: string): string => `${field} ${attack}`;
// A picture that is there: a missing one is an error.
const inBody = t("body").replace("src=x", "src=/posts/2026/a.svg");
const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>';
const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const kinds = ["news", "analysis", "opinion", "background", "review", "live"];
const levels = ["none", "assisted", "partial", "full"];

/** `weather`: of the provider "fixed", or of one that the browser asks. */
export function writeHostileSite(folder: string, weather: "fixed" | "met"): void {
  const values = weather === "fixed" ? { temperature: -1.5, condition: t("condition") } : {};
  const posts: Record<string, string> = {};
  for (let i = 0; i < 45; i++) {
    const day = String(1 + (i % 28)).padStart(2, "0");
    posts[`posts/2026/story-${i}.md`] = postText(
      {
        title: t(`title-${i}`),
        subtitle: i % 2 === 0 ? t("subtitle") : "",
        description: i % 3 === 0 ? t("description") : "",
        kicker: i % 4 === 0 ? t("kicker") : "",
        dateline: t("dateline"),
        date: `2026-01-${day}T10:00:00+05:30`,
        updated: i % 5 === 0 ? "2026-03-01" : undefined,
        authors: i % 2 === 0 ? ["asha", "desk"] : ["desk"],
        tags: i % 3 === 0 ? [t("Tag")] : ["Plain"],
        image:
          i % 4 === 1
            ? { src: i % 8 === 1 ? "photo.png" : "flat.svg", alt: t("alt"), caption: t("caption"), credit: t("credit") }
            : undefined,
        kind: kinds[i % kinds.length],
        ai: levels[i % levels.length],
        reviewedBy: i % 4 === 1 ? "desk" : undefined,
        corrections: i % 7 === 0 ? [{ date: "2026-02-01", text: t("correction") }] : undefined,
        redirectFrom: i === 3 ? ["/old", "/2019/<b>&\"'.html"] : undefined,
        series: i % 9 === 0 ? t("series") : undefined,
        comments: ["open", "closed", "off"][i % 3],
        language: i % 6 === 5 ? "ar" : undefined,
      },
      `${inBody}\n\n[A link & more](story-${(i + 1) % 45}.md#part) ![A "quoted" & <b>](photo.png) ![](a.svg)\n\n![](flat.svg)\n`,
    );
  }
  writeFiles(folder, {
    "_data/site.json": JSON.stringify({
      title: t("site"),
      url: "https://hostile.example/news",
      language: "en-IN",
      timezone: "Asia/Kolkata",
      description: t("about"),
      id: "hostile",
      service: { url: "" },
      comments: "open",
      publisher: {
        name: t("publisher"),
        logo: "/images/logo.png",
        url: weather === "fixed" ? "https://publisher.example/?a=1&b=2" : undefined,
        policies: Object.fromEntries(
          ["principles", "corrections", "ethics", "ownership", "masthead", "ai"].map((policy) => [
            policy,
            `/about/?a=1&b="#${policy}`,
          ]),
        ),
      },
      ai: { disclaimer: weather === "fixed" ? { partial: t("disclaimer") } : undefined },
      weather: {
        provider: weather,
        places: [{ id: "delhi", name: t("place"), latitude: 28.6, longitude: 77.2, ...values }],
      },
    }),
    "_data/sections.json": JSON.stringify([
      { slug: "world", name: t("section"), description: t("section description") },
      { slug: "empty", name: "Empty" },
    ]),
    "_data/authors.json": JSON.stringify({
      desk: { name: t("desk"), kind: "organization", image: "/images/logo.png", url: "https://desk.example/?a=1&b=2" },
      asha: {
        name: t("asha"),
        role: t("role"),
        bio: t("bio"),
        email: "asha@hostile.example",
        links: ["https://social.example/@asha?a=1&b=2"],
      },
      idle: { name: "Idle" },
    }),
    "images/logo.png": pixel,
    "posts/2026/a.svg": picture,
    "posts/2026/photo.png": flatPng(700, 300, [90, 40, 20]),
    "posts/2026/flat.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "posts/pages/about.md": postText(
      { title: t("page"), date: undefined, section: undefined, authors: undefined, kind: "page" },
      inBody,
    ),
    "posts/pages/ai.md": postText(
      {
        title: "Page",
        date: undefined,
        section: undefined,
        authors: undefined,
        kind: "page",
        updated: "2026-02-01",
        subtitle: t("subtitle"),
        description: t("description"),
        ai: "full",
        language: "ar",
        image: { src: "../2026/a.svg", alt: t("alt") },
      },
      "Text.\n",
    ),
    ...posts,
  });
}
