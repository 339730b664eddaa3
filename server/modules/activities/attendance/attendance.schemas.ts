import { z } from "zod";
import { Instant } from "#kernel/http/http.schemas";
import { Excuse } from "../tickets/ticket.schemas.ts";

export const Absence = z
  .object({
    claimId: z.uuid(),
    sessionId: z.uuid(),
    personId: z.uuid(),
    title: z.string(),
    startsAt: Instant,
    name: z.string(),
    excuse: Excuse.nullable(),
  })
  .meta({ id: "Absence" });
export const AbsenceList = z.object({ items: z.array(Absence) }).meta({ id: "AbsenceList" });
export const AbsencesQuery = z.strictObject({ sessionId: z.uuid().optional() });
/** `reason` is stated by staff for somebody who has stated none. */
export const DecideExcuse = z.strictObject({
  accepted: z.boolean(),
  reason: z.string().trim().min(2).max(300).optional(),
  answer: z.string().trim().max(300).optional(),
});
