// From a request to its route, and from the route's answer to the response: headers, cross-origin rules, figures, and what failed.
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { urlLimit } from "../../api/contract.ts";
import { type Log, reasonOf } from "../log.ts";
import type { ServiceParts } from "../parts.ts";
import { StoreUnavailable } from "../stores/store.ts";
import { type Answer, type Exchange, isAnswer, type Route, refuse, unavailable } from "./exchange.ts";

type Methods = Partial<Record<"GET" | "POST", Route>>;

/** By path. */
export type Routes = Record<string, Methods>;

/** Answers a request, whatever it is; never throws. */
export type Handle = (request: IncomingMessage, response: ServerResponse) => void;

export function makeRouter(routes: Routes, { sites, metrics, log }: ServiceParts): Handle {
  const prefix = randomBytes(6).toString("base64url");
  let counter = 0;

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const begun = performance.now();
    const [path, query] = readTarget(request.url ?? "");
    const methods = Object.hasOwn(routes, path) ? routes[path] : undefined;
    const route = methods ? path : "other";
    const answer = await run({ request, query }, path, methods).catch((thrown) => explain(thrown, log));
    metrics.add("broadsheet_requests_total", { route, status: String(answer.status) });
    if (answer.refusal !== "") metrics.add("broadsheet_refusals_total", { route, reason: answer.refusal });
    metrics.observe(route, (performance.now() - begun) / 1000);
    if (response.destroyed) return;
    const headers: Record<string, string> = {
      ...answer.headers,
      "x-request-id": `${prefix}-${(counter++).toString(36)}`,
      "x-content-type-options": "nosniff",
    };
    if (path.startsWith("/v1/")) allowOrigin(request, headers);
    await send(response, answer, headers);
  };

  /** Refusals too may be read by the pages that they are for; otherwise their script would take them for a failing network. */
  const allowOrigin = ({ headers: { origin } }: IncomingMessage, headers: Record<string, string>): void => {
    headers.vary = "Origin";
    if (origin === undefined || !sites.isKnownOrigin(origin)) return;
    headers["access-control-allow-origin"] = origin;
    headers["access-control-expose-headers"] = "Retry-After, X-Request-Id";
  };

  return (request, response) => {
    serve(request, response).catch((error) => {
      // A client that goes before its answer ends is no failure.
      if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") log("error", "answer-failed", { message: reasonOf(error) });
      response.destroy();
    });
  };
}

/** The path is "" where the request has none. */
function readTarget(url: string): [path: string, query: string] {
  let target = url;
  // The absolute form: https://www.rfc-editor.org/rfc/rfc9112#name-absolute-form
  if (/^https?:\/\//i.test(url) && URL.canParse(url)) {
    const { pathname, search } = new URL(url);
    target = pathname + search;
  }
  const [, path = "", query = ""] = /^(\/[^?]*)\??(.*)$/s.exec(target) ?? [];
  return [path, query];
}

/** @throws what the route throws, and refusals where there is none */
async function run(exchange: Exchange, path: string, methods: Methods | undefined): Promise<Answer> {
  const { url = "", method = "" } = exchange.request;
  if (path === "") throw refuse(400, "malformed", "The address is malformed.");
  if (url.length > urlLimit) throw refuse(414, "address-too-long", `The address may have ${urlLimit} bytes at most.`);
  if (!methods) throw refuse(404, "unknown-route", "There is nothing at this address.");
  const name = method === "HEAD" ? "GET" : method;
  const route = Object.hasOwn(methods, name) ? methods[name as keyof Methods] : undefined;
  if (route) return route(exchange);
  const allow = ["GET" in methods && "GET, HEAD", "POST" in methods && "POST", "OPTIONS"].filter(Boolean).join(", ");
  if (method !== "OPTIONS") throw refuse(405, "wrong-method", `This address takes ${allow}.`, "", { allow });
  const headers = {
    allow,
    "access-control-allow-methods": allow,
    "access-control-allow-headers": "Content-Type",
    "access-control-max-age": "86400",
  };
  return { status: 204, body: "", headers, refusal: "" };
}

/** What was thrown, as an answer. */
function explain(thrown: unknown, log: Log): Answer {
  if (isAnswer(thrown)) return thrown;
  const message = reasonOf(thrown);
  if (thrown instanceof StoreUnavailable) {
    log("error", "store-unavailable", { reason: thrown.reason, message });
    const answer = unavailable("store-unavailable", "Counts cannot be kept at present; try again soon.");
    return { ...answer, refusal: `store-${thrown.reason}` };
  }
  log("error", "internal-error", { message, stack: (thrown instanceof Error && thrown.stack) || "" });
  return refuse(500, "internal-error", "The service has made a mistake.");
}

async function send(
  response: ServerResponse,
  { status, body }: Answer,
  headers: Record<string, string>,
): Promise<void> {
  if (typeof body === "string") {
    if (status !== 204 && status !== 304) headers["content-length"] = String(Buffer.byteLength(body));
    response.writeHead(status, headers).end(body);
    return;
  }
  response.writeHead(status, headers);
  if (response.req.method === "HEAD") response.end();
  else await pipeline(body, response);
}
