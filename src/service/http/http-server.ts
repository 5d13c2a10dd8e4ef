// The service's own HTTP server, with its limits on time and size.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { ErrorAnswer } from "../../api/contract.ts";
import type { ServiceParts } from "../parts.ts";
import type { Handle } from "./router.ts";

const requestTime = 5_000; // ms, from its first byte to its last
const limits = {
  maxHeaderSize: 16_384, // bytes, of a request's line and headers together
  headersTimeout: requestTime,
  requestTimeout: requestTime,
  keepAliveTimeout: 15_000, // ms between requests
  connectionsCheckingInterval: 1_000,
  requireHostHeader: false,
  noDelay: true,
};
/** A client that does not take its answer is let go, ms. */
const silenceTime = 20_000;
const connectionLimit = 2_048;
/** What is under way at a stop may take so long, ms. */
const stopTime = 3_000;
const farewellTime = 300; // ms

export interface HttpServer {
  port: number;
  /** Lets requests under way finish. */
  close: () => Promise<void>;
}

/** @throws the system's error where it cannot listen, such as EADDRINUSE */
export async function startHttpServer(handle: Handle, { settings, metrics }: ServiceParts): Promise<HttpServer> {
  // Of what never became a request.
  const countRefusal = (reason: string) => metrics.add("broadsheet_refusals_total", { route: "other", reason });
  let isStopping = false;
  const server = createServer(limits, (request, response) => {
    if (isStopping) response.setHeader("connection", "close");
    handle(request, response);
  });
  server.timeout = silenceTime;
  server.maxConnections = connectionLimit;
  server.on("clientError", (error, socket: Socket) => answerBroken(error, socket, countRefusal));
  server.on("drop", () => countRefusal("too-many-connections"));
  await once(server.listen(settings.port, settings.host), "listening");
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      isStopping = true;
      return stop(server);
    },
  };
}

/** For a moment requests are still taken, and told that the connection ends: a client that is just sending one is not cut off. */
async function stop(server: Server): Promise<void> {
  await wait(farewellTime);
  const closed = once(server, "close");
  server.close();
  // Connections fall idle as their requests are answered.
  const sweeper = setInterval(() => server.closeIdleConnections(), 50);
  const timer = setTimeout(() => server.closeAllConnections(), stopTime);
  await closed;
  clearInterval(sweeper);
  clearTimeout(timer);
}

/** What never became a request gets an answer all the same. */
function answerBroken(error: NodeJS.ErrnoException, socket: Socket, countRefusal: (reason: string) => void): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, code] = causes[error.code ?? ""] ?? ["400 Bad Request", "malformed"];
  const message = "The request is not in the form of HTTP, too large, or too slow.";
  const body = JSON.stringify({ error: { code, message } } satisfies ErrorAnswer);
  const head = `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}`;
  countRefusal(code);
  socket.end(`${head}\r\nConnection: close\r\n\r\n${body}`, () => socket.destroy());
}

const causes: Record<string, [status: string, code: string]> = {
  HPE_HEADER_OVERFLOW: ["431 Request Header Fields Too Large", "headers-too-large"],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ["413 Content Too Large", "too-large"],
  ERR_HTTP_REQUEST_TIMEOUT: ["408 Request Timeout", "too-slow"],
};
