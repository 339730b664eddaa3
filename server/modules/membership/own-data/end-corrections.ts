import { stopClock } from "#engines/deadlines";
import { record } from "#kernel/audit/audit";
import type { Tx } from "#kernel/context";
import { answerCorrection, lockWaitingOf } from "./own-data.store.ts";

/** The file is nobody's to have put right any more: what waits is taken off the desk, and its clock stops. Gives how many. */
export async function endCorrections(tx: Tx, personId: string): Promise<number> {
  const rows = await lockWaitingOf(tx.db, personId);
  for (const { id, node, field } of rows) {
    await answerCorrection(tx.db, id, { state: "withdrawn", answer: null });
    await stopClock(tx, { type: "correction", id }, "answer");
    const object = { type: "person", id: personId };
    await record(tx, { node, action: "person.correction_withdrawn", object, detail: { fields: [field] } });
  }
  return rows.length;
}
