// Posts, publications and editions for unit tests, as `content` hands them on: each test names only what it is about.
import { type FrontMatter, placeKeys } from "../../src/content/front-matter/keys.ts";
import { referencesAmong } from "../../src/content/media/references.ts";
import type { Post, PostArticle, PostCard } from "../../src/content/post.ts";
import type { MediaFile, Problem, Publication, SiteSettings } from "../../src/content/types.ts";
import { type Edition, makeEdition } from "../../src/edition/edition.ts";
import { findNextTransition } from "../../src/edition/publish-gate.ts";
import { fullRecipe } from "../../src/edition/renditions.ts";
import type { Told } from "../../src/edition/story.ts";
import type { ImageSlot, LinkSlot, Slot } from "../../src/markup/fragment.ts";
import { digestOf, stored } from "../../src/parts/parts.ts";

/** 1 February 2026, 12:00 UTC. */
export const noon = Date.UTC(2026, 1, 1, 12);
const minute = 60_000;

/** `minutes` before `noon`, in UTC. */
export const before = (minutes: number): string =>
  new Date(noon - minutes * minute).toISOString().replace(".000Z", "Z");

/** What a test may say of a post: front matter, what is derived of it, and its body. */
export type PostFields = Partial<
  FrontMatter & Omit<PostCard, keyof FrontMatter> & Pick<Post, "path" | "minutes" | "bodyLine">
> & {
  slots?: Slot[];
  /** Digest of the HTML. */
  body?: string;
};

/** What posts say beyond what is at hand of them, by digest. */
const said = new Map<string, unknown>();

function store<T>(value: T): string {
  const digest = digestOf(JSON.stringify(value));
  said.set(digest, value);
  return digest;
}

const tell = ({ digests }: Post): Told => ({
  card: stored(digests.card, () => said.get(digests.card) as PostCard),
  article: stored(digests.article, () => said.get(digests.article) as PostArticle),
});

/** A story of the section `world`; its path follows from its slug. */
export function makePost(fields: PostFields = {}): Post {
  const { slots = [], body = "0".repeat(32), slug = "steel", lede = "The first paragraph.", ...rest } = fields;
  const publishedAt = fields.publishedAt ?? before(60);
  const { path, minutes, bodyLine, publishedOn, commentCount, ...written } = {
    path: `posts/2026/${slug}.md`,
    kind: "news" as const,
    title: `Headline of ${slug}`,
    subtitle: "",
    description: "",
    kicker: "",
    dateline: "",
    publishedAt,
    publishedOn: publishedAt.slice(0, 10),
    updatedAt: "",
    expiresAt: "",
    section: fields.kind === "page" ? "" : "world",
    authors: fields.kind === "page" ? [] : ["desk"],
    tags: [],
    image: null,
    ai: "none" as const,
    reviewedBy: "",
    corrections: [],
    redirectFrom: [],
    isDraft: false,
    comments: "off" as const,
    commentCount: 0,
    language: "en",
    series: "",
    template: "" as const,
    minutes: 1,
    bodyLine: 7,
    ...rest,
  };
  const { card, article, listed } = placeKeys(written);
  return {
    ...listed,
    path,
    slug,
    publishedOn,
    commentCount,
    minutes,
    bodyLine,
    references: referencesAmong(slots),
    digests: {
      card: store({ ...card, slug, publishedOn, commentCount, lede: written.description === "" ? lede : "" }),
      article: store({ ...article, slots }),
      body,
    },
    place: ["", 0, 0, 0, 0],
  };
}

export const tag = (name: string): Post["tags"][number] => ({ slug: name.toLowerCase(), name });
export const link = (target: string, line = 1, column = 1): LinkSlot => ({ kind: "link", target, line, column });
export const image = (source: string, alt = "", line = 1, column = 1): ImageSlot => ({
  kind: "image",
  source,
  alt,
  line,
  column,
});
/** Kept as it is, whatever its name, unless the test says more. */
export const mediaFile = (source: string, fields: Partial<MediaFile> = {}): MediaFile => ({
  source,
  digest: "abcdef0123456789",
  width: 640,
  height: 360,
  bytes: 1000,
  format: "svg",
  colour: "",
  isOpaque: false,
  isKept: true,
  fault: "",
  ...fields,
});

/** Made of pixels, so that other sizes are made of it. */
export const photograph = (source: string, fields: Partial<MediaFile> = {}): MediaFile =>
  mediaFile(source, {
    format: "jpeg",
    width: 3000,
    height: 2000,
    colour: "#224466",
    isOpaque: true,
    isKept: false,
    ...fields,
  });

export const recipe = fullRecipe("an encoder", "a drawing");

export function makePublication(
  fields: Partial<Omit<Publication, "site">> & { site?: Partial<SiteSettings> } = {},
): Publication {
  const author = { role: "", bio: "", image: "", email: "", url: "", links: [] };
  return {
    sections: [
      { slug: "world", name: "World", description: "" },
      { slug: "science", name: "Science", description: "" },
    ],
    authors: {
      desk: { id: "desk", name: "The desk", kind: "organization", ...author },
      asha: { id: "asha", name: "Asha Example", kind: "person", ...author },
    },
    frontPage: { lead: null, pinned: [], slots: [] },
    ...fields,
    site: {
      title: "Small",
      origin: "https://small.example",
      basePath: "",
      language: "en",
      timezone: "Asia/Kolkata",
      description: "",
      publisher: { name: "", logo: "", url: "", policies: {} },
      ai: { default: "none", disclaimer: { assisted: "", partial: "", full: "" }, policy: "", hasMeta: false },
      weather: { provider: "", places: [] },
      id: "",
      serviceUrl: null,
      html: "safe",
      comments: "off",
      robots: {},
      feeds: {
        site: { formats: ["rss"], entries: 20 },
        section: { formats: ["rss"], entries: 20 },
        author: { formats: ["rss"], entries: 20 },
        tag: { formats: ["rss"], entries: 20 },
      },
      hub: "",
      ...fields.site,
    },
  };
}

interface Particulars {
  publication?: Publication;
  now?: number;
  withDrafts?: boolean;
  media?: readonly MediaFile[];
  mostRead?: readonly string[];
  /** Of posts with errors of their own. */
  otherPaths?: readonly string[];
}

/** The edition at `noon`; problems stand at line 1 of the key that they name, in the order of the keys. */
export function editionOf(
  posts: readonly Post[],
  {
    publication = makePublication(),
    now = noon,
    withDrafts = false,
    media = [],
    mostRead = [],
    otherPaths = [],
  }: Particulars = {},
): Edition {
  return makeEdition(posts, publication, {
    now,
    withDrafts,
    nextTransition: findNextTransition(posts, publication.frontPage, { now, withDrafts }),
    mostRead,
    weather: null,
    media: new Map(media.map((file) => [file.source, file])),
    recipe,
    locate: () => ({ line: 1, column: 1 }),
    otherPaths: new Set(otherPaths),
    tell,
  });
}

export const describeProblems = (problems: readonly Problem[]): string[] =>
  problems.map(({ file, line, column, severity, message }) => `${file}:${line}:${column}: ${severity}: ${message}`);
