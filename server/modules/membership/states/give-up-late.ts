import { z } from "zod";
import { giveUpAll } from "#engines/stock";
import { type Tx, transact } from "#kernel/context";
import { defineJob, enqueue } from "#kernel/jobs";
import { findLeftAt } from "./states.store.ts";

/** When requests that were under way as somebody left have ended, and no process remembers the sign-in any more. */
const afterMinutes = 1;

const lateJob = defineJob({
  name: "membership.give_up_late",
  data: z.object({ personId: z.uuid() }),
  handler: async (ctx, { personId }) => {
    await transact(ctx, (tx) => giveUpLate(tx, personId));
  },
});

/** What somebody took part in while leaving, in a request that was under way, goes back too. Gives how much that was. */
export async function giveUpLate(tx: Tx, personId: string): Promise<number> {
  if ((await findLeftAt(tx.db, personId)) === undefined) return 0;
  const late = await giveUpAll(tx, personId, { reason: "member" });
  return late.entries + late.waiting + late.held + late.active;
}

export const giveUpSoon = (tx: Tx, personId: string): Promise<unknown> => {
  const startAfter = new Date(tx.clock.now().getTime() + afterMinutes * 60_000);
  return enqueue(tx, lateJob, { personId }, { startAfter, singletonKey: personId });
};
