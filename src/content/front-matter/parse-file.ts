// Reads one post and its comments from the disk and parses them: the work that may run in other processes.

import type { ParsedPost } from "../files/load-posts.ts";
import { commentsPath, readPostBytes } from "../files/post-bytes.ts";
import { describeFailure } from "../files/walk-posts.ts";
import type { PostPlace } from "../post.ts";
import { typeName } from "../readers/readers.ts";
import type { Problem } from "../types.ts";
import { decodeText } from "./front-matter.ts";
import { type ParsedText, type ParseOptions, parsePost, type RenderMarkup } from "./parse-post.ts";

/** Writes the texts of a post where later builds find them. */
export type StoreTexts = (texts: ParsedText["texts"], post: ParsedText["post"]) => PostPlace;

/** @param path relative to the site's folder, as `walkPosts` gives it */
export function parseFile(
  siteFolder: string,
  path: string,
  options: ParseOptions,
  renderMarkup: RenderMarkup,
  store: StoreTexts,
): ParsedPost {
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
    return { path, digest: "", post: null, problems: [problem] };
  }
  const problems: Problem[] = [];
  const commentCount = bytes.comments === null ? 0 : countComments(bytes.comments, commentsPath(path), problems);
  const result = parsePost({ path, bytes: bytes.post, commentCount }, options, renderMarkup);
  const { parsed } = result;
  const post = parsed && { ...parsed.post, place: store(parsed.texts, parsed.post) };
  return { path, digest: bytes.digest, post, problems: [...result.problems, ...problems] };
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
