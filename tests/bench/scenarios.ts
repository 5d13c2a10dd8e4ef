// What the bench measures: each scenario is one edit of the site, the build that follows, and a check that the build did its work.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { formatPost, type GeneratedPost, parsePost } from "./generate-site.ts";

/** The site under test; scenarios change it and leave it changed for the next one. */
export interface Bench {
  /** Broadsheet's own folder. */
  repository: string;
  site: string;
  out: string;
  cache: string;
  /** Oldest first. */
  posts: GeneratedPost[];
  timezone: string;
  /** The clock of the coming build. */
  now: Date;
  /** Counts edits, so that no two are alike. */
  edits: number;
}

export interface Scenario {
  name: string;
  title: string;
  repeats: number;
  target: Target;
  isClean?: boolean;
  /** Changes the site and returns a check of the output, which says what is wrong or "". */
  edit(bench: Bench): () => string;
}

/** Upper limits at 10,000 posts; `null` where only the figure is of interest. */
export interface Target {
  seconds: number | null;
  /** Wall time as a part of Hugo's clean build. */
  ofHugo: number | null;
}

export const peakMegabytesTarget = 900;
/** Every page extends it. */
const baseTemplate = "_includes/layouts/base.njk";
const none: Target = { seconds: null, ofHugo: null };

export const scenarios: Scenario[] = [
  {
    name: "clean",
    title: "clean build",
    repeats: 3,
    target: { seconds: null, ofHugo: 1.5 },
    isClean: true,
    edit(bench) {
      rmSync(bench.out, { recursive: true, force: true });
      rmSync(bench.cache, { recursive: true, force: true });
      return () =>
        expectFile(bench, fileOf(bench, at(bench, 0))) ||
        expectFile(bench, fileOf(bench, newest(bench))) ||
        expectFile(bench, "index.html");
    },
  },
  {
    name: "nothing",
    title: "nothing changed",
    repeats: 5,
    target: { seconds: 1.2, ofHugo: 1 / 8 },
    edit(bench) {
      const file = join(bench.out, fileOf(bench, newest(bench)));
      const { mtimeMs, ino } = statSync(file);
      return () => {
        const after = statSync(file);
        return after.mtimeMs === mtimeMs && after.ino === ino
          ? ""
          : `${file} was written again; did Broadsheet's own code change meanwhile?`;
      };
    },
  },
  {
    name: "body",
    title: "a body edited",
    repeats: 5,
    target: { seconds: 1.6, ofHugo: 1 / 8 },
    edit(bench) {
      const post = newest(bench);
      const sentence = `Bench sentence ${nextEdit(bench)}.`;
      rewrite(bench, post, (frontMatter, body) => formatPost(frontMatter, `${body.trimEnd()}\n\n${sentence}\n`));
      return () => expectText(bench, fileOf(bench, post), sentence);
    },
  },
  {
    name: "title",
    title: "a title edited",
    repeats: 3,
    target: none,
    edit(bench) {
      const post = newest(bench);
      const title = `Bench headline ${nextEdit(bench)}`;
      rewrite(bench, post, (frontMatter, body) => formatPost({ ...frontMatter, title }, body));
      return () => expectText(bench, fileOf(bench, post), title) || expectText(bench, "index.html", title);
    },
  },
  {
    name: "new",
    title: "a new post, dated now",
    repeats: 5,
    target: { seconds: 2, ofHugo: 1 / 8 },
    edit(bench) {
      const [number, model] = [nextEdit(bench), newest(bench)];
      const post = {
        ...model,
        path: `posts/${bench.now.getUTCFullYear()}/bench-story-${number}.md`,
        slug: `bench-story-${number}`,
        publishedAt: bench.now,
        isLinked: false,
      };
      const title = `Bench story ${number}`;
      const { frontMatter, body } = parsePost(readFileSync(join(bench.site, model.path), "utf8"));
      const { redirectFrom, updated, corrections, ...kept } = frontMatter;
      mkdirSync(dirname(join(bench.site, post.path)), { recursive: true });
      writeFileSync(
        join(bench.site, post.path),
        formatPost(
          { ...kept, title, date: bench.now.toISOString() },
          `${body.trimEnd()}\n\nBench sentence ${number}.\n`,
        ),
      );
      bench.posts.push(post);
      return () => expectFile(bench, fileOf(bench, post)) || expectText(bench, "index.html", title);
    },
  },
  {
    name: "deleted",
    title: "a recent post deleted",
    repeats: 3,
    target: none,
    edit: (bench) =>
      deletePost(
        bench,
        bench.posts.findLastIndex(({ isLinked }) => !isLinked),
      ),
  },
  {
    name: "deleted-old",
    title: "an old post deleted",
    repeats: 2,
    target: none,
    // Old pages are numbered from the oldest: those after the gap all move up by one story.
    edit: (bench) =>
      deletePost(
        bench,
        bench.posts.findIndex(({ isLinked }, index) => !isLinked && index >= bench.posts.length / 10),
      ),
  },
  {
    name: "template",
    title: "every page's template edited",
    repeats: 2,
    target: none,
    edit(bench) {
      const marker = `<!-- bench template ${nextEdit(bench)} -->`;
      const text = readFileSync(join(bench.repository, baseTemplate), "utf8");
      const override = join(bench.site, baseTemplate);
      mkdirSync(dirname(override), { recursive: true });
      writeFileSync(override, text.replace("</body>", `${marker}</body>`));
      return () => expectText(bench, fileOf(bench, at(bench, 0)), marker) || expectText(bench, "index.html", marker);
    },
  },
  {
    name: "clone",
    title: "a fresh clone, cache and output restored",
    repeats: 3,
    target: none,
    edit(bench) {
      // The same paths with new files: as on a CI machine that checks out and unpacks anew.
      for (const folder of [bench.site, bench.out, bench.cache]) {
        cpSync(folder, `${folder}.copy`, { recursive: true });
        rmSync(folder, { recursive: true });
        renameSync(`${folder}.copy`, folder);
      }
      return () => expectFile(bench, fileOf(bench, newest(bench)));
    },
  },
];

