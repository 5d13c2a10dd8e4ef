// Parsed posts as columns, the form in which they are kept: thousands are read at every build.
import type { CachedPost } from "../content/files/load-posts.ts";
import type { Post, Tag } from "../content/types.ts";
import { type Column, packColumn, unpackColumn } from "./columns.ts";

type SoundRecord = CachedPost & { post: Post };

/** Fields of a post that are columns as they are. */
const postFields = [
  "slug",
  "kind",
  "title",
  "subtitle",
  "description",
  "kicker",
  "dateline",
  "publishedAt",
  "publishedOn",
  "updatedAt",
  "expiresAt",
  "section",
  "authors",
  "image",
  "ai",
  "reviewedBy",
  "corrections",
  "redirectFrom",
  "isDraft",
  "comments",
  "commentCount",
  "language",
  "series",
  "template",
  "extra",
  "bodyLine",
] as const satisfies (keyof Post)[];

/** The other columns, tags aside. */
const otherFields = {
  path: ({ path }: SoundRecord) => path,
  seenAt: ({ seenAt }: SoundRecord) => seenAt,
  size: ({ stamp }: SoundRecord) => stamp.size,
  mtimeMs: ({ stamp }: SoundRecord) => stamp.mtimeMs,
  ctimeMs: ({ stamp }: SoundRecord) => stamp.ctimeMs,
  ino: ({ stamp }: SoundRecord) => stamp.ino,
  commentsStamp: ({ comments }: SoundRecord) => comments,
  digest: ({ digest }: SoundRecord) => digest,
  problems: ({ problems }: SoundRecord) => problems,
  html: ({ html }: SoundRecord) => html,
  bodyDigest: ({ post }: SoundRecord) => post.body.digest,
  slots: ({ post }: SoundRecord) => post.body.slots,
  lede: ({ post }: SoundRecord) => post.body.lede,
  words: ({ post }: SoundRecord) => post.body.words,
  characters: ({ post }: SoundRecord) => post.body.characters,
  whole: ({ post }: SoundRecord) => post.digests.whole,
  front: ({ post }: SoundRecord) => post.digests.front,
};

type PostField = (typeof postFields)[number];
/** A record, flat. */
type Fields = Pick<Post, PostField> & { [Name in keyof typeof otherFields]: ReturnType<(typeof otherFields)[Name]> };
type FieldName = keyof Fields;
const fieldNames: FieldName[] = [...postFields, ...(Object.keys(otherFields) as (keyof typeof otherFields)[])];

/** Plain JSON. */
export interface PostColumns {
  count: number;
  columns: Record<FieldName, Column>;
  /** All tags of these posts, and for each post which it has. */
  tags: Tag[];
  tagsOf: number[][];
  /** Files that hold no post. */
  others: CachedPost[];
}

const hasPost = (record: CachedPost): record is SoundRecord => record.post !== null;
const keyOfTag = ({ slug, name }: Tag): string => `${slug}\n${name}`;

export function packPosts(records: readonly CachedPost[]): PostColumns {
  const sound = records.filter(hasPost);
  const columns = Object.fromEntries([
    ...postFields.map((name) => [name, packColumn(sound.map(({ post }) => post[name]))]),
    ...Object.entries(otherFields).map(([name, read]) => [name, packColumn(sound.map((record) => read(record)))]),
  ]) as Record<FieldName, Column>;
  const tags = new Map(sound.flatMap(({ post }) => post.tags).map((tag) => [keyOfTag(tag), tag]));
  const places = new Map([...tags.keys()].map((key, place) => [key, place]));
  const tagsOf = sound.map(({ post }) => post.tags.map((tag) => places.get(keyOfTag(tag)) ?? -1));
  return {
    count: sound.length,
    columns,
    tags: [...tags.values()],
    tagsOf,
    others: records.filter((record) => !hasPost(record)),
  };
}

