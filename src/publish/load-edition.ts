// From committed files to the edition: publication, posts, references, media, joins; what is known from the last build is not read again.
import { join } from "node:path";
import { checkAiPolicy } from "../content/check-ai-policy.ts";
import { checkReferences } from "../content/check-references.ts";
import { loadMostRead } from "../content/data/load-most-read.ts";
import { loadWeather } from "../content/data/load-weather.ts";
import { type DataName, loadPublication } from "../content/data/publication.ts";
import { loadPosts, type ParsedPost } from "../content/files/load-posts.ts";
import type { WalkedPosts } from "../content/files/walk-posts.ts";
import type { ParseOptions } from "../content/front-matter/parse-post.ts";
import { loadMedia, type MediaCache } from "../content/media/load-media.ts";
import { sortProblems } from "../content/problems.ts";
import { createLocate, type Locate } from "../content/readers/locate.ts";
import type { Post, Problem, Publication } from "../content/types.ts";
import { type Edition, type EditionOptions, makeEdition } from "../edition/edition.ts";
import { namedMedia } from "../edition/media.ts";
import { findNextTransition } from "../edition/publish-gate.ts";
import { fullRecipe, quickRecipe } from "../edition/renditions.ts";
import type { PictureMaker } from "../pictures/picture-maker.ts";
import { FactsStore } from "../pictures/picture-store.ts";
import { type FragmentIndex, fragmentFolder, PackReader } from "./fragment-store.ts";
import { readJson, writeJson } from "./json-files.ts";
import { hashBytes } from "./manifest.ts";
import { indexFragments, loadPostCache, savePostCache } from "./post-cache.ts";

/** Parses posts, in this process or in others, and stores their bodies' HTML; `paths` are relative to the site's folder. */
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
  /** Where the HTML of bodies lies; what is missing or damaged is made again first. */
  fragmentsFor: (digests: ReadonlySet<string>) => Promise<FragmentIndex>;
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
  const { publication, problems, files } = await loadPublication(siteFolder, {
    cacheFolder,
    siteUrl: request.siteUrl,
    serviceUrl: request.serviceUrl,
  });
  const parsing = publication === null ? fallbackOptions : parseOptions(publication);
  const key = hashBytes(`${request.sourceDigest}\n${JSON.stringify(parsing)}`);
  // With the publication's own data at fault, what is known of posts is good enough to list their problems too.
  const known = loadPostCache(cacheFolder, key, publication === null);
  const fresh = new Set<string>();
  const parse = async (paths: string[]): Promise<ParsedPost[]> => {
    request.onStale(known.files.size);
    const parsed = await request.parseMany(paths, parsing);
    for (const { post } of parsed) if (post !== null) fresh.add(post.body.digest);
    return parsed;
  };
  const loaded = await loadPosts(siteFolder, await walking, known, { key, startedAt }, parse);
  let saved = known;
  let current = loaded.isCacheStale ? loaded.cache : known;
  const save = (): void => {
    // Parsed with options that are none, posts are only good for their problems.
    if (publication !== null && current !== saved) savePostCache(cacheFolder, saved, current);
    saved = current;
  };
  problems.push(...loaded.problems);
  const fragmentsFor = async (digests: ReadonlySet<string>): Promise<FragmentIndex> => {
    const index = indexFragments(current, digests);
    const lost = findLost(
      cacheFolder,
      index,
      [...digests].filter((digest) => !fresh.has(digest)),
    );
    if (lost.size === 0) return index;
    const parsed = await parse(loaded.posts.filter((post) => lost.has(post.body.digest)).map((post) => post.path));
    current = { key, files: new Map(current.files) };
    for (const { path, html } of parsed) {
      const record = current.files.get(path);
      if (record !== undefined) current.files.set(path, { ...record, html });
    }
    return indexFragments(current, digests);
  };
  if (publication === null)
    return {
      key: "",
      problems: sortProblems(problems),
      nextTransition: null,
      makeEdition: () => null,
      fragmentsFor,
      save,
    };

  const locate = createLocate(siteFolder);
  const everyPost =
    loaded.unsound.length === 0
      ? loaded.posts
      : [...loaded.posts, ...loaded.unsound].sort((a, b) => (a.path < b.path ? -1 : 1));
  const faults = [
    ...checkReferences({ posts: everyPost, publication, frontPageFile: files["front-page"], locate }),
    ...checkAiPolicy({ posts: everyPost, publication, siteFile: files.site, locate }),
  ];
  problems.push(...faults);
  const faulty = new Set(faults.map((fault) => fault.file));
  const sound = faulty.size === 0 ? loaded.posts : loaded.posts.filter((post) => !faulty.has(post.path));
  const { encoder, drawing } = request.pictures;
  const recipe = request.hasQuickPictures ? quickRecipe(encoder) : fullRecipe(encoder, drawing);
  const media = await findMedia(request, sound, publication, startedAt);
  problems.push(...checkPortraits(publication, files, media, locate));
  const mostRead = loadMostRead(siteFolder);
  const { weather, problems: weatherProblems } = loadWeather(siteFolder, publication.site.weather.places);
  problems.push(...mostRead.problems, ...weatherProblems);
  let digests = "";
  for (const { path } of sound) digests += `${path}\n${loaded.cache.files.get(path)?.digest}\n`;
  const nextTransition = findNextTransition(sound, publication.frontPage, request);
  const { now, withDrafts } = request;
  const otherPaths = new Set([...faulty, ...loaded.unsound.map((post) => post.path)]);
  const options: EditionOptions = {
    now,
    withDrafts,
    nextTransition,
    media,
    recipe,
    mostRead: mostRead.paths,
    weather,
    locate,
    otherPaths,
  };
  return {
    key: hashBytes(
      digests +
        JSON.stringify([
          request.codeDigest,
          publication,
          withDrafts,
          recipe,
          nextTransition,
          mostRead.paths,
          weather,
          [...media],
        ]),
    ),
    problems: sortProblems(problems),
    nextTransition,
    makeEdition: () => makeEdition(sound, publication, options),
    fragmentsFor,
    save,
  };
}

