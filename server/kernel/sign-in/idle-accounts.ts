import { z } from "zod";
import { record } from "../audit/audit.ts";
import { type Ctx, transact } from "../context.ts";
import { defineJob } from "../jobs.ts";
import { listDuties } from "../policy.ts";
import * as store from "./idle-accounts.store.ts";
import { revokeSessionsOf } from "./sessions.ts";

/**
 * Tells of accounts that are not used, and closes those that were told of long enough ago. The last who could manage accounts
 * somewhere is told of and stays. Gives how many were closed.
 */
export async function closeIdleAccounts(system: Ctx): Promise<number> {
  const managing = listDuties()
    .filter((one) => one.permissions.includes("staff.manage"))
    .map((one) => one.duty);
  return transact(system, async (tx) => {
    const days = await store.findIdleDays(tx.db);
    let closed = 0;
    for (const { id, node, noticed, due } of await store.lockIdle(tx.db, { days, noticeDays: store.noticeDays })) {
      const about = { node, object: { type: "staff_account", id }, detail: { days } };
      if (!noticed) {
        await store.setNoticed(tx.db, id);
        await record(tx, { ...about, action: "staff.idle_noticed" });
      } else if (due && !(await store.isLastManager(tx.db, id, managing))) {
        await store.closeIdle(tx.db, id);
        await revokeSessionsOf(tx, id, "idle");
        await record(tx, { ...about, action: "staff.idle_closed" });
        closed += 1;
      }
    }
    return closed;
  });
}

/** Every night. */
export const idleAccountsJob = defineJob({
  name: "staff.idle",
  data: z.object({}),
  cron: "40 3 * * *",
  handler: async (ctx) => {
    await closeIdleAccounts(ctx);
  },
});
