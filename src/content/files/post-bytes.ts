// The bytes that a post is made of, its own and those of the comments beside it, and their digest.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface PostBytes {
  post: Buffer;
  /** Null without a `comments.json` beside an `index.md`. */
  comments: Buffer | null;
  /** Hex SHA-256 over both. */
  digest: string;
}

/** @param path relative to the site's folder
 *  @throws the system's error when a file cannot be read */
export function readPostBytes(siteFolder: string, path: string): PostBytes {
  const post = readFileSync(join(siteFolder, path));
  const comments = path.endsWith("/index.md") ? readIfThere(join(siteFolder, commentsPath(path))) : null;
  const hash = createHash("sha256");
  // The length keeps what moves between the two files from going unseen.
  if (comments !== null) hash.update(`${comments.length}\n`).update(comments);
  return { post, comments, digest: hash.update(post).digest("hex") };
}

export function commentsPath(path: string): string {
  return `${path.slice(0, -"index.md".length)}comments.json`;
}

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
