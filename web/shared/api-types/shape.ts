import type { components } from "../../../api/schema.gen.ts";

/** A problem document, RFC 9457. */
export type ProblemBody = Pick<components["schemas"]["Problem"], "status" | "code" | "params" | "retryAfter">;
