import { z } from "zod";

/** RFC 9457, with the stable `code` (also the i18n key) and the values its text needs. */
export const ProblemDocument = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    retryAfter: z.number().optional(),
    instance: z.string().optional(),
  })
  .meta({ id: "Problem" });

/** The Idempotency-Key header: a UUID made when the screen opens, not when the button is pressed. */
export const IdempotencyHeaders = z.object({ "idempotency-key": z.uuid() });

/** Keyset page: `after` is the last id seen. */
export const PageQuery = z.strictObject({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** A page of `item`; `next` is given as `after` for the following page. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

/** Fen, the hundredth of a yuan. */
export const Fen = z.number().int();

/** An instant, ISO 8601. Dates are written by their `toJSON`. */
export const Instant = z.iso.datetime({ offset: true });
