import type { Tx } from "#kernel/context";
import { deleteAbsence, liftBarsOf, lockAbsence } from "./absence.store.ts";
import { barIfTooMany } from "./bars.ts";

/** A door without network tells, after the session was settled, that somebody had come: the absence was none. */
export async function cameAfterAll(tx: Tx, claimId: string): Promise<void> {
  const absence = await lockAbsence(tx.db, claimId);
  if (absence === undefined) return;
  await deleteAbsence(tx.db, claimId);
  for (const freed of await liftBarsOf(tx.db, claimId)) await barIfTooMany(tx, { ...freed, node: absence.node });
}
