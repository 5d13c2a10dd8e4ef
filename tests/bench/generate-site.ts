// Writes a site of any number of posts, made from the posts of another site: the same arguments give the same bytes.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { parse, stringify } from "yaml";

export interface GenerateOptions {
  /** A folder with `_data/` and `posts/`. */
  source: string;
  /** Where the new site goes; must not exist. */
  folder: string;
  count: number;
  /** All posts are older than this. */
  now: Date;
}

export interface GeneratedPost {
  /** Relative to the site's folder, with "/". */
  path: string;
  slug: string;
  section: string;
  publishedAt: Date;
  /** Whether another post of the site links to its file, so that it cannot be deleted alone. */
  isLinked: boolean;
}

type FrontMatter = Record<string, unknown>;

interface SourcePost {
  path: string;
  slug: string;
  frontMatter: FrontMatter;
  body: string;
}

const hour = 3_600_000;
const minute = 60_000;
/** A busy desk's rhythm; larger sites are squeezed into the same quarter of a century. */
const widestStep = 9 * hour;
const longestSpan = 25 * 365 * 24 * hour;

/** The posts in order of time, oldest first. Throws where the source has no usable post. */
export function generateSite({ source, folder, count, now }: GenerateOptions): GeneratedPost[] {
  const sources = readSources(source);
  if (sources.length === 0) throw new Error(`${join(source, "posts")} has no posts to make a site from`);
  copyPublication(source, folder);

  const random = createRandom(12345);
  const tags = [...new Set(sources.flatMap((post) => listTexts(post.frontMatter.tags)))].sort();
  const step = Math.max(minute, Math.floor(Math.min(widestStep, longestSpan / count) / minute) * minute);
  const posts = Array.from({ length: count }, (_, index): GeneratedPost => {
    const { slug, frontMatter } = pick(sources, index);
    const publishedAt = new Date(now.getTime() - (count - index) * step);
    const name = `${slug}-${index + 1}`;
    return {
      path: `posts/${publishedAt.getUTCFullYear()}/${name}.md`,
      slug: name,
      section: String(frontMatter.section),
      publishedAt,
      isLinked: false,
    };
  });

  const positions = new Map(sources.map(({ path }, position) => [path, position]));
  for (const [index, post] of posts.entries()) {
    const original = pick(sources, index);
    const round = Math.floor(index / sources.length);
    const frontMatter = varyFrontMatter(original.frontMatter, {
      number: index + 1,
      round,
      publishedAt: post.publishedAt,
      now,
      tags,
      random,
    });
    // The copy of the same round, or of the first one where the last round is cut short.
    const findCopy = (path: string): GeneratedPost | undefined => {
      const position = positions.get(path);
      return position === undefined ? undefined : (posts[round * sources.length + position] ?? posts[position]);
    };
    const body = relink(varyBody(original.body, index + 1, random), original.path, post.path, findCopy);
    const file = join(folder, post.path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, formatPost(frontMatter, body));
  }
  return posts;
}

/** Splits a post's file; the body starts right after the line that ends the front matter. */
export function parsePost(text: string): { frontMatter: FrontMatter; body: string } {
  const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(text);
  if (!match) throw new Error("a post without front matter");
  return { frontMatter: parse(match[1] ?? "") as FrontMatter, body: match[2] ?? "" };
}

export function formatPost(frontMatter: FrontMatter, body: string): string {
  return `---\n${stringify(frontMatter, { lineWidth: 0 })}---\n${body}`;
}

/** A front matter's text or list of texts. */
export function listTexts(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

function readSources(source: string): SourcePost[] {
  const root = join(source, "posts");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));
  return files
    .map((name) => name.split(sep).join("/"))
    .sort()
    .map((name) => {
      const base = name.endsWith("/index.md") ? posix.basename(posix.dirname(name)) : posix.basename(name, ".md");
      return {
        path: name,
        slug: base.replace(/^\d{4}-\d{2}-\d{2}-/, ""),
        ...parsePost(readFileSync(join(root, name), "utf8")),
      };
    })
    .filter(
      ({ frontMatter }) =>
        frontMatter.draft !== true && frontMatter.kind !== "page" && frontMatter.template === undefined,
    );
}

