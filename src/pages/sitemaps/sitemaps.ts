// Every public page in exactly one sitemap: stories by month, so that a new one changes a small file; the other pages by their kind.
import type { Edition } from "../../edition/edition.ts";
import { type Change, lastModified, newerOf, undated } from "../../edition/last-modified.ts";
import type { StandalonePage } from "../../edition/story.ts";
import { leaf, type Part } from "../../parts/parts.ts";
import type { PageModel } from "../page-model.ts";
import { pageShell } from "../page-shell.ts";
import { type PlannedPage, planPage } from "../planned-page.ts";
import type { SitemapIndexModel, SitemapUrl } from "./sitemap-models.ts";

interface Listed {
  entry: SitemapUrl;
  change: Change;
}

/** https://www.sitemaps.org/protocol.html */
const mostUrls = 50_000;
/** Half of what the protocol allows, since escaping makes addresses longer. */
const mostBytes = 25_000_000;
/** Of an entry and of a picture, besides their addresses. */
const markupBytes = { entry: 110, picture: 60 };
/** https://developers.google.com/search/docs/crawling-indexing/sitemaps/image-sitemaps */
const mostPictures = 1_000;
/** https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap */
const mostNews = 1_000;

/** Takes down the pages of a site as they are planned, so that none can be left out, and then lists them. */
export class Sitemaps {
  /** `2026-01`, `sections` … → what `/sitemap-2026-01.xml` lists. */
  readonly #groups = new Map<string, Listed[]>();
  readonly #edition: Edition;

  constructor(edition: Edition) {
    this.#edition = edition;
    // Oldest first: should a month fill a file, that file stays as it is.
    for (const story of edition.stories.toReversed())
      this.#addPost(story, story.post.publishedOn.slice(0, 7), story.change);
    for (const page of edition.pages) this.#addPost(page, "pages", lastModified(page.post));
  }

  /** Articles and standalone pages are known from the edition already. */
  add({ url, sitemap }: PlannedPage): void {
    if (sitemap !== null) this.#list(sitemap.group, url, sitemap.change, []);
  }

  /** The sitemaps, their index, and the sitemap of the last two days' news. */
  *pages(): Generator<PlannedPage> {
    const { site } = this.#edition.publication;
    const sitemaps: SitemapIndexModel["sitemaps"] = [];
    for (const [name, listed] of this.#groups) {
      for (const [index, part] of cutIntoFiles(listed, site.origin.length + site.basePath.length).entries()) {
        const url = `/sitemap-${name}${index === 0 ? "" : `-${index + 1}`}.xml`;
        const newest = part.reduce((change, item) => newerOf(change, item.change), undated);
        sitemaps.push({ url, lastModified: newest.at });
        const urls = leaf(part.map(({ entry }) => entry));
        yield planPage("sitemap", url, () => ({ shell: this.#shell(url), urls }), { rank: "feed" });
      }
    }
    const url = "/sitemap.xml";
    yield planPage("sitemap-index", url, () => ({ shell: this.#shell(url), sitemaps: leaf(sitemaps) }), {
      rank: "feed",
    });
    yield newsSitemap(this.#edition);
  }

  /** A story is a page of its own too. */
  #addPost(page: StandalonePage, group: string, change: Change): void {
    if (!page.isUnpublished) this.#list(group, page.url, change, picturesOf(page));
  }

  #list(group: string, url: string, change: Change, pictures: string[]): void {
    const listed: Listed = { entry: { url, lastModified: change.at, pictures }, change };
    const known = this.#groups.get(group);
    if (known === undefined) this.#groups.set(group, [listed]);
    else known.push(listed);
  }

  #shell(url: string): Part<PageModel> {
    return pageShell(this.#edition, { url, title: "" });
  }
}

function picturesOf({ picture, references }: StandalonePage): string[] {
  const pictures = new Set(picture === null ? [] : [picture.url]);
  for (const { filled } of references) if (typeof filled !== "string") pictures.add(filled.url);
  return [...pictures].slice(0, mostPictures);
}

/** `prefix`: length of origin and base path. */
function cutIntoFiles(listed: readonly Listed[], prefix: number): Listed[][] {
  const parts: Listed[][] = [];
  let part: Listed[] = [];
  let bytes = 0;
  for (const item of listed) {
    const { url, pictures } = item.entry;
    let size = prefix + url.length + markupBytes.entry;
    for (const picture of pictures) size += prefix + picture.length + markupBytes.picture;
    if (part.length === mostUrls || (part.length > 0 && bytes + size > mostBytes)) {
      parts.push(part);
      part = [];
      bytes = 0;
    }
    part.push(item);
    bytes += size;
  }
  parts.push(part);
  return parts;
}

function newsSitemap(edition: Edition): PlannedPage {
  const url = "/news-sitemap.xml";
  const stories = edition.recent.slice(0, mostNews).map(({ url, post: { title, publishedAt, language } }) => ({
    url,
    title,
    publishedAt,
    language: newsLanguage(language),
  }));
  const substitute = edition.stories.find((story) => !story.isUnpublished)?.url ?? "/";
  const shell = pageShell(edition, { url, title: "" });
  return planPage("news-sitemap", url, () => ({ shell, stories: leaf(stories), substitute: leaf(substitute) }), {
    rank: "feed",
  });
}

/** ISO 639, two or three letters; for Chinese, zh-cn or zh-tw by its script. `language` is a valid BCP 47 tag. */
export function newsLanguage(language: string): string {
  const locale = new Intl.Locale(language);
  if (locale.language !== "zh") return locale.language;
  return locale.maximize().script === "Hant" ? "zh-tw" : "zh-cn";
}
