// Serves the preview on the loopback address, and tells open pages of new builds and of errors.
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { join, sep } from "node:path";
import { build } from "esbuild";
import sirv from "sirv";
import type { PreviewOutcome } from "./preview-builder.ts";

interface PreviewServer {
  /** Origin: `http://localhost:8080`. */
  address: string;
  publish: (outcome: PreviewOutcome) => void;
  close: () => Promise<void>;
}

interface ServerRequest {
  /** Where the preview is built. */
  folder: string;
  packageFolder: string;
  /** Null takes the first free one from 8080. */
  port: number | null;
  /** Answers what is below `/v1/`: the counting service. */
  handleService: RequestListener;
}

const scriptPath = "/__broadsheet/preview.js";
const eventsPath = "/__broadsheet/events";
const firstPort = 8080;
const portsTried = 20;

export class PortTakenError extends Error {}

/** @throws PortTakenError */
export async function startPreviewServer({
  folder,
  packageFolder,
  port,
  handleService,
}: ServerRequest): Promise<PreviewServer> {
  mkdirSync(folder, { recursive: true });
  const script = await bundleScript(packageFolder);
  const serveFile = sirv(folder, { dev: true, dotfiles: true });
  const listeners = new Set<ServerResponse>();
  let last: PreviewOutcome = { errors: [], isChanged: false };
  const server = createServer((request, response) => {
    const path = pathOf(request);
    if (path === scriptPath) send(response, 200, "text/javascript; charset=utf-8", script);
    else if (path === eventsPath) listen(response, listeners, last);
    else if (path.startsWith("/v1/")) handleService(request, response);
    else if (!servePage(folder, path, response)) serveFile(request, response, () => serveNotFound(folder, response));
  });
  const address = `http://localhost:${await listenOn(server, port)}`;
  return {
    address,
    publish: (outcome) => {
      last = { ...outcome, isChanged: false };
      for (const listener of listeners) listener.write(eventOf(outcome));
    },
    close: () => {
      for (const listener of listeners) listener.end();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function bundleScript(packageFolder: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: packageFolder,
    entryPoints: ["src/client/preview.ts"],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/** Decoded; "" where the request's path is no path. */
function pathOf(request: IncomingMessage): string {
  try {
    return decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
  } catch {
    return "";
  }
}

/** Pages get the preview's script; false where `path` is none. */
function servePage(folder: string, path: string, response: ServerResponse): boolean {
  const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
  if (!file.startsWith(folder + sep) || !file.endsWith(".html") || !statSync(file, { throwIfNoEntry: false })?.isFile())
    return false;
  send(response, 200, "text/html; charset=utf-8", withScript(readFileSync(file, "utf8")));
  return true;
}

function serveNotFound(folder: string, response: ServerResponse): void {
  const file = join(folder, "404.html");
  const page = existsSync(file)
    ? readFileSync(file, "utf8")
    : "<!doctype html><title>Preview</title><p>There is nothing to show yet.</p>";
  send(response, 404, "text/html; charset=utf-8", withScript(page));
}

function withScript(page: string): string {
  const tag = `<script defer src="${scriptPath}"></script>`;
  return page.includes("</head>") ? page.replace("</head>", () => `${tag}</head>`) : page + tag;
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store" });
  response.end(text);
}

function listen(response: ServerResponse, listeners: Set<ServerResponse>, last: PreviewOutcome): void {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  response.write(eventOf(last));
  listeners.add(response);
  response.once("close", () => listeners.delete(response));
}

function eventOf(outcome: PreviewOutcome): string {
  return `data: ${JSON.stringify(outcome)}\n\n`;
}

async function listenOn(server: Server, wanted: number | null): Promise<number> {
  const ports = wanted === null ? Array.from({ length: portsTried }, (_, i) => firstPort + i) : [wanted];
  for (const port of ports) {
    const isFree = await new Promise<boolean>((resolve, reject) => {
      const onError = (error: NodeJS.ErrnoException): void =>
        error.code === "EADDRINUSE" || error.code === "EACCES" ? resolve(false) : reject(error);
      server.once("error", onError);
      server.listen(port, "localhost", () => {
        server.off("error", onError);
        resolve(true);
      });
    });
    if (isFree) return port;
  }
  throw new PortTakenError(
    wanted === null ? `ports ${firstPort} to ${firstPort + portsTried - 1} are taken` : `port ${wanted} is taken`,
  );
}
