// Looks at the files of posts and of the output folder in a thread of its own: thousands of questions to the system, while the cache is read.
import { join } from "node:path";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { type OutputListing, scanOutput } from "../build/scan-output.ts";
import type { SourceStamp } from "../content/source-trust.ts";
import { type WalkedPosts, walkPosts } from "../content/walk-posts.ts";

/** What to look at, and the folder. */
type Question = ["posts" | "output", string];
/** Threads pass on no more of an error than its message: `fields` are its code, system call and path. */
type Answer = { value: PackedPosts | OutputListing } | { error: Error; fields: object };

export class FileThread {
  private readonly bundleFolder: string;
  private thread: Worker | null = null;
  /** Answers come in the order of the questions. */
  private readonly waiting: { resolve: (value: PackedPosts | OutputListing) => void; reject: (error: Error) => void }[] = [];

  constructor(bundleFolder: string) {
    this.bundleFolder = bundleFolder;
  }

  /** As `walkPosts`. */
  async walk(siteFolder: string): Promise<WalkedPosts> {
    return unpack((await this.ask(["posts", siteFolder])) as PackedPosts);
  }

  /** As `scanOutput`. @throws what the scan throws, such as EACCES */
  async scan(folder: string): Promise<OutputListing> {
    return (await this.ask(["output", folder])) as OutputListing;
  }

  async close(): Promise<void> {
    await this.thread?.terminate();
  }

  private ask(question: Question): Promise<PackedPosts | OutputListing> {
    this.thread ??= this.start();
    this.thread.postMessage(question);
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  private start(): Worker {
    const thread = new Worker(join(this.bundleFolder, "file-thread.mjs"), { workerData: "file-thread" });
    thread.on("message", (answer: Answer) => {
      const { resolve, reject } = this.waiting.shift() ?? {};
      if ("error" in answer) reject?.(Object.assign(answer.error, answer.fields));
      else resolve?.(answer.value);
    });
    thread.on("error", (error) => {
      for (const { reject } of this.waiting.splice(0)) reject(error);
    });
    return thread;
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
    return Number.isNaN(size) ? null : { size, mtimeMs: stamps[at + 1] ?? 0, ctimeMs: stamps[at + 2] ?? 0, ino: stamps[at + 3] ?? 0 };
  };
  const files = (paths === "" ? [] : paths.split("\n")).map((path, index) => {
    const at = index * numbersPerPost;
    return { path, stamp: stampAt(at) as SourceStamp, comments: stampAt(at + numbersPerStamp) };
  });
  return { files, problems };
}

function look([what, folder]: Question): Answer {
  try {
    return { value: what === "posts" ? pack(walkPosts(folder)) : scanOutput(folder) };
  } catch (error) {
    return { error: error as Error, fields: { ...(error as Error) } };
  }
}

if (!isMainThread && workerData === "file-thread") parentPort?.on("message", (question: Question) => parentPort?.postMessage(look(question)));
