// From a request to its route, and from the route's answer to the response: headers, cross-origin rules, figures, and what failed.
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { urlLimit } from "../../api/contract.ts";
import { type Log, reasonOf } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import type { Sites } from "../sites.ts";
import { StoreUnavailable } from "../stores/store.ts";
import { type Answer, type Exchange, type Route, refuse, unavailable } from "./exchange.ts";

/** Path → method → route. */
export type Routes = Record<string, Partial<Record<"GET" | "POST", Route>>>;

interface RouterDependencies {
  routes: Routes;
  sites: Sites;
  metrics: Metrics;
  log: Log;
}

/** Answers a request, whatever it is; never throws. */
export type Handle = (request: IncomingMessage, response: ServerResponse) => void;

export function makeRouter({ routes, sites, metrics, log }: RouterDependencies): Handle {
  const prefix = randomBytes(6).toString("base64url");
  let counter = 0;

  const answer = async (exchange: Exchange | null, methods: Routes[string] | undefined): Promise<Answer> => {
    if (exchange === null) return refuse(400, "malformed", "The address is malformed.");
    const { request } = exchange;
    if ((request.url ?? "").length > urlLimit)
      return refuse(414, "address-too-long", `The address may have ${urlLimit} bytes at most.`);
    if (!methods) return refuse(404, "unknown-route", "There is nothing at this address.");
    if (request.method === "OPTIONS") return preflight(methods);
    const route = methods[request.method === "HEAD" ? "GET" : (request.method as "GET")];
    if (!route || !Object.hasOwn(methods, request.method === "HEAD" ? "GET" : (request.method ?? ""))) {
      return refuse(405, "wrong-method", `This address takes ${allow(methods)}.`, "", { allow: allow(methods) });
    }
    try {
      return await route(exchange);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      log("error", "store-unavailable", { reason: error.reason, message: error.message });
      return {
        ...unavailable("store-unavailable", "Counts cannot be kept at present; try again soon."),
        refusal: `store-${error.reason}`,
      };
    }
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const begun = performance.now();
    const exchange = readTarget(request);
    const methods = exchange && Object.hasOwn(routes, exchange.path) ? routes[exchange.path] : undefined;
    const name = methods && exchange ? exchange.path : "other";
    let result: Answer;
    try {
      result = await answer(exchange, methods);
    } catch (error) {
      log("error", "internal-error", {
        message: reasonOf(error),
        stack: error instanceof Error ? (error.stack ?? "") : "",
      });
      result = refuse(500, "internal-error", "The service has made a mistake.");
    }
    metrics.add("broadsheet_requests_total", { route: name, status: String(result.status) });
    if (result.refusal !== "") metrics.add("broadsheet_refusals_total", { route: name, reason: result.refusal });
    metrics.observe(name, (performance.now() - begun) / 1000);
    if (response.destroyed) return;
    const headers: Record<string, string> = {
      ...result.headers,
      "x-request-id": `${prefix}-${(counter++).toString(36)}`,
      "x-content-type-options": "nosniff",
    };
    if (exchange?.path.startsWith("/v1/")) allowOrigin(request, headers);
    if (result.closes) headers.connection = "close";
    await send(response, result, headers);
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
      log("error", "answer-failed", { message: reasonOf(error) });
      response.destroy();
    });
  };
}

/** Null where the request's target is no path. */
function readTarget(request: IncomingMessage): Exchange | null {
  let target = request.url ?? "";
  if (!target.startsWith("/")) {
    // The absolute form: https://www.rfc-editor.org/rfc/rfc9112#name-absolute-form
    if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return null;
    const { pathname, search } = new URL(target);
    target = pathname + search;
  }
  const mark = target.indexOf("?");
  return mark === -1
    ? { request, path: target, query: "" }
    : { request, path: target.slice(0, mark), query: target.slice(mark + 1) };
}

function allow(methods: Routes[string]): string {
  return ["GET" in methods && "GET, HEAD", "POST" in methods && "POST", "OPTIONS"].filter(Boolean).join(", ");
}

function preflight(methods: Routes[string]): Answer {
  const headers = {
    allow: allow(methods),
    "access-control-allow-methods": allow(methods),
    "access-control-allow-headers": "Content-Type",
    "access-control-max-age": "86400",
  };
  return { status: 204, body: "", headers, refusal: "" };
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
  const isHead = response.req.method === "HEAD";
  for await (const text of body) {
    if (isHead || response.destroyed) break;
    if (!response.write(text)) await drained(response);
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.on("drain", done).on("close", done);
  });
}
