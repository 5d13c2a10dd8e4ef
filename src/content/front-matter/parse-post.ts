// One post's bytes → a typed, validated post: pure, and gathers every problem instead of stopping at the first.
import type { Fragment, HtmlPolicy } from "../../markup/fragment.ts";
import { digestOf } from "../../parts/parts.ts";
import type { AiLevel, CommentsState } from "../data/authoring.ts";
import { referencesAmong } from "../media/references.ts";
import type { Post, PostArticle, PostCard } from "../post.ts";
import { hasErrors } from "../problems.ts";
import { dateIn } from "../readers/instants.ts";
import { locateInYaml } from "../readers/locate.ts";
import { type Reading, reportAt, startReading } from "../readers/readers.ts";
import { isShortEnough, slugOfPath } from "../readers/slug.ts";
import type { Problem } from "../types.ts";
import { decodeText, positionAt, splitFrontMatter } from "./front-matter.ts";
import { type FrontMatter, keys, placeKeys, type Written } from "./keys.ts";
import { type Outcome, readFrontMatter } from "./read-front-matter.ts";
import { readYaml } from "./read-yaml.ts";
import { estimateMinutes } from "./reading-time.ts";

export interface PostInput {
  /** Relative to the site's folder, with "/". */
  path: string;
  bytes: Buffer;
  /** Approved comments beside the post. */
  commentCount: number;
}

/** What a post takes from the site: all of it enters the key of cached posts. */
export interface ParseOptions {
  /** IANA name. */
  timezone: string;
  language: string;
  html: HtmlPolicy;
  ai: AiLevel;
  comments: CommentsState;
  /** What bodies that say `template: njk` may read as `site`: plain data; null where it is not known, and such bodies cannot be judged. */
  site: object | null;
}

/** `template`: what a body that says `template: njk` may read; null for the others. */
export type RenderMarkup = (
  body: string,
  options: { language: string; html: HtmlPolicy; template: { site: object; model: object } | null },
) => Fragment;

/** A post, and the JSON of its card, its article and the HTML parts of its body, which the caller stores. */
export interface ParsedText {
  post: Omit<Post, "place">;
  texts: [card: string, article: string, body: string];
}

export interface ParseResult {
  /** Null where the front matter cannot be read. With errors among `problems` it is good for checking references alone: refused values are "" or []. */
  parsed: ParsedText | null;
  problems: Problem[];
}

/** More problems than these in one file say nothing new. */
const mostProblems = 100;

/** Throws nothing for what authors can write. */
export function parsePost(input: PostInput, options: ParseOptions, renderMarkup: RenderMarkup): ParseResult {
  const problems: Problem[] = [];
  const add = (line: number, column: number, message: string, severity: Problem["severity"] = "error"): void =>
    void problems.push({ file: input.path, line, column, severity, message });
  const { text, faults } = decodeText(input.bytes);
  for (const fault of faults) add(fault.line, fault.column, fault.message);
  if (text === "" && faults.length > 0) return { parsed: null, problems };
  const split = splitFrontMatter(text);
  if ("message" in split) {
    add(split.line, split.column, split.message);
    return { parsed: null, problems };
  }

  const slug = slugOfPath(input.path);
  if (slug === "")
    add(
      1,
      1,
      'the file\'s name has no letter or digit for an address; name it such as "2026-01-31-steel.md", or the folder of index.md such as "steel"',
    );
  else if (!isShortEnough(slug)) add(1, 1, "the file's name is too long for an address; shorten it");

  const yaml = readYaml(split.yaml);
  let untold = Math.max(0, yaml.faults.length - mostProblems);
  for (const fault of yaml.faults.slice(0, mostProblems)) {
    const { line, column } = positionAt(split.yaml, fault.offset, split.yamlLine);
    add(line, column, fault.message);
  }
  let language = options.language;
  let template: { site: object; model: object } | null = null;
  const reading = startReading(options.timezone, input.path.slice(0, Math.max(0, input.path.lastIndexOf("/"))));
  const outcome = yaml.faults.length > 0 ? null : readFrontMatter(yaml.value, reading);
  if (outcome !== null) checkTimes(outcome.written, reading);
  untold += Math.max(0, reading.findings.length - mostProblems);
  // Finding a place takes time: it is done for what is told alone.
  for (const { path, on, severity, message } of reading.findings.slice(0, mostProblems)) {
    const { line, column } = locateInYaml(split.yaml, yaml.root, path, on, split.yamlLine);
    add(line, column, message, severity);
  }
  if (outcome !== null) {
    language = outcome.written.language || options.language;
    if (outcome.written.template === "njk") {
      if (options.site === null) return { parsed: null, problems: limit(problems, untold) };
      template = { site: options.site, model: templateModel(outcome) };
    }
  }

  const fragment =
    split.body.trim() === "" ? null : renderMarkup(split.body, { language, html: options.html, template });
  for (const finding of fragment?.findings ?? [])
    add(finding.line + split.bodyLine - 1, finding.column, finding.message, finding.severity);
  // A body of which an error left nothing is not empty to its author.
  const isFaulty = fragment?.findings.some((finding) => finding.severity === "error");
  if (
    fragment === null ||
    (!isFaulty && fragment.outline.slots.length === 0 && fragment.parts.every((part) => part.trim() === ""))
  )
    add(split.bodyLine, 1, "the body is empty; write the text below the front matter");
  const parsed =
    fragment === null || outcome === null
      ? null
      : toPost(input, slug, outcome.written, options, split.bodyLine, fragment);
  return { parsed, problems: limit(problems, untold) };
}

