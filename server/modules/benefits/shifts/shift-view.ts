import type { Tx } from "#kernel/context";
import { differenceOf } from "./shift.rules.ts";
import { figuresOfShift, type ShiftRow } from "./shift.store.ts";

/** A shift as clerks and staff read it; the figures of an open one are those of now. */
export async function viewShift(tx: Tx, shift: ShiftRow, now: Date) {
  const figures = shift.figures ?? (await figuresOfShift(tx.db, shift, shift.openedAt, now));
  return {
    id: shift.id,
    till: { id: shift.tillId, name: shift.tillName },
    store: { id: shift.storeId, name: shift.storeName },
    clerk: { id: shift.clerkId, name: shift.clerkName },
    openedAt: shift.openedAt.toISOString(),
    closedAt: shift.closedAt?.toISOString() ?? null,
    closedBy: shift.closedByName,
    takenOverBy: shift.takenOverByName,
    figures,
    counted: countedOf(shift),
    note: shift.note,
    cameLater: shift.cameLater,
  };
}

function countedOf({ figures, slipsCounted: slips, notSent }: ShiftRow) {
  if (figures === null || slips === null || notSent === null) return null;
  const { expected, slips: difference } = differenceOf(figures, { slips, notSent });
  return { slips, notSent, expected, difference };
}
