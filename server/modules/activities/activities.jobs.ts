import { z } from "zod";
import { transact } from "#kernel/context";
import { defineJob } from "#kernel/jobs";
import { askHolders, remindHolders, settleSessions } from "./attendance/settle-sessions.service.ts";
import { sweepDoorCodes } from "./doors/door.store.ts";

const Nothing = z.object({});

export const settleJob = defineJob({
  name: "activities.settle_sessions",
  data: Nothing,
  cron: "*/15 * * * *",
  handler: async (ctx) => {
    const sessions = await settleSessions(ctx);
    if (sessions > 0) ctx.log.info({ sessions }, "activities.sessions_settled");
  },
});

export const askJob = defineJob({
  name: "activities.ask_holders",
  data: Nothing,
  cron: "*/5 * * * *",
  handler: async (ctx) => {
    const sessions = await askHolders(ctx);
    if (sessions > 0) ctx.log.info({ sessions }, "activities.holders_asked");
  },
});

export const remindJob = defineJob({
  name: "activities.remind_holders",
  data: Nothing,
  cron: "* * * * *",
  handler: async (ctx) => {
    const people = await remindHolders(ctx);
    if (people > 0) ctx.log.info({ people }, "activities.holders_reminded");
  },
});

export const sweepJob = defineJob({
  name: "activities.sweep_door_codes",
  data: Nothing,
  cron: "50 3 * * *",
  handler: async (ctx) => {
    await transact(ctx, (tx) => sweepDoorCodes(tx.db));
  },
});
