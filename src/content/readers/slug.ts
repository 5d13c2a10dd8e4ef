// Slugs: the part of an address that is made from a text or a file's name.

/** Of a part of an address, in bytes: a folder's name holds 255 on common file systems. */
export const longestPart = 200;
const leadingDate = /^\d{4}-\d{2}-\d{2}(?:[-_ ]+|$)/;

/**
 * Lower case, letters, marks and digits of every script, NFC, parted by single hyphens. "C++" is `c-plus-plus`, "C#" is `c-sharp`.
 * @returns "" where the text has no letter and no digit.
 */
export function slugify(text: string): string {
  const slug = text
    .normalize("NFC")
    .toLowerCase()
    // An apostrophe or a joiner stands inside a word; variation selectors and keycap marks show nothing by themselves.
    .replace(/['’]|\u200d|\u20e3|\p{Variation_Selector}/gu, "")
    .replace(/\+/g, "-plus-")
    .replace(/(?<=[\p{L}\p{M}\p{N}])#/gu, "-sharp-")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .normalize("NFC");
  return /[\p{L}\p{N}]/u.test(slug) ? slug : "";
}

/** Whether a text is an address part as it stands, short enough for a folder's name. */
export function isSlug(text: string): boolean {
  return text !== "" && isShortEnough(text) && slugify(text) === text;
}

/** Whether a part of an address fits a folder's name. */
export function isShortEnough(part: string): boolean {
  return Buffer.byteLength(part) <= longestPart;
}

/**
 * @param path of a post, with "/": `posts/2026/2026-01-31-steel.md`, `posts/2026/steel/index.md`
 * @returns the slug of its file, or of its folder for `index.md`; "" where the name yields none.
 */
export function slugOfPath(path: string): string {
  const names = path.split("/");
  const file = names.pop() ?? "";
  // posts/index.md itself has no folder of its own.
  const name = file === "index.md" ? (names.length > 1 ? (names.pop() ?? "") : "") : file.replace(/\.md$/, "");
  return slugify(name.replace(leadingDate, ""));
}

/** Tag names that are equal but for case and spaces are equal here. */
export function foldTag(name: string): string {
  return name.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
}
