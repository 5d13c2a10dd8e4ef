// Lists the files under `posts/` that are posts, the same on every machine, and refuses what must not be read.
import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, sep } from "node:path";
import type { Problem } from "../types.ts";
import { type SourceStamp, stampOf } from "./source-trust.ts";

export interface PostFile {
  /** Relative to the site's folder, with "/". */
  path: string;
  stamp: SourceStamp;
  /** Of the `comments.json` beside an `index.md`; null without one. */
  comments: SourceStamp | null;
}

/** In bytes: more is no text that somebody wrote. */
export const largestPost = 5 * 1024 * 1024;

const folder = "posts";
// What editors leave behind: steel.md~, #steel.md#, steel.md.swp; hidden files are skipped as well.
const leftover = /^\.|~$|^#.*#$|\.sw[a-p]$|\.(?:tmp|bak|orig)$/;
const misnamed = /\.(?:md|markdown|mdown|mkd)$/i;
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\\\ufffd]/;

export interface WalkedPosts {
  /** By path, in the order of their UTF-16 units, whatever the locale; no path holds a line end. */
  files: PostFile[];
  problems: Problem[];
}

export function walkPosts(siteFolder: string): WalkedPosts {
  const walk: Walk = { siteFolder, root: "", files: [], problems: [] };
  try {
    walk.root = realpathSync(join(siteFolder, folder));
    if (!statSync(walk.root).isDirectory())
      refuse(walk, folder, "it is not a folder; make it one, with the posts in it");
    else walkFolder(walk, folder, [walk.root]);
  } catch (error) {
    refuse(walk, folder, describeFailure(error, "make the folder, with the posts in it"));
  }
  walk.files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files: walk.files, problems: walk.problems };
}

interface Walk {
  siteFolder: string;
  /** Real path of `posts/`. */
  root: string;
  files: PostFile[];
  problems: Problem[];
}

/** @param above real paths of this folder and those it lies in; a link to one of them is a loop */
function walkFolder(walk: Walk, path: string, above: readonly string[]): undefined {
  let entries: Dirent[];
  try {
    entries = readdirSync(join(walk.siteFolder, path), { withFileTypes: true });
  } catch (error) {
    return refuse(walk, path, describeFailure(error, "make the folder readable"));
  }
  const hasComments = entries.some((entry) => entry.name === "comments.json");
  for (const entry of entries) {
    if (leftover.test(entry.name)) continue;
    const child = `${path}/${entry.name}`;
    if (unprintable.test(entry.name))
      refuse(walk, child, "the file's name has a control character, a backslash, or is not UTF-8; rename it");
    else if (entry.isSymbolicLink()) followLink(walk, child, above, hasComments);
    else if (entry.isDirectory()) enter(walk, child, above);
    else addFile(walk, child, hasComments);
  }
}

function enter(
  walk: Walk,
  path: string,
  above: readonly string[],
  real = join(above.at(-1) ?? "", path.slice(path.lastIndexOf("/") + 1)),
): undefined {
  if (misnamed.test(path))
    return refuse(walk, path, "it is a folder with the name of a post; rename it, and call the post in it index.md");
  if (above.length > 64) return refuse(walk, path, "folders are nested more than 64 deep; move the posts up");
  walkFolder(walk, path, [...above, real]);
}

function followLink(walk: Walk, path: string, above: readonly string[], hasComments: boolean): undefined {
  let real: string;
  try {
    real = realpathSync(join(walk.siteFolder, path));
  } catch (error) {
    return refuse(walk, path, describeFailure(error, "remove the symbolic link, or make what it leads to"));
  }
  if (!real.startsWith(walk.root + sep) && real !== walk.root)
    return refuse(walk, path, "the symbolic link leaves posts/; put the file itself here");
  if (above.includes(real)) return refuse(walk, path, "the symbolic link leads to a folder that it lies in; remove it");
  if (statSync(real).isDirectory()) enter(walk, path, above, real);
  else addFile(walk, path, hasComments);
}

function addFile(walk: Walk, path: string, hasComments: boolean): undefined {
  if (!misnamed.test(path)) return;
  if (!path.endsWith(".md")) return refuse(walk, path, 'posts end in ".md", in small letters; rename the file');
  const stat = statFile(walk, path);
  if (stat === null) return;
  if (!stat.isFile()) return refuse(walk, path, "it is no plain file; put the post itself here");
  if (stat.size > largestPost)
    return refuse(
      walk,
      path,
      `the file has ${describeSize(stat.size)}, and a post at most 5 MB; move what is not text out of it`,
    );
  const comments =
    hasComments && path.endsWith("/index.md")
      ? statFile(walk, `${path.slice(0, -"index.md".length)}comments.json`)
      : null;
  walk.files.push({ path, stamp: stampOf(stat), comments: comments === null ? null : stampOf(comments) });
}

function statFile(walk: Walk, path: string): Stats | null {
  try {
    return statSync(`${walk.siteFolder}/${path}`);
  } catch (error) {
    refuse(walk, path, describeFailure(error, "make the file readable"));
    return null;
  }
}

function refuse(walk: Walk, path: string, message: string): undefined {
  walk.problems.push({ file: path, line: 1, column: 1, severity: "error", message });
}

function describeSize(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** What the system says of a file that it will not give, with the cure. */
export function describeFailure(error: unknown, cure: string): string {
  const { code = "", syscall = "read" } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    ENOENT: "it is not there",
    EACCES: "it may not be read",
    EPERM: "it may not be read",
    ELOOP: "its symbolic links lead in a circle",
    ENAMETOOLONG: "its path is too long",
    EISDIR: "it is a folder",
    ENOTDIR: "a part of its path is no folder",
  };
  if (code === "") throw error;
  return `${reasons[code] ?? `the system refuses (${syscall}: ${code})`}; ${cure}`;
}
