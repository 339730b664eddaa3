import { z } from "zod";
import { Instant } from "#kernel/http/http.schemas";

/** What a member may agree to; the same list stands in the check of `membership.kindness_consent`. */
export const kindnessKinds = ["birthday", "condolence"] as const;
export type KindnessKind = (typeof kindnessKinds)[number];

const Kind = z.enum(kindnessKinds);
export const AgreeKindness = z.strictObject({ kind: Kind, agree: z.boolean() }).meta({ id: "AgreeKindness" });
export const Kindness = z
  .object({
    /** Every kind; since when it is agreed to, or null. */
    items: z.array(z.object({ kind: Kind, since: Instant.nullable() })),
  })
  .meta({ id: "Kindness" });

export const KindnessCountQuery = z.strictObject({ organisationId: z.uuid() });
export const KindnessCounts = z
  .object({
    organisation: z.object({ id: z.uuid(), name: z.string() }),
    /** Fewer than this many are not told: the few could be guessed. */
    atLeast: z.number().int(),
    items: z.array(z.object({ kind: Kind, people: z.number().int().nullable() })),
  })
  .meta({ id: "KindnessCounts" });
