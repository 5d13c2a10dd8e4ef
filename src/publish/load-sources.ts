// From committed files to what an edition is made of: publication, posts, media; what is known from the last build is not read again.
import { join } from "node:path";
import { checkAiPolicy } from "../content/check-ai-policy.ts";
import { checkReferences } from "../content/check-references.ts";
import { loadMostRead } from "../content/data/load-most-read.ts";
import { loadWeather } from "../content/data/load-weather.ts";
import { type DataName, loadPublication } from "../content/data/publication.ts";
import { readJson, writeJson } from "../content/files/json-files.ts";
import { type LoadedPosts, loadPosts, type ParsedPost } from "../content/files/load-posts.ts";
import type { WalkedPosts } from "../content/files/walk-posts.ts";
import type { ParseOptions } from "../content/front-matter/parse-post.ts";
import { loadMedia, type MediaCache } from "../content/media/load-media.ts";
import { namedMedia } from "../content/media/references.ts";
import type { Post } from "../content/post.ts";
import { sortProblems } from "../content/problems.ts";
import { createLocate, type Locate } from "../content/readers/locate.ts";
import type { Problem, Publication } from "../content/types.ts";
import { type Edition, makeEdition } from "../edition/edition.ts";
import type { MediaLookup } from "../edition/media.ts";
import { findNextTransition } from "../edition/publish-gate.ts";
import { fullRecipe, quickRecipe } from "../edition/renditions.ts";
import { digestOf } from "../parts/parts.ts";
import type { PictureMaker } from "../pictures/picture-maker.ts";
import { FactsStore } from "../pictures/picture-store.ts";
import { loadPostCache, savePostCache } from "./post-cache.ts";
import { PackReader, tellFrom } from "./text-store.ts";

/** Parses posts, in this process or in others, and stores what they say; `paths` are relative to the site's folder. */
export type ParseMany = (paths: string[], options: ParseOptions) => Promise<ParsedPost[]>;

/** Folders are absolute. */
export interface LoadRequest {
  siteFolder: string;
  cacheFolder: string;
  /** Epoch milliseconds: the build's clock. */
  now: number;
  withDrafts: boolean;
  /** Replaces the site's `url`; "" keeps it. */
  siteUrl: string;
  /** Replaces the `service.url` of a site that has one; null keeps it. */
  serviceUrl: string | null;
  /** Hash of the code, without the templates: what posts are parsed by. */
  sourceDigest: string;
  /** Hash of the code, the templates and the versions of Node, ICU and time-zone data. */
  codeDigest: string;
  parseMany: ParseMany;
  pictures: PictureMaker;
  /** One file for each picture, and none of headlines: enough for a preview. */
  hasQuickPictures: boolean;
  /** Looks at the files of posts: `walkPosts`, here or elsewhere. */
  walk: (siteFolder: string) => Promise<WalkedPosts>;
  /** Called with the number of posts when one has changed, long before it is rendered: time to warm up. */
  onStale: (posts: number) => void;
}

export interface Sources {
  /** Hash of all that the edition is made of: equal keys, equal output. */
  key: string;
  /** Of the files by themselves and of what they name; sorted. */
  problems: Problem[];
  /** Epoch milliseconds, or null: see `findNextTransition`. */
  nextTransition: number | null;
  /** The edition of the posts without errors; null where the publication's own data has some. */
  makeEdition: () => Edition | null;
  /** Keeps what was parsed for the next build: worth doing while others render. Once is enough. */
  save: () => void;
}

/** Only to find more problems where the publication's own data is at fault. */
const fallbackOptions: ParseOptions = {
  timezone: "UTC",
  language: "en",
  html: "safe",
  ai: "none",
  comments: "off",
  site: null,
};

export async function loadSources(request: LoadRequest): Promise<Sources> {
  const { siteFolder, cacheFolder } = request;
  const startedAt = Date.now();
  const walking = request.walk(siteFolder);
  // Whoever awaits it sees the failure; until then it is not unhandled.
  walking.catch(() => {});
  const { publication, problems, files } = await loadPublication(siteFolder, request);
  const options = publication === null ? fallbackOptions : parseOptions(publication);
  const key = digestOf(`${request.sourceDigest}\n${JSON.stringify(options)}`);
  // With the publication's own data at fault, what is known of posts is good enough to list their problems too.
  const known = loadPostCache(cacheFolder, key, publication === null);
  const loaded = await loadPosts(siteFolder, await walking, known, { key, startedAt }, (paths) => {
    request.onStale(known.files.size);
    return request.parseMany(paths, options);
  });
  problems.push(...loaded.problems);
  if (publication === null)
    return { key: "", problems: sortProblems(problems), nextTransition: null, makeEdition: () => null, save: () => {} };
  let isSaved = !loaded.isCacheStale;
  const save = (): void => {
    if (!isSaved) savePostCache(cacheFolder, known, loaded.cache);
    isSaved = true;
  };
  return assembleSources(request, { publication, files, loaded, problems, startedAt, save });
}

