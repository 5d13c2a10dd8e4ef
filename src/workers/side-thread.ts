// A thread beside the main one: looks at the files of posts and of the output folder while the cache is read, and does what there is little of:
// parses few posts, draws headlines, which wants code that the main thread then need not load.
import { setImmediate } from "node:timers/promises";
import { parentPort, type Worker } from "node:worker_threads";
import type { ParsedPost } from "../content/files/load-posts.ts";
import type { SourceStamp } from "../content/files/source-trust.ts";
import { type WalkedPosts, walkPosts } from "../content/files/walk-posts.ts";
import type { HeadlineCard } from "../pages/articles/headline-card.ts";
import { keepSeenFolders, loadSeenFolders, type OutputListing, scanInSlices } from "../publish/scan-output.ts";
import type { ParseJob } from "./parse-job.ts";

type Question =
  | { kind: "posts"; folder: string }
  | { kind: "output"; folder: string; cacheFolder: string }
  | ParseJob
  | { kind: "draw"; cards: readonly HeadlineCard[] };
type Value = PackedPosts | OutputListing | ParsedPost[] | Uint8Array[];
/** Threads pass on no more of an error than its message: `fields` are its code, system call and path. */
type Answer = { value: Value } | { error: Error; fields: object };
/** Each way: a number that the answer shares with its question. */
type Message<T> = { id: number; content: T };

export class SideThread {
  private readonly thread: Worker;
  private readonly waiting = new Map<number, { resolve: (value: Value) => void; reject: (error: Error) => void }>();
  private asked = 0;
  private failure: Error | null = null;

  /** `thread` runs `serve`. */
  constructor(thread: Worker) {
    this.thread = thread;
    this.thread.on("message", ({ id, content }: Message<Answer>) => {
      const { resolve, reject } = this.waiting.get(id) ?? {};
      this.waiting.delete(id);
      if ("error" in content) reject?.(Object.assign(content.error, content.fields));
      else resolve?.(content.value);
    });
    this.thread.on("error", (error) => {
      this.failure = error;
      for (const { reject } of this.waiting.values()) reject(error);
      this.waiting.clear();
    });
  }

  /** As `walkPosts`. */
  async walk(folder: string): Promise<WalkedPosts> {
    return unpack((await this.ask({ kind: "posts", folder })) as PackedPosts);
  }

  /** The listing of `scanOutput`; what folders hold is kept in `cacheFolder`. @throws what the scan throws, such as EACCES */
  async scan(folder: string, cacheFolder: string): Promise<OutputListing> {
    return (await this.ask({ kind: "output", folder, cacheFolder })) as OutputListing;
  }

  /** As `runParseJob`. */
  async parse(job: ParseJob): Promise<ParsedPost[]> {
    return (await this.ask(job)) as ParsedPost[];
  }

  /** As `drawHeadlines`. */
  async draw(cards: readonly HeadlineCard[]): Promise<Uint8Array[]> {
    return (await this.ask({ kind: "draw", cards })) as Uint8Array[];
  }

  async close(): Promise<void> {
    await this.thread.terminate();
  }

  private async ask(content: Question): Promise<Value> {
    if (this.failure !== null) throw this.failure;
    const id = this.asked++;
    this.thread.postMessage({ id, content } satisfies Message<Question>);
    return await new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }
}

/** Thousands of small objects take long from thread to thread, one text and one list of numbers do not. */
interface PackedPosts {
  /** A line each. */
  paths: string;
  /** `stampNumbers` for each post, and the same for its comments; NaN without. */
  stamps: Float64Array;
  problems: WalkedPosts["problems"];
}

const stampNumbers = ["size", "mtimeMs", "ctimeMs", "ino"] as const;
const numbersPerStamp = stampNumbers.length;
/** A post's own, and its comments'. */
const numbersPerPost = 2 * numbersPerStamp;

function pack({ files, problems }: WalkedPosts): PackedPosts {
  const stamps = new Float64Array(files.length * numbersPerPost).fill(Number.NaN);
  files.forEach(({ stamp, comments }, index) => {
    const at = index * numbersPerPost;
    stampNumbers.forEach((name, i) => {
      stamps[at + i] = stamp[name];
      if (comments !== null) stamps[at + numbersPerStamp + i] = comments[name];
    });
  });
  return { paths: files.map(({ path }) => path).join("\n"), stamps, problems };
}

function unpack({ paths, stamps, problems }: PackedPosts): WalkedPosts {
  const stampAt = (at: number): SourceStamp | null => {
    const size = stamps[at] ?? 0;
    return Number.isNaN(size)
      ? null
      : { size, mtimeMs: stamps[at + 1] ?? 0, ctimeMs: stamps[at + 2] ?? 0, ino: stamps[at + 3] ?? 0 };
  };
  const files = (paths === "" ? [] : paths.split("\n")).map((path, index) => {
    const at = index * numbersPerPost;
    return { path, stamp: stampAt(at) as SourceStamp, comments: stampAt(at + numbersPerStamp) };
  });
  return { files, problems };
}

/** Milliseconds at a time: a post that has changed is parsed before the rest is scanned. */
const scanSlice = 5;

/** Of folders: when so many of what was kept hold something else by now, it is kept anew. */
const worthKeeping = 500;

async function scan(folder: string, cacheFolder: string): Promise<OutputListing> {
  const slices = scanInSlices(folder, loadSeenFolders(cacheFolder, folder));
  for (let started = performance.now(); ; ) {
    const { done, value } = slices.next();
    if (done) {
      if (value.readAnew >= worthKeeping) keepSeenFolders(cacheFolder, folder, value.seen);
      return value.listing;
    }
    if (performance.now() - started < scanSlice) continue;
    await setImmediate();
    started = performance.now();
  }
}

async function answer(question: Question): Promise<Answer> {
  try {
    if (question.kind === "posts") return { value: pack(walkPosts(question.folder)) };
    if (question.kind === "draw")
      return { value: await (await import("../pictures/make-pictures.ts")).drawHeadlines(question.cards) };
    const { runParseJob, warmParser } = await import("./parse-job.ts");
    if (question.kind === "parse") return { value: await runParseJob(question) };
    // Before anyone knows whether a post has changed.
    await warmParser();
    return { value: await scan(question.folder, question.cacheFolder) };
  } catch (error) {
    return { error: error as Error, fields: { ...(error as Error) } };
  }
}

/** @param keepCompiled keeps the code of this thread, compiled, for the next one */
export function serve(keepCompiled: () => void): void {
  parentPort?.on("message", async ({ id, content }: Message<Question>) => {
    parentPort?.postMessage({ id, content: await answer(content) } satisfies Message<Answer>);
    if (content.kind === "parse") keepCompiled();
  });
}