/** Everything but the posts and the hand-made front page, which names posts of the source. */
function copyPublication(source: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  cpSync(join(source, "_data"), join(folder, "_data"), {
    recursive: true,
    filter: (path) => !/^front-page\./.test(relative(join(source, "_data"), path)),
  });
  // Portraits and the logo, which `_data/` names.
  for (const images of ["images", "posts/images"]) {
    if (existsSync(join(source, images))) cpSync(join(source, images), join(folder, images), { recursive: true });
  }
}

interface Variation {
  number: number;
  round: number;
  publishedAt: Date;
  now: Date;
  tags: string[];
  random: (below: number) => number;
}

function varyFrontMatter(
  original: FrontMatter,
  { number, round, publishedAt, now, tags, random }: Variation,
): FrontMatter {
  // Pictures stay behind: the bench is about text. What hides a post, too: each one counts.
  const { image, draft, expires, ...frontMatter } = original;
  const shift = publishedAt.getTime() - parseInstant(original.date);
  const move = (value: unknown): string =>
    formatInstant(new Date(Math.min(parseInstant(value) + shift, now.getTime())));
  frontMatter.title = `${original.title}, no. ${number}`;
  frontMatter.date = formatInstant(publishedAt);
  if (frontMatter.updated !== undefined) frontMatter.updated = move(original.updated);
  if (Array.isArray(original.corrections)) {
    frontMatter.corrections = original.corrections.map((entry: FrontMatter) => ({ ...entry, date: move(entry.date) }));
  }
  if (original.tags !== undefined && tags.length > 0) {
    frontMatter.tags = [
      ...new Set(listTexts(original.tags).map((tag) => (random(4) === 0 ? pick(tags, random(tags.length)) : tag))),
    ];
  }
  if (original.redirectFrom !== undefined) {
    frontMatter.redirectFrom = listTexts(original.redirectFrom).map((path) =>
      path.replace(/(\.html?|\/?)$/, `-${number}$1`),
    );
  }
  // A series stays as long as its author made it.
  if (original.series !== undefined) frontMatter.series = `${original.series} ${round + 1}`;
  return frontMatter;
}

/** Adds a sentence to up to three plain paragraphs, the post's number in one of them, so that no two bodies are equal. */
function varyBody(body: string, number: number, random: (below: number) => number): string {
  const paragraphs = body.split("\n\n");
  let hasNumber = false;
  for (let round = 0; round < 3; round++) {
    const at = random(paragraphs.length);
    if (!/^[A-Z][^<>|`{}]*$/.test(paragraphs[at] ?? "")) continue;
    paragraphs[at] = `${paragraphs[at]?.trimEnd()} Entry ${hasNumber ? random(1e6) : number} of the record.`;
    hasNumber = true;
  }
  return `${paragraphs.join("\n\n").trimEnd()}\n${hasNumber ? "" : `\nEntry ${number} of the record.\n`}`;
}

/** Points links between posts at their copies; pictures and attachments are not copied, so they lose their links. */
function relink(
  body: string,
  from: string,
  path: string,
  findCopy: (path: string) => GeneratedPost | undefined,
): string {
  return body
    .replace(/!\[([^\]]*)\]\((?!https?:)[^)]*\)/g, "$1")
    .replace(/<img\b[^>]*>/gi, "")
    .replace(
      /(\]\(|^\[[^^\]][^\]]*\]:\s+)([^\s()#:]+)(#[^\s()]*)?/gm,
      (whole, open: string, target: string, anchor = "") => {
        if (!/\.(md|pdf|csv|txt|png|jpe?g|svg)$/.test(target)) return whole;
        const copy = findCopy(
          posix.join(target.startsWith("/posts/") ? "" : posix.dirname(from), target.replace(/^\/posts\//, "")),
        );
        if (!copy) return `${open}/`;
        copy.isLinked = true;
        return `${open}${posix.relative(posix.dirname(path), copy.path)}${anchor}`;
      },
    );
}

/** Milliseconds since 1970; a text without offset is read as UTC, since only differences matter. */
function parseInstant(value: unknown): number {
  const text = String(value).replace(" ", "T");
  const time = Date.parse(/T.*(Z|[+-]\d\d:?\d\d)$/.test(text) || !text.includes("T") ? text : `${text}Z`);
  if (Number.isNaN(time)) throw new Error(`"${text}" is no date`);
  return time;
}

function formatInstant(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** Cycles through a list that is not empty. */
function pick<T>(list: T[], index: number): T {
  return list[index % list.length] as T;
}

/** A linear congruential generator: repeatable on every machine. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}
