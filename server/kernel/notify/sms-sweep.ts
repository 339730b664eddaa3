import { sql } from "kysely";
import { z } from "zod";
import { type Ctx, transact } from "../context.ts";
import { defineJob } from "../jobs.ts";

/** A quarter of a year, for whoever must explain a bill of the provider; phones in it are sealed, and gone after it. */
const keptDays = 92;
const batch = 5000;

/** Removes text messages a quarter of a year after they were written. `system` acts as the server. Gives how many. */
export async function sweepMessages(system: Ctx): Promise<number> {
  let total = 0;
  for (;;) {
    const gone = await transact(system, (tx) =>
      sql`delete from kernel.sms_message where id in (select id from kernel.sms_message
        where created_at < clock_timestamp() - make_interval(days => ${keptDays}) limit ${batch})`.execute(tx.db),
    );
    const count = Number(gone.numAffectedRows ?? 0n);
    total += count;
    if (count < batch) return total;
  }
}

/** At night, and once whatever the number of processes. */
export const sweepMessagesJob = defineJob({
  name: "kernel.sweep_messages",
  data: z.object({}),
  cron: "30 2 * * *",
  handler: async (ctx) => {
    const removed = await sweepMessages(ctx);
    if (removed > 0) ctx.log.info({ removed }, "sms.swept");
  },
});
