import { z } from "zod";
import { Fen, Instant, PageQuery, pageOf } from "#kernel/http/http.schemas";
import { Pin } from "../tills/till.schemas.ts";

const Named = z.object({ id: z.uuid(), name: z.string() });
const Count = z.number().int();

/** What the server counted; money in fen. See `Figures`. */
export const ShiftFigures = z
  .object({
    ...{ redemptions: Count, amountFen: Fen, offFen: Fen, undone: Count, returns: Count, backFen: Fen },
    ...{ offline: Count, notRedeemed: Count, receiptsMissing: Count },
  })
  .meta({ id: "ShiftFigures" });

export const Shift = z
  .object({
    id: z.uuid(),
    till: Named,
    store: Named,
    clerk: Named,
    openedAt: Instant,
    closedAt: Instant.nullable(),
    closedBy: z.string().nullable(),
    takenOverBy: z.string().nullable(),
    /** Of a closed shift as they were at the close. */
    figures: ShiftFigures,
    /** What was counted at the close, beside what should have been there. */
    counted: z.object({ slips: Count, notSent: Count, expected: Count, difference: Count }).nullable(),
    note: z.string().nullable(),
    /** Taken without network in this shift and brought in after its close. */
    cameLater: Count,
  })
  .meta({ id: "Shift" });
export const ShiftPage = pageOf(Shift).meta({ id: "ShiftPage" });

export const TillShifts = z
  .object({
    /** Of the clerk who gave the PIN. */
    own: Shift,
    /** Of clerks who left this till without counting. */
    others: z.array(Shift),
    canClose: z.object({ others: z.boolean() }),
  })
  .meta({ id: "TillShifts" });

export const CloseShift = z.strictObject({
  slips: Count.min(0).max(100_000),
  notSent: Count.min(0).max(10_000),
  note: z.string().trim().max(500).optional(),
  /** Who goes on at this till, with a PIN of their own. */
  next: z.strictObject({ clerkId: z.uuid(), pin: Pin }).optional(),
});
export const ShiftParams = z.strictObject({ id: z.uuid() });
export const ShiftsQuery = PageQuery.extend({ after: z.uuid().optional() });

export const StoreDays = z
  .object({
    on: z.iso.date(),
    stores: z.array(
      z.object({ store: Named, figures: ShiftFigures, openShifts: Count, closedShifts: Count, differing: Count }),
    ),
  })
  .meta({ id: "StoreDays" });
export const DayQuery = z.strictObject({ on: z.iso.date().optional() });