/** Sources, edition and all problems, sorted; the edition is null where errors leave nothing to build. */
export async function loadEdition(
  request: LoadRequest,
): Promise<{ edition: Edition | null; problems: Problem[]; fragmentsFor: Sources["fragmentsFor"] }> {
  const sources = await loadSources(request);
  sources.save();
  const edition = sources.makeEdition();
  return {
    edition,
    problems: sortProblems([...sources.problems, ...(edition?.problems ?? [])]),
    fragmentsFor: sources.fragmentsFor,
  };
}

/** The pictures that data files name. */
function checkPortraits(
  publication: Publication,
  files: Record<DataName, string>,
  media: Edition["mediaLookup"],
  locate: Locate,
): Problem[] {
  const isUnfit = (source: string): boolean => source !== "" && media.get(source)?.fault !== "";
  const message = (source: string): string => {
    const fault =
      media.get(source)?.fault ??
      "is missing, or is none; save an SVG, PNG, JPEG, GIF, WebP or AVIF there, or correct the path";
    return `picture "${source}" ${fault}`;
  };
  const problems: Problem[] = [];
  const { logo } = publication.site.publisher;
  if (isUnfit(logo))
    problems.push({
      file: files.site,
      ...locate(files.site, ["publisher", "logo"]),
      severity: "error",
      message: message(logo),
    });
  for (const { id, image } of Object.values(publication.authors)) {
    if (isUnfit(image))
      problems.push({
        file: files.authors,
        ...locate(files.authors, [id, "image"]),
        severity: "error",
        message: message(image),
      });
  }
  return problems;
}

function parseOptions({ site }: Publication): ParseOptions {
  return {
    timezone: site.timezone,
    language: site.language,
    html: site.html,
    ai: site.ai.default,
    comments: site.comments,
    site,
  };
}

async function findMedia(
  { siteFolder, cacheFolder, pictures }: LoadRequest,
  posts: readonly Post[],
  publication: Publication,
  startedAt: number,
): Promise<Edition["mediaLookup"]> {
  const file = join(cacheFolder, "media.json");
  const facts = new FactsStore(cacheFolder, pictures.encoder);
  const { media, cache, isChanged } = await loadMedia(
    siteFolder,
    namedMedia(posts, publication),
    readJson<MediaCache>(file),
    startedAt,
    { decode: pictures.decode, facts },
  );
  if (isChanged) writeJson(file, cache);
  facts.save();
  return media;
}

/** Bodies whose HTML the cache has lost: they must be parsed again. */
function findLost(cacheFolder: string, index: FragmentIndex, digests: readonly string[]): Set<string> {
  const reader = new PackReader(fragmentFolder(cacheFolder), index);
  const lost = new Set(digests.filter((digest) => !reader.has(digest)));
  reader.close();
  return lost;
}
