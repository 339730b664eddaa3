import { z } from "zod";
import { record } from "#kernel/audit/audit";
import { type Ctx, transact } from "#kernel/context";
import { defineJob } from "#kernel/jobs";
import { destroyOld } from "./joining/application.store.ts";
import { closeDue } from "./own-data/closing.ts";

const Nothing = z.object({});

/**
 * As the consent says: drafts that nobody goes on with, and numbers of those who were not taken in. Each is written down with its
 * union, as imports and exports are; gives how many.
 */
export async function destroyApplications(system: Ctx): Promise<number> {
  return transact(system, async (tx) => {
    const destroyed = await destroyOld(tx.db, { draftDays: 30, answeredDays: 180 });
    // What was never addressed to a union is nobody's to read of.
    for (const { id, node, was } of destroyed)
      if (node !== null)
        await record(tx, { node, action: "joining.destroyed", object: { type: "joining", id }, detail: { was } });
    return destroyed.length;
  });
}

export const destroyJob = defineJob({
  name: "membership.destroy_applications",
  data: Nothing,
  cron: "40 3 * * *",
  handler: async (ctx) => {
    const destroyed = await destroyApplications(ctx);
    if (destroyed > 0) ctx.log.info({ destroyed }, "membership.applications_destroyed");
  },
});

/** Accounts whose time to take it back is over. */
export const closeJob = defineJob({
  name: "membership.close_accounts",
  data: Nothing,
  cron: "20 4 * * *",
  handler: async (ctx) => {
    const closed = await closeDue(ctx);
    if (closed > 0) ctx.log.info({ closed }, "membership.accounts_closed");
  },
});
