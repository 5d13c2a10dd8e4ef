// `broadsheet new`: starts a post with the front matter that every post needs.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { DateTime } from "luxon";
import { Document, type YAMLSeq } from "yaml";
import { loadPublication } from "../content/data/publication.ts";
import { suggest } from "../content/readers/nearest.ts";
import { startReading } from "../content/readers/readers.ts";
import { isShortEnough, slugify, slugOfPath } from "../content/readers/slug.ts";
import { filledLine } from "../content/readers/text-readers.ts";
import type { Publication } from "../content/types.ts";
import type { Invocation } from "../workers/invocation.ts";
import { defineCommand, type FlagValues, UsageError } from "./command.ts";
import { readSiteOptions, siteFlags } from "./options.ts";
import { printProblems } from "./terminal.ts";

const { site, now } = siteFlags;
const flags = {
  section: { type: "string" },
  author: { type: "string" },
  folder: { type: "boolean" },
  site,
  now,
} as const;

export const newPost = defineCommand({
  help: `usage: broadsheet new "Headline" [options]

Starts a draft in posts/<year>/ and prints its path. A file that is there already is never overwritten.

  --section SLUG   a section of _data/sections (default: the first)
  --author ID      an author of _data/authors (default: the first)
  --folder         makes a folder with index.md, for pictures beside the text
  --site DIR       the folder with _data/ and posts/ (default: this one)
  --now INSTANT    the post's date, such as 2026-01-31T14:20:00+05:30 (default: the current minute)`,
  flags,
  takesWords: true,
  run,
});

const placeholder = "Write the story here.";

async function run(_: Invocation, given: FlagValues<typeof flags>, texts: string[]): Promise<number> {
  const title = readHeadline(texts);
  const options = readSiteOptions(given);
  const { siteFolder, cacheFolder } = options;
  const { publication, problems } = await loadPublication(siteFolder, { cacheFolder });
  if (publication === null) {
    printProblems(problems);
    return 1;
  }
  const date = DateTime.fromMillis(options.now, { zone: publication.site.timezone });
  const path = choosePath(siteFolder, title, date.toFormat("yyyy"), given.folder === true);
  const text = writePost({
    title,
    date: date.toFormat("yyyy-MM-dd'T'HH:mmZZ"),
    section: chooseSection(publication, given.section),
    authors: [chooseAuthor(publication, given.author)],
    draft: true,
  });
  const file = join(siteFolder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: "wx" });
  process.stdout.write(`${relative(process.cwd(), file)}\n`);
  return 0;
}

function readHeadline(texts: readonly string[]): string {
  const [text, ...more] = texts;
  if (text === undefined) throw new UsageError('the headline is missing; write broadsheet new "Steel for a quota"');
  if (more.length > 0)
    throw new UsageError(`the headline is in ${texts.length} parts; put it in quotes: "${texts.join(" ")}"`);
  const reading = startReading("UTC", null);
  reading.path.push("headline");
  const title = filledLine(1_000)(text, reading);
  if (title === undefined) throw new UsageError(reading.findings[0]?.message);
  return title;
}

/** Relative to the site's folder, with "/". */
function choosePath(siteFolder: string, title: string, year: string, isFolder: boolean): string {
  const stem = `posts/${year}/${shorten(slugify(title))}`;
  const [file, index] = [`${stem}.md`, `${stem}/index.md`];
  const path = isFolder ? index : file;
  if (slugOfPath(path) === "")
    throw new UsageError("the headline has no word for an address; write one that has letters");
  const taken = [file, index].find((candidate) => existsSync(join(siteFolder, candidate)));
  if (taken !== undefined) throw new UsageError(`${taken} is there already; edit it, or choose another headline`);
  return path;
}

/** By whole words where it has several. */
function shorten(slug: string): string {
  let short = slug;
  while (!isShortEnough(short))
    short = short.includes("-") ? short.slice(0, short.lastIndexOf("-")) : [...short].slice(0, -1).join("");
  return short;
}

function chooseSection({ sections }: Publication, wanted = sections[0]?.slug ?? ""): string {
  const known = sections.map((section) => section.slug);
  if (!known.includes(wanted))
    throw new UsageError(`section "${wanted}" is unknown; ${suggest(wanted, known) || "add it to _data/sections"}`);
  return wanted;
}

function chooseAuthor({ authors }: Publication, wanted = Object.keys(authors)[0]): string {
  if (wanted === undefined) throw new UsageError("there is no author yet; add one to _data/authors");
  if (!Object.hasOwn(authors, wanted))
    throw new UsageError(
      `author "${wanted}" is unknown; ${suggest(wanted, Object.keys(authors)) || "add it to _data/authors"}`,
    );
  return wanted;
}

function writePost(frontMatter: Record<string, unknown>): string {
  const yaml = new Document(frontMatter);
  (yaml.get("authors") as YAMLSeq).flow = true;
  return `---\n${yaml.toString({ lineWidth: 0, flowCollectionPadding: false })}---\n\n${placeholder}\n`;
}