/** Calls `add` with each record; tags that `knownTags` has are the same objects. False, with none added, for what `packPosts` did not make. */
export function unpackPosts(
  packed: Partial<PostColumns>,
  knownTags: Map<string, Tag>,
  add: (record: CachedPost) => void,
): boolean {
  const { count, columns, tags, tagsOf, others } = packed;
  if (
    typeof count !== "number" ||
    !columns ||
    !Array.isArray(tags) ||
    !Array.isArray(tagsOf) ||
    tagsOf.length !== count ||
    !Array.isArray(others)
  )
    return false;
  const unpacked = fieldNames.map((name) => [name, unpackColumn(columns[name], count)] as const);
  if (unpacked.some(([, column]) => column === null)) return false;
  const of = Object.fromEntries(unpacked) as Record<FieldName, unknown[]>;
  const oneOfEach = tags.map((tag) => {
    const key = keyOfTag(tag);
    const known = knownTags.get(key);
    if (known === undefined) knownTags.set(key, tag);
    return known ?? tag;
  });
  tagsOf.forEach((places, i) => {
    const own = places.map((place) => oneOfEach[place] as Tag);
    add(recordAt(of, i, own));
  });
  for (const record of others) add(record);
  return true;
}

function recordAt(of: Record<FieldName, unknown[]>, i: number, tags: Tag[]): CachedPost {
  // Field by field: anything else takes many times as long.
  return {
    path: of.path[i] as Fields["path"],
    seenAt: of.seenAt[i] as Fields["seenAt"],
    stamp: {
      size: of.size[i] as Fields["size"],
      mtimeMs: of.mtimeMs[i] as Fields["mtimeMs"],
      ctimeMs: of.ctimeMs[i] as Fields["ctimeMs"],
      ino: of.ino[i] as Fields["ino"],
    },
    comments: of.commentsStamp[i] as Fields["commentsStamp"],
    digest: of.digest[i] as Fields["digest"],
    post: {
      path: of.path[i] as Fields["path"],
      slug: of.slug[i] as Fields["slug"],
      kind: of.kind[i] as Fields["kind"],
      title: of.title[i] as Fields["title"],
      subtitle: of.subtitle[i] as Fields["subtitle"],
      description: of.description[i] as Fields["description"],
      kicker: of.kicker[i] as Fields["kicker"],
      dateline: of.dateline[i] as Fields["dateline"],
      publishedAt: of.publishedAt[i] as Fields["publishedAt"],
      publishedOn: of.publishedOn[i] as Fields["publishedOn"],
      updatedAt: of.updatedAt[i] as Fields["updatedAt"],
      expiresAt: of.expiresAt[i] as Fields["expiresAt"],
      section: of.section[i] as Fields["section"],
      authors: of.authors[i] as Fields["authors"],
      tags,
      image: of.image[i] as Fields["image"],
      ai: of.ai[i] as Fields["ai"],
      reviewedBy: of.reviewedBy[i] as Fields["reviewedBy"],
      corrections: of.corrections[i] as Fields["corrections"],
      redirectFrom: of.redirectFrom[i] as Fields["redirectFrom"],
      isDraft: of.isDraft[i] as Fields["isDraft"],
      comments: of.comments[i] as Fields["comments"],
      commentCount: of.commentCount[i] as Fields["commentCount"],
      language: of.language[i] as Fields["language"],
      series: of.series[i] as Fields["series"],
      template: of.template[i] as Fields["template"],
      extra: of.extra[i] as Fields["extra"],
      bodyLine: of.bodyLine[i] as Fields["bodyLine"],
      body: {
        digest: of.bodyDigest[i] as Fields["bodyDigest"],
        slots: of.slots[i] as Fields["slots"],
        lede: of.lede[i] as Fields["lede"],
        words: of.words[i] as Fields["words"],
        characters: of.characters[i] as Fields["characters"],
      },
      digests: { whole: of.whole[i] as Fields["whole"], front: of.front[i] as Fields["front"] },
    },
    problems: of.problems[i] as Fields["problems"],
    html: of.html[i] as Fields["html"],
  };
}