function deletePost(bench: Bench, index: number): () => string {
  const [post] = bench.posts.splice(index, 1);
  if (post === undefined) throw new Error("no post can be deleted: others link to every one");
  rmSync(join(bench.site, post.path));
  return () => (existsSync(join(bench.out, fileOf(bench, post))) ? `${fileOf(bench, post)} is still there` : "");
}

/** Where the post's page lies in the output; months follow the site's time zone. */
function fileOf({ timezone }: Bench, { section, slug, publishedAt }: GeneratedPost): string {
  const [year, month] = new Intl.DateTimeFormat("en-CA", {
    timeZone: timezone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  })
    .format(publishedAt)
    .split("-");
  return `${section}/${year}/${month}/${slug}/index.html`;
}

function rewrite(
  bench: Bench,
  post: GeneratedPost,
  change: (frontMatter: Record<string, unknown>, body: string) => string,
): void {
  const file = join(bench.site, post.path);
  const { frontMatter, body } = parsePost(readFileSync(file, "utf8"));
  writeFileSync(file, change(frontMatter, body));
}

function expectFile({ out }: Bench, name: string): string {
  return existsSync(join(out, name)) ? "" : `${name} is not there`;
}

function expectText(bench: Bench, name: string, text: string): string {
  return (
    expectFile(bench, name) ||
    (readFileSync(join(bench.out, name), "utf8").includes(text) ? "" : `${name} does not contain "${text}"`)
  );
}

function nextEdit(bench: Bench): number {
  bench.edits += 1;
  return bench.edits;
}

function newest(bench: Bench): GeneratedPost {
  return at(bench, -1);
}

function at({ posts }: Bench, index: number): GeneratedPost {
  const post = posts.at(index);
  if (post === undefined) throw new Error("the site has no posts left");
  return post;
}
