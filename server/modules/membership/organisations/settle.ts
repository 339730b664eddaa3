import { z } from "zod";
import { type Tx, transact } from "#kernel/context";
import { defineJob, enqueue } from "#kernel/jobs";
import { settleMoves } from "#kernel/nodes.store";

const minutes = [1, 10] as const;

/** Rows that somebody wrote with a path read before the move get the new one. */
const settleJob = defineJob({
  name: "membership.settle_moves",
  data: z.object({}),
  handler: async (ctx) => {
    const rows = await transact(ctx, (tx) => settleMoves(tx.db, 60));
    if (rows > 0) ctx.log.info({ rows }, "organisation.moves_settled");
  },
});

/** Looks twice after a move: when running transactions have ended, and when nothing remembers the old path any more. */
export async function settleLater(tx: Tx): Promise<void> {
  const now = tx.clock.now().getTime();
  for (const after of minutes)
    await enqueue(tx, settleJob, {}, { startAfter: new Date(now + after * 60_000), singletonKey: `after ${after}` });
}
