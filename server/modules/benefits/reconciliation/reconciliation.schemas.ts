import { z } from "zod";
import { Fen, Instant } from "#kernel/http/http.schemas";

const Day = z.iso.date();
const Fault = z.enum(["books", "difference_open", "shift_open", "slips", "not_sent"]);
const count = z.number().int();

export const ReconciliationQuery = z.strictObject({ organisationId: z.uuid().optional(), fromDay: Day, toDay: Day });
export const DayLinesQuery = z.strictObject({ organisationId: z.uuid().optional(), merchantId: z.uuid(), day: Day });

export const Reconciliation = z
  .object({
    items: z.array(
      z.object({
        ...{ day: Day, ok: z.boolean(), netFen: Fen, bookedFen: Fen, faults: z.array(Fault) },
        merchants: z.array(
          z.object({
            merchant: z.object({ id: z.uuid(), name: z.string() }),
            ...{ redeemed: count, amountFen: Fen, offFen: Fen, offline: count, undone: count, undoneFen: Fen },
            ...{ returned: count, returnedFen: Fen, differences: count, differencesOpen: count, netFen: Fen },
            /** What the clerks counted: shifts, slips too many or (below zero) missing, and what was not sent. */
            shifts: z.object({ open: count, closed: count, slips: count, notSent: count }),
            faults: z.array(Fault),
          }),
        ),
      }),
    ),
  })
  .meta({ id: "DailyReconciliation" });

export const DayLines = z
  .object({
    items: z.array(
      z.object({
        ...{ id: z.uuid(), at: Instant, store: z.string(), clerk: z.string(), kind: z.string(), voucher: z.string() },
        ...{ amountFen: Fen, offFen: Fen, receipt: z.string().nullable(), offline: z.boolean() },
        ...{ undoneAt: Instant.nullable(), returnedFen: Fen.nullable() },
        statement: z.object({ number: z.string(), position: count }).nullable(),
      }),
    ),
    /** There are more of them than are shown. */
    more: z.boolean(),
  })
  .meta({ id: "DailyReconciliationLines" });
