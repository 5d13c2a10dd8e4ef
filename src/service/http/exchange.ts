// One request and its answer, as the routes see them.
import type { IncomingMessage } from "node:http";
import type { ErrorAnswer } from "../../api/contract.ts";

export interface Exchange {
  request: IncomingMessage;
  /** Without query. */
  path: string;
  /** Without "?"; "" where there is none. */
  query: string;
}

export interface Answer {
  status: number;
  /** Text, or lines as they come; "" for none. */
  body: string | AsyncIterable<string>;
  /** Besides those that every answer has; names in lower case. */
  headers: Record<string, string>;
  /** Why the request was refused, for the metrics; "" where it was not. */
  refusal: string;
  /** Whether the connection is of no more use: its request has not been read to the end. */
  closes?: boolean;
}

/** `counts`: some milliseconds of work at most, so that a route may answer at once or later. */
export type Route = (exchange: Exchange) => Answer | Promise<Answer>;

const jsonType = "application/json; charset=utf-8";

export function answerJson(value: object, headers: Record<string, string> = {}): Answer {
  return {
    status: 200,
    body: JSON.stringify(value),
    headers: { "content-type": jsonType, "cache-control": "no-store", ...headers },
    refusal: "",
  };
}

/** An answer with status 400 or above; `code` is for programs, `message` for people, `field` what to look at. */
export function refuse(
  status: number,
  code: string,
  message: string,
  field = "",
  headers: Record<string, string> = {},
): Answer {
  const value: ErrorAnswer = { error: { code, message, ...(field !== "" && { field }) } };
  return {
    status,
    body: JSON.stringify(value),
    headers: { "content-type": jsonType, "cache-control": "no-store", ...headers },
    refusal: code,
  };
}

/** 503; `seconds` until it is worth to try again. */
export function unavailable(code: string, message: string, seconds = 2): Answer {
  return refuse(503, code, message, "", { "retry-after": String(seconds) });
}

/** What stands in the whole body; or the answer where it is none, or longer than `limit` bytes. */
export function readBody(request: IncomingMessage, limit: number): Promise<string | Answer> {
  const refuseLarge = () => ({
    ...refuse(413, "too-large", `The body may have ${limit} bytes at most.`),
    closes: true,
  });
  if (Number(request.headers["content-length"] ?? 0) > limit) return Promise.resolve(refuseLarge());
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) {
        request.removeAllListeners("data").pause();
        resolve(refuseLarge());
      } else chunks.push(chunk);
    });
    request.on("end", () =>
      resolve(chunks.length === 1 ? (chunks[0] as Buffer).toString() : Buffer.concat(chunks).toString()),
    );
    // The client has gone; nobody reads the answer.
    request.on("error", () => resolve(refuse(400, "aborted", "The request ended before its body did.")));
  });
}
