import type { Params, ProblemBody } from "./api-types/index.ts";

/** A refusal by the server, or no answer at all (`status` 0). `code` is also the key of its text: `problem.<code>`. */
export class ApiProblem extends Error {
  override name = "ApiProblem";
  readonly status: number;
  readonly code: string;
  readonly params: Params;
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | undefined;

  constructor(body: ProblemBody) {
    super(body.code);
    this.status = body.status;
    this.code = body.code;
    this.params = body.params;
    this.retryAfter = body.retryAfter;
  }

  /** Nothing was decided: no network, an overloaded or restarting server, or too many requests. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** No answer came: the network is gone, or it took too long. */
export const noAnswer = (code: "network.offline" | "network.timeout"): ApiProblem =>
  new ApiProblem({ status: 0, code, params: {} });

/** The problem in whatever a failed answer carried; a gateway's HTML page has no code of its own. */
export function problemFrom(response: Response, body: unknown): ApiProblem {
  const fields = typeof body === "object" && body !== null ? (body as Partial<ProblemBody>) : {};
  const seconds = Number(fields.retryAfter ?? response.headers.get("retry-after") ?? Number.NaN);
  return new ApiProblem({
    status: response.status,
    code: typeof fields.code === "string" ? fields.code : "http.unexpected",
    params: fields.params ?? {},
    ...(Number.isFinite(seconds) ? { retryAfter: seconds } : {}),
  });
}