function checkTimes({ publishedAt, updatedAt, expiresAt }: Written, reading: Reading): void {
  if (publishedAt === "") return;
  if (updatedAt !== "" && Date.parse(updatedAt) < Date.parse(publishedAt))
    reportAt(
      reading,
      ["updated"],
      `updated (${updatedAt}) is before date (${publishedAt}); write a later instant, or remove it`,
    );
  if (expiresAt !== "" && Date.parse(expiresAt) <= Date.parse(publishedAt))
    reportAt(
      reading,
      ["expires"],
      `expires (${expiresAt}) is not after date (${publishedAt}), so the post is never shown; write a later instant`,
      "warning",
    );
}

/** What a body that says `template: njk` reads as `model`: keys and values as authors write them. */
function templateModel({ written, extra }: Outcome): object {
  const named = Object.entries(keys).map(([house, { name }]) => [name, written[house as keyof Written]]);
  const corrections = written.corrections.map(({ at, text }) => ({ date: at, text }));
  return { ...Object.fromEntries(named), corrections, ...extra };
}

function toPost(
  { path, commentCount }: PostInput,
  slug: string,
  written: Written,
  options: ParseOptions,
  bodyLine: number,
  { outline, parts }: Fragment,
): ParsedText {
  const said: FrontMatter = {
    ...written,
    ai: written.ai || options.ai,
    comments: written.comments || options.comments,
    language: written.language || options.language,
  };
  const publishedOn = said.publishedAt === "" ? "" : dateIn(said.publishedAt, options.timezone);
  const lede = said.description === "" ? outline.lede : "";
  const { listed, ...kept } = placeKeys(said);
  const card: PostCard = { ...kept.card, slug, publishedOn, commentCount, lede };
  const article: PostArticle = { ...kept.article, slots: outline.slots };
  const texts = [card, article, parts].map((value) => JSON.stringify(value)) as ParsedText["texts"];
  const post = {
    ...listed,
    path,
    slug,
    publishedOn,
    commentCount,
    minutes: estimateMinutes(outline, said.language),
    bodyLine,
    references: referencesAmong(outline.slots),
    digests: { card: digestOf(texts[0]), article: digestOf(texts[1]), body: outline.digest },
  };
  return { post, texts };
}

function limit(problems: Problem[], untold: number): Problem[] {
  const [first] = problems;
  const rest = untold + Math.max(0, problems.length - mostProblems);
  if (first === undefined || rest === 0) return problems;
  // A body may have any number of warnings, which must not fail a build.
  const severity = untold > 0 || hasErrors(problems.slice(mostProblems)) ? "error" : "warning";
  return [
    ...problems.slice(0, mostProblems),
    {
      ...first,
      line: 1,
      column: 1,
      severity,
      message: `there are ${rest} more problems in this file; correct the others first`,
    },
  ];
}
