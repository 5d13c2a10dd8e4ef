// One post's bytes → a typed, validated post: pure, and gathers every problem instead of stopping at the first.
import type { Fragment, HtmlPolicy } from "../../markup/fragment.ts";
import { hasErrors } from "../problems.ts";
import { dateIn } from "../readers/instants.ts";
import { locateInYaml } from "../readers/locate.ts";
import { type Reading, reportAt, startReading } from "../readers/readers.ts";
import { foldTag, isShortEnough, slugOfPath } from "../readers/slug.ts";
import type { AiLevel, CommentsState, Post, Problem, Tag } from "../types.ts";
import { decodeText, positionAt, splitFrontMatter } from "./front-matter.ts";
import { withDigests } from "./post-digests.ts";
import { type FrontMatter, readFrontMatter } from "./post-schema.ts";
import { readYaml } from "./read-yaml.ts";

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

export interface ParseResult {
  /** Null where the front matter cannot be read. With errors among `problems` it is good for checking references alone: refused values are "" or []. */
  post: Post | null;
  problems: Problem[];
  /** HTML of the body, for the store; [] without a post. */
  parts: string[];
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
  if (text === "" && faults.length > 0) return { post: null, problems, parts: [] };
  const split = splitFrontMatter(text);
  if ("message" in split) {
    add(split.line, split.column, split.message);
    return { post: null, problems, parts: [] };
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
  let post: Post | null = null;
  let language = options.language;
  let template: { site: object; model: object } | null = null;
  const reading = startReading(options.timezone, input.path.slice(0, Math.max(0, input.path.lastIndexOf("/"))));
  const outcome = yaml.faults.length > 0 ? null : readFrontMatter(yaml.value, reading);
  if (outcome !== null) checkTimes(outcome.frontMatter, reading);
  untold += Math.max(0, reading.findings.length - mostProblems);
  // Finding a place takes time: it is done for what is told alone.
  for (const { path, on, severity, message } of reading.findings.slice(0, mostProblems)) {
    const { line, column } = locateInYaml(split.yaml, yaml.root, path, on, split.yamlLine);
    add(line, column, message, severity);
  }
  if (outcome !== null) {
    language = outcome.frontMatter.language || options.language;
    if (outcome.frontMatter.template === "njk") {
      if (options.site === null) return { post: null, problems: limit(problems, untold), parts: [] };
      template = { site: options.site, model: { ...outcome.frontMatter, ...outcome.extra } };
    }
  }

  let parts: string[] = [];
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
  if (fragment !== null && outcome !== null) {
    post = toPost(input, slug, outcome.frontMatter, outcome.extra, options, split.bodyLine, fragment);
    parts = fragment.parts;
  }
  return { post, problems: limit(problems, untold), parts };
}

function checkTimes({ date, updated, expires }: FrontMatter, reading: Reading): void {
  if (date === "") return;
  if (updated !== "" && Date.parse(updated) < Date.parse(date))
    reportAt(
      reading,
      ["updated"],
      `updated (${updated}) is before date (${date}); write a later instant, or remove it`,
    );
  if (expires !== "" && Date.parse(expires) <= Date.parse(date))
    reportAt(
      reading,
      ["expires"],
      `expires (${expires}) is not after date (${date}), so the post is never shown; write a later instant`,
      "warning",
    );
}

function toPost(
  input: PostInput,
  slug: string,
  written: FrontMatter,
  extra: Record<string, unknown>,
  options: ParseOptions,
  bodyLine: number,
  { outline }: Fragment,
): Post {
  return withDigests({
    path: input.path,
    slug,
    kind: written.kind,
    title: written.title,
    subtitle: written.subtitle,
    description: written.description,
    kicker: written.kicker,
    dateline: written.dateline,
    publishedAt: written.date,
    publishedOn: written.date === "" ? "" : dateIn(written.date, options.timezone),
    updatedAt: written.updated,
    expiresAt: written.expires,
    section: written.section,
    authors: [...new Set(written.authors)],
    tags: mergeTags(written.tags),
    image: written.image,
    ai: written.ai || options.ai,
    reviewedBy: written.reviewedBy,
    corrections: written.corrections.map(({ date, text }) => ({ at: date, text })),
    redirectFrom: [...new Set(written.redirectFrom)],
    isDraft: written.draft,
    comments: written.comments || options.comments,
    commentCount: input.commentCount,
    language: written.language || options.language,
    series: written.series,
    template: written.template,
    extra,
    bodyLine,
    body: {
      digest: outline.digest,
      slots: outline.slots,
      lede: written.description === "" ? outline.lede : "",
      words: outline.words,
      characters: outline.characters,
    },
  });
}

/** The first name of each tag stays. Names that differ by more than case and spaces stay too, for `checkReferences` to refuse. */
function mergeTags(tags: Tag[]): Tag[] {
  const names = new Set<string>();
  return tags.filter((tag) => {
    const name = foldTag(tag.name);
    return !names.has(name) && names.add(name);
  });
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
