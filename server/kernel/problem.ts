import { STATUS_CODES } from "node:http";

export type ProblemParams = Record<string, string | number | boolean | null>;

/**
 * A refusal that a person can act on. `code` is stable and also the i18n key; modules own codes, the kernel owns the kinds below.
 * On the wire: an RFC 9457 problem document.
 */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly params: ProblemParams;
  readonly retryAfter: number | undefined;

  constructor(status: number, code: string, params: ProblemParams = {}, retryAfter?: number) {
    super(code);
    this.name = "Problem";
    this.status = status;
    this.code = code;
    this.params = params;
    this.retryAfter = retryAfter;
  }
}

const kind =
  (status: number) =>
  (code: string, params: ProblemParams = {}) =>
    new Problem(status, code, params);

/** 400: the request cannot be read. */
export const malformed = kind(400);
/** 401: nobody is signed in. */
export const unauthenticated = kind(401);
/** 403: readable, but this act is not permitted. */
export const forbidden = kind(403);
/** 404: missing, or not readable by this actor. */
export const missing = kind(404);
/** 409: the state of things does not allow it. */
export const conflict = kind(409);
/** 422: understood, but wrong. */
export const invalid = kind(422);

/** 429: too often; `retryAfter` in seconds. */
export const limited = (code: string, retryAfter: number, params: ProblemParams = {}) =>
  new Problem(429, code, params, retryAfter);

/** 503: try again in `retryAfter` seconds. */
export const unavailable = (code: string, retryAfter: number, params: ProblemParams = {}) =>
  new Problem(503, code, params, retryAfter);

/** The RFC 9457 document of a problem. */
export function problemDocument(problem: Problem, instance?: string) {
  return {
    type: "about:blank",
    title: STATUS_CODES[problem.status] ?? "Error",
    status: problem.status,
    code: problem.code,
    detail: problem.code,
    params: problem.params,
    ...(problem.retryAfter === undefined ? {} : { retryAfter: problem.retryAfter }),
    ...(instance === undefined ? {} : { instance }),
  };
}
