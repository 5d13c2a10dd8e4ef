// One request and its answer, as the routes see them.
import type { IncomingMessage } from "node:http";
import type { ErrorAnswer } from "../../api/contract.ts";

export interface Exchange {
  request: IncomingMessage;
  /** Without "?"; "" where there is none. */
  query: string;
}

/** Names in lower case. */
type Headers = Record<string, string>;

export interface Answer {
  status: number;
  /** Text, or lines as they come; "" for none. */
  body: string | AsyncIterable<string>;
  /** Besides those that every answer has. */
  headers: Headers;
  /** Why the request was refused, for the metrics; "" where it was not. */
  refusal: string;
}

export const isAnswer = (value: unknown): value is Answer =>
  typeof value === "object" && value !== null && "refusal" in value;

/** Answers, or throws what `refuse` or `unavailable` gives, from however deep. */
export type Route = (exchange: Exchange) => Answer | Promise<Answer>;

/** Status 200; kept by nobody where `headers` say nothing else. */
export function answerText(body: Answer["body"], type: string, headers: Headers = {}): Answer {
  return { status: 200, body, headers: { "content-type": type, "cache-control": "no-store", ...headers }, refusal: "" };
}

export const answerJson = (value: object, headers: Headers = {}): Answer =>
  answerText(JSON.stringify(value), "application/json; charset=utf-8", headers);

/** To be thrown: an answer with status 400 or above; `code` is for programs, `message` for people, `field` what to look at. */
export function refuse(status: number, code: string, message: string, field = "", headers: Headers = {}): Answer {
  const value: ErrorAnswer = { error: { code, message, ...(field !== "" && { field }) } };
  return { ...answerJson(value, headers), status, refusal: code };
}

/** To be thrown: 503; `seconds` until it is worth to try again. */
export const unavailable = (code: string, message: string, seconds = 2): Answer =>
  refuse(503, code, message, "", { "retry-after": String(seconds) });

/** What stands in the whole body. @throws a refusal where it is longer than `limit` bytes, or breaks off */
export function readBody(request: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    // The connection is of no more use: its request is not read to the end.
    const refuseLarge = () =>
      reject(refuse(413, "too-large", `The body may have ${limit} bytes at most.`, "", { connection: "close" }));
    if (Number(request.headers["content-length"] ?? 0) > limit) return refuseLarge();
    request.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length <= limit) return;
      request.removeAllListeners("data").pause();
      refuseLarge();
    });
    request.on("end", () => resolve(Buffer.concat(chunks).toString()));
    // The client has gone; nobody reads the answer.
    request.on("error", () => reject(refuse(400, "aborted", "The request ended before its body did.")));
  });
}
