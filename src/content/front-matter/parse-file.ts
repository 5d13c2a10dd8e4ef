// Reads one post and its comments from the disk and parses them: the work that may run in other processes.

import type { ParsedPost } from "../files/load-posts.ts";
import { commentsPath, readPostBytes } from "../files/post-bytes.ts";
import { describeFailure } from "../files/walk-posts.ts";
import { typeName } from "../readers/readers.ts";
import type { Problem } from "../types.ts";
import { decodeText } from "./front-matter.ts";
import { type ParseOptions, parsePost, type RenderMarkup } from "./parse-post.ts";

/** @param path relative to the site's folder, as `walkPosts` gives it
 *  @returns the post, and the HTML parts that the caller stores under `post.body.digest` */
export function parseFile(
  siteFolder: string,
  path: string,
  options: ParseOptions,
  renderMarkup: RenderMarkup,
): Omit<ParsedPost, "html"> & { parts: string[] } {
  let bytes: ReturnType<typeof readPostBytes>;
  try {
    bytes = readPostBytes(siteFolder, path);
  } catch (error) {
    const problem: Problem = {
      file: path,
      line: 1,
      column: 1,
      severity: "error",
      message: describeFailure(error, "make the file readable"),
    };
    return { path, digest: "", post: null, problems: [problem], parts: [] };
  }
  const problems: Problem[] = [];
  const commentCount = bytes.comments === null ? 0 : countComments(bytes.comments, commentsPath(path), problems);
  const result = parsePost({ path, bytes: bytes.post, commentCount }, options, renderMarkup);
  return {
    path,
    digest: bytes.digest,
    post: result.post,
    problems: [...result.problems, ...problems],
    parts: result.parts,
  };
}

function countComments(bytes: Buffer, file: string, problems: Problem[]): number {
  const { text, faults } = decodeText(bytes);
  for (const fault of faults) problems.push({ file, severity: "error", ...fault });
  if (faults.length > 0) return 0;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    problems.push({
      file,
      line: 1,
      column: 1,
      severity: "error",
      message: "the comments are not JSON; restore the file from git, or pull the comments again",
    });
    return 0;
  }
  if (Array.isArray(value)) return value.length;
  problems.push({
    file,
    line: 1,
    column: 1,
    severity: "error",
    message: `the comments are ${typeName(value)} instead of a list; restore the file from git, or pull the comments again`,
  });
  return 0;
}