/** Sources and edition at once, with all problems, sorted; the edition is null where errors leave nothing to build. */
export async function loadEdition(request: LoadRequest): Promise<{ edition: Edition | null; problems: Problem[] }> {
  const sources = await loadSources(request);
  sources.save();
  const edition = sources.makeEdition();
  return { edition, problems: sortProblems([...sources.problems, ...(edition?.problems ?? [])]) };
}

interface Loaded {
  publication: Publication;
  files: Record<DataName, string>;
  loaded: LoadedPosts;
  problems: Problem[];
  startedAt: number;
  save: () => void;
}

async function assembleSources(
  request: LoadRequest,
  { publication, files, loaded, problems, startedAt, save }: Loaded,
): Promise<Sources> {
  const { siteFolder, cacheFolder, now, withDrafts, pictures } = request;
  const locate = createLocate(siteFolder);
  const everyPost =
    loaded.unsound.length === 0
      ? loaded.posts
      : [...loaded.posts, ...loaded.unsound].sort((a, b) => (a.path < b.path ? -1 : 1));
  const faults = [
    ...checkReferences({ posts: everyPost, publication, frontPageFile: files["front-page"], locate }),
    ...checkAiPolicy({ posts: everyPost, publication, siteFile: files.site, locate }),
  ];
  const faulty = new Set(faults.map((fault) => fault.file));
  const sound = faulty.size === 0 ? loaded.posts : loaded.posts.filter((post) => !faulty.has(post.path));
  const recipe = request.hasQuickPictures
    ? quickRecipe(pictures.encoder)
    : fullRecipe(pictures.encoder, pictures.drawing);
  const media = await findMedia(request, sound, publication, startedAt);
  const mostRead = loadMostRead(siteFolder);
  const { weather, problems: weatherProblems } = loadWeather(siteFolder, publication.site.weather.places);
  problems.push(
    ...faults,
    ...checkPortraits(publication, files, media, locate),
    ...mostRead.problems,
    ...weatherProblems,
  );
  let digests = "";
  for (const { path } of sound) digests += `${path}\n${loaded.cache.files.get(path)?.digest}\n`;
  const nextTransition = findNextTransition(sound, publication.frontPage, request);
  const besides = [publication, withDrafts, recipe, nextTransition, mostRead.paths, weather, [...media]];
  return {
    key: digestOf(digests + JSON.stringify([request.codeDigest, ...besides])),
    problems: sortProblems(problems),
    nextTransition,
    makeEdition: () =>
      makeEdition(sound, publication, {
        now,
        withDrafts,
        nextTransition,
        media,
        recipe,
        mostRead: mostRead.paths,
        weather,
        locate,
        otherPaths: new Set([...faulty, ...loaded.unsound.map((post) => post.path)]),
        tell: tellFrom(new PackReader(cacheFolder)),
      }),
    save,
  };
}

/** The pictures that data files name. */
function checkPortraits(
  { site, authors }: Publication,
  files: Record<DataName, string>,
  media: MediaLookup,
  locate: Locate,
): Problem[] {
  const check = (source: string, file: string, path: string[]): Problem[] => {
    const fault = source === "" ? "" : media.get(source)?.fault;
    if (fault === "") return [];
    const what =
      fault ?? "is missing, or is none; save an SVG, PNG, JPEG, GIF, WebP or AVIF there, or correct the path";
    return [{ file, ...locate(file, path), severity: "error", message: `picture "${source}" ${what}` }];
  };
  return [
    ...check(site.publisher.logo, files.site, ["publisher", "logo"]),
    ...Object.values(authors).flatMap(({ id, image }) => check(image, files.authors, [id, "image"])),
  ];
}

function parseOptions({ site }: Publication): ParseOptions {
  const { timezone, language, html, ai, comments } = site;
  return { timezone, language, html, ai: ai.default, comments, site };
}

async function findMedia(
  { siteFolder, cacheFolder, pictures }: LoadRequest,
  posts: readonly Post[],
  publication: Publication,
  startedAt: number,
): Promise<MediaLookup> {
  const file = join(cacheFolder, "media.json");
  const facts = new FactsStore(cacheFolder, pictures.encoder);
  const sources = namedMedia(posts, publication);
  const { media, cache, isChanged } = await loadMedia(siteFolder, sources, readJson<MediaCache>(file), startedAt, {
    decode: pictures.decode,
    facts,
  });
  if (isChanged) writeJson(file, cache);
  facts.save();
  return media;
}
