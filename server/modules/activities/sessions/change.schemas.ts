import { z } from "zod";
import { Instant } from "#kernel/http/http.schemas";

const Reason = z.string().trim().min(2).max(300);

/** Something about a session that people hold seats in becomes otherwise. */
export const ChangeInput = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("film"), filmId: z.uuid() }),
  z.strictObject({ kind: z.literal("time"), startsAt: Instant, endsAt: Instant }),
  z.strictObject({ kind: z.literal("hall"), hallId: z.uuid() }),
  z.strictObject({ kind: z.literal("reseated") }),
  z.strictObject({ kind: z.literal("cancelled") }),
]);
export type ChangeInput = z.infer<typeof ChangeInput>;

/** `touches` is the number of tickets that the preview showed: nobody loses what they have unseen. Who waits comes and goes by the second. */
export const MakeChange = z.strictObject({
  change: ChangeInput,
  reason: Reason,
  touches: z.number().int().min(0),
});
export const PreviewChange = z.strictObject({ change: ChangeInput });
export const ChangePreview = z
  .object({
    /** Tickets in people's hands now; for a changed seat map only those whose seat is no more. */
    touches: z.number().int(),
    /** People without a ticket who entered or stand in line, and are told too. */
    waiting: z.number().int(),
    /** Who gets another seat. */
    moved: z.number().int(),
    seats: z.number().int(),
    /** The code of what stands against it. */
    problem: z.string().nullable(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .meta({ id: "SessionChangePreview" });
export type ChangePreview = z.infer<typeof ChangePreview>;
