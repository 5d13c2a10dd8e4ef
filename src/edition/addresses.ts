// Every address of a site, made in one place: percent-encoded, with leading slash, without the base path.
import type { Post } from "../content/post.ts";

/** Most slugs are plain, and thousands are asked for at every build. */
const encode = (slug: string): string => (/^[\w-]*$/.test(slug) ? slug : encodeURIComponent(slug));

export function addressOfPost(post: Pick<Post, "slug" | "kind" | "section" | "publishedOn">): string {
  const slug = encode(post.slug);
  if (post.kind === "page") return `/${slug}/`;
  return `/${post.section}/${post.publishedOn.slice(0, 4)}/${post.publishedOn.slice(5, 7)}/${slug}/`;
}

export const addressOfSection = (slug: string): string => `/${slug}/`;
export const addressOfTag = (slug: string): string => `/tags/${encodeURIComponent(slug)}/`;
export const addressOfAuthor = (id: string): string => `/authors/${encodeURIComponent(id)}/`;
/** `month` is `2026-01`. */
export const addressOfMonth = (month: string): string => `/archive/${month.slice(0, 4)}/${month.slice(5, 7)}/`;
/** `number` is counted from the oldest page, which is 1. */
export const addressOfNumberedPage = (landing: string, number: number): string => `${landing}page/${number}/`;

/** An entry of `redirectFrom` (a decoded path) as an address. `/old` and `/old/` are one page on every host, hence one address. */
export function addressOfEarlier(path: string): string {
  const address = path.split("/").map(encodeURIComponent).join("/");
  return address.endsWith("/") || /\.[a-z0-9]{1,12}$/i.test(address) ? address : `${address}/`;
}

/** The file in the output folder that a host serves for `url`: `/a/` → `a/index.html`, `/rss.xml` → `rss.xml`, `/old` → `old/index.html`. */
export function outputPathOf(url: string): string {
  const path = (url.includes("%") ? decodeURIComponent(url) : url).slice(1);
  if (path === "" || path.endsWith("/")) return `${path}index.html`;
  return /\.[a-z0-9]{1,12}$/i.test(path) ? path : `${path}/index.html`;
}
