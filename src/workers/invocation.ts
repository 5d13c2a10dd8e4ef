// What the launcher tells the command of the code that runs.
import type { Worker } from "node:worker_threads";
import type { CodeFolders } from "./code-folders.ts";

export interface Invocation extends CodeFolders {
  /** One that runs `serve` of `side-thread.ts`. */
  sideThread: () => Worker;
  /** Hash of the code, the locked packages and the versions of Node, ICU and time-zone data. */
  sourceDigest: string;
  /** Hash of all that and of Broadsheet's templates. */
  codeDigest: string;
}
