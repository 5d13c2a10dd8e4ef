// A counting service for browser tests: keeps the contract, records every request, and fails when told to.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import sirv from "sirv";
import {
  bodyLimit,
  type Counts,
  type CountsAnswer,
  countsCacheControl,
  countsRoute,
  type ErrorAnswer,
  pathLimit,
  type ViewAnswer,
  type ViewRequest,
  viewIdPattern,
  viewRoute,
} from "../../src/api/contract.ts";
import { type TopAnswer, topRoute } from "../../src/api/most-read.ts";

/** What becomes of a request to the service: an answer, a status, silence, or a closed connection. */
export type Mode = "answer" | 429 | 500 | "hang" | "close";

export interface RecordedRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export interface CountingStub {
  /** `http://127.0.0.1:PORT`. */
  origin: string;
  /** Everything asked for, in order; clear it with `reset`. */
  requests: RecordedRequest[];
  /** Path → HTML. */
  pages: Map<string, string>;
  /** A built site, served besides `pages`; "" for none. */
  folder: string;
  /** Path → numbers; `POST /v1/view` adds to them, other paths are unknown. */
  counts: Map<string, Counts>;
  /** Applies to the service's routes, not to pages. */
  mode: Mode;
  /** Origins that may call the service from elsewhere. */
  allowedOrigins: Set<string>;
  views(): ViewRequest[];
  reads(): string[];
  /** Resolves when `isReached` holds, which is tried after every request; throws after 10 s. */
  until(what: string, isReached: () => boolean): Promise<void>;
  /** Forgets requests, pages, the folder, counts, ids and origins. */
  reset(): void;
  close(): Promise<void>;
}

interface Reply {
  status: number;
  value: ViewAnswer | CountsAnswer | TopAnswer | ErrorAnswer;
}

let script: Promise<string> | undefined;

/** The browser script as pages get it: bundled and minified, for ES2020. */
export function bundleCountScript(): Promise<string> {
  script ??= build({
    entryPoints: [fileURLToPath(new URL("../../src/client/count.ts", import.meta.url))],
    bundle: true,
    minify: true,
    target: "es2020",
    format: "iife",
    charset: "utf8",
    legalComments: "none",
    write: false,
  }).then(({ outputFiles }) => outputFiles[0]?.text ?? "");
  return script;
}

/** Listens on a free port of the loopback interface; serves its pages, `/count.js`, and the service. */
export async function startCountingStub(): Promise<CountingStub> {
  const source = await bundleCountScript();
  const seen = new Set<string>();
  const waiting = new Set<() => void>();

  const server = createServer((request, response) => {
    // A page that is closed in the middle of a request takes its connection with it.
    handle(request, response).catch(() => response.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const url = request.url ?? "/";
    stub.requests.push({ method: request.method ?? "", url, headers: request.headers, body });
    const isService = url.startsWith("/v1/");
    if (!isService) servePage(request, url, response);
    else if (stub.mode === "close") request.socket.destroy();
    else if (stub.mode !== "hang") {
      allowOrigin(request, response);
      const { status, value } = answer(request, url, body);
      if (request.method === "GET" && status === 200) response.setHeader("Cache-Control", countsCacheControl);
      response.writeHead(status, { "Content-Type": "application/json; charset=utf-8" }).end(JSON.stringify(value));
    }
    for (const check of waiting) check();
  }

  function servePage(request: IncomingMessage, url: string, response: ServerResponse): void {
    const page = stub.pages.get(decodeURI(url));
    if (url === "/count.js") response.setHeader("Content-Type", "text/javascript; charset=utf-8").end(source);
    else if (page !== undefined) response.setHeader("Content-Type", "text/html; charset=utf-8").end(page);
    else if (stub.folder) sirv(stub.folder, { dev: true })(request, response, () => void response.writeHead(404).end());
    else response.writeHead(url === "/favicon.ico" ? 204 : 404).end();
  }

  function allowOrigin(request: IncomingMessage, response: ServerResponse): void {
    const origin = request.headers.origin ?? "";
    if (stub.allowedOrigins.has(origin))
      response.setHeader("Access-Control-Allow-Origin", origin).setHeader("Vary", "Origin");
  }

  function answer(request: IncomingMessage, url: string, body: string): Reply {
    if (typeof stub.mode === "number") return refuse(stub.mode, "told-to-fail");
    if (request.method === "POST" && url === viewRoute) return countView(request, body);
    if (request.method === "GET" && url.startsWith(`${countsRoute}?`)) return readCounts(url);
    // Nothing is read most here.
    if (request.method === "GET" && url.startsWith(`${topRoute}?`))
      return { status: 200, value: { window: "24h", articles: [] } };
    return refuse(404, "unknown-route");
  }

  function countView(request: IncomingMessage, body: string): Reply {
    if (!/^(text\/plain|application\/json)(;|$)/.test(request.headers["content-type"] ?? ""))
      return refuse(415, "wrong-type");
    if (Buffer.byteLength(body) > bodyLimit) return refuse(413, "too-large");
    const view = parseView(body);
    if (!view) return refuse(400, "malformed");
    const counts = stub.counts.get(view.p);
    if (!counts) return refuse(404, "unknown-path");
    const isCounted = !seen.has(view.i) && !request.headers["sec-purpose"];
    seen.add(view.i);
    if (isCounted) counts.views++;
    return { status: 200, value: { ...counts, counted: isCounted } };
  }

  function readCounts(url: string): Reply {
    const parameters = new URL(url, stub.origin).searchParams;
    const paths = parameters.getAll("p");
    if (!parameters.get("s") || paths.length === 0 || paths.length > pathLimit) return refuse(400, "malformed");
    const known = paths.flatMap((path) => (stub.counts.has(path) ? [[path, stub.counts.get(path)]] : []));
    return { status: 200, value: { counts: Object.fromEntries(known) } };
  }

  const stub: CountingStub = {
    origin: "",
    requests: [],
    pages: new Map(),
    folder: "",
    counts: new Map(),
    mode: "answer",
    allowedOrigins: new Set(),
    views: () =>
      stub.requests
        .filter(({ method, url }) => method === "POST" && url === viewRoute)
        .map(({ body }) => JSON.parse(body) as ViewRequest),
    reads: () =>
      stub.requests.filter(({ method, url }) => method === "GET" && url.startsWith(countsRoute)).map(({ url }) => url),
    until: (what, isReached) =>
      new Promise((resolve, reject) => {
        const finish = (settle: () => void) => {
          clearTimeout(timer);
          waiting.delete(check);
          settle();
        };
        const check = () => isReached() && finish(resolve);
        const seenUrls = () => stub.requests.map(({ method, url }) => `${method} ${url}`).join(", ");
        const timer = setTimeout(
          () => finish(() => reject(new Error(`no ${what} within 10 s; seen: ${seenUrls() || "nothing"}`))),
          10_000,
        );
        waiting.add(check);
        check();
      }),
    reset: () => {
      stub.requests.length = 0;
      stub.pages.clear();
      stub.folder = "";
      stub.counts.clear();
      stub.allowedOrigins.clear();
      seen.clear();
      stub.mode = "answer";
    },
    close: () => closeServer(server),
  };

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stub.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return stub;
}

function parseView(body: string): ViewRequest | null {
  try {
    const { s, p, i } = JSON.parse(body) as Record<string, unknown>;
    return typeof s === "string" && typeof p === "string" && typeof i === "string" && viewIdPattern.test(i)
      ? { s, p, i }
      : null;
  } catch {
    return null;
  }
}

function refuse(status: number, code: string): Reply {
  return { status, value: { error: { code, message: code } } };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
