import { sql } from "kysely";
import { z } from "zod";
import { transact } from "../context.ts";
import { defineJob } from "../jobs.ts";

/** Keeps three months of audit partitions ahead, so that no record ever waits for a table. */
export const makeAuditPartitions = defineJob({
  name: "kernel.audit_partitions",
  data: z.object({}),
  cron: "10 2 * * *",
  handler: async (ctx) => {
    await transact(ctx, (tx) => sql`select kernel.make_audit_partitions(3)`.execute(tx.db));
  },
});
