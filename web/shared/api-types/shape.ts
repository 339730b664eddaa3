/** A problem document, RFC 9457. */
export interface ProblemBody {
  status: number;
  code: string;
  params: Record<string, string | number | boolean | null>;
  retryAfter?: number;
}

interface Parts {
  query?: object;
  path?: object;
  header?: object;
  body?: object;
}

type Content<Body> = Body extends undefined
  ? { headers: Record<string, unknown>; content?: never }
  : { headers: Record<string, unknown>; content: { "application/json": Body } };

/** One operation in the form that openapi-fetch reads. `Answer` is undefined where there is no body (204). */
export type Operation<Answer, P extends Parts = object> = {
  parameters: (P extends { query: infer Q } ? { query?: Q } : { query?: never }) &
    (P extends { path: infer I } ? { path: I } : { path?: never }) &
    (P extends { header: infer H } ? { header: H } : { header?: never }) & { cookie?: never };
  responses: { 200: Content<Answer>; default: Content<ProblemBody> };
} & (P extends { body: infer B } ? { requestBody: { content: { "application/json": B } } } : { requestBody?: never });

/** A list answered page by page; `next` is given as `after` for the following page. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** The header of every act that must happen once. */
export interface OnceHeader {
  "idempotency-key": string;
}
