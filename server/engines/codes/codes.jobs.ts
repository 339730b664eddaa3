import { z } from "zod";
import { type Ctx, transact } from "#kernel/context";
import { defineJob } from "#kernel/jobs";
import { useLife } from "./codes.rules.ts";
import { deleteNumbers, deleteUses } from "./codes.store.ts";

const batch = 5000;

/** Forgets uses that no code can meet again, and numbers long over. `system` acts as the server. Gives how many uses. */
export async function sweepCodes(system: Ctx): Promise<number> {
  await transact(system, (tx) => deleteNumbers(tx.db));
  let total = 0;
  for (;;) {
    const count = await transact(system, (tx) => deleteUses(tx.db, useLife, batch));
    total += count;
    if (count < batch) return total;
  }
}

/** At night, and once whatever the number of processes. */
export const sweepCodesJob = defineJob({
  name: "codes.sweep",
  data: z.object({}),
  cron: "50 2 * * *",
  handler: async (ctx) => {
    const removed = await sweepCodes(ctx);
    if (removed > 0) ctx.log.info({ removed }, "codes.swept");
  },
});
