// The HTTP contract of the counting service: what browser scripts send and what the service answers.

export const viewRoute = "/v1/view";
export const countsRoute = "/v1/counts";

/** A request's whole address, in bytes. */
export const urlLimit = 8192;
/** A view's body, in bytes. */
export const bodyLimit = 1024;
/** `p` parameters of one `GET /v1/counts`. */
export const pathLimit = 100;
/** What `i` looks like; the browser script sends 32 digits. */
export const viewIdPattern = /^[0-9a-f]{16,32}$/;
/** `Cache-Control` of `GET /v1/counts`, in seconds. */
export const countsCacheControl = "max-age=30, s-maxage=60, stale-while-revalidate=300, stale-if-error=86400";

/** Body of `POST /v1/view`, as `text/plain` (no preflight) or `application/json`. */
export interface ViewRequest {
  /** `site.id`. */
  s: string;
  /** The article's path or an alias of it, as `/articles.json` spells it, without the base path. */
  p: string;
  /** New for each page view; see `viewIdPattern`. */
  i: string;
}

export interface Counts {
  views: number;
  /** Approved comments. */
  comments: number;
}

/** Sent with status 200 once the count is committed; `counted` is false for bots, prefetches and repeats. */
export interface ViewAnswer extends Counts {
  counted: boolean;
}

/** Answer of `GET /v1/counts?s=…&p=…&p=…`: by path as asked for; unknown paths are left out. */
export interface CountsAnswer {
  counts: Record<string, Counts>;
}

/** Body of every answer with a status of 400 or above. */
export interface ErrorAnswer {
  error: {
    code: string;
    message: string;
    /** The parameter or body field at fault. */
    field?: string;
  };
}
