import { z } from "zod";
import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { defineJob } from "#kernel/jobs";
import { sendInbox } from "#kernel/notify/notify";
import { isQuiet } from "#kernel/notify/quiet-hours";
import * as store from "./notices.store.ts";

const atATime = 1000;
const beforeAll = "00000000-0000-0000-0000-000000000000";

/**
 * Tells whoever has not confirmed that a year is open, and on the day laid down once more: each person once, however often it runs, and
 * not at night. Gives how many were told.
 */
export async function announceRegistrations(ctx: Ctx): Promise<number> {
  const now = ctx.clock.now();
  if (isQuiet(now)) return 0;
  let told = 0;
  for (const due of await transact(ctx, (tx) => store.listDueNotices(tx.db, dayOf(now)))) {
    for (let after: string | undefined = beforeAll; after !== undefined; ) {
      const from: string = after;
      const people = await transact(ctx, (tx) => tellSome(tx, due, from));
      told += people.length;
      after = people.length === atATime ? people.at(-1) : undefined;
    }
    await transact(ctx, (tx) => store.markNoticed(tx.db, due));
  }
  return told;
}

async function tellSome(tx: Tx, due: store.DueNotice, after: string): Promise<string[]> {
  const people = await store.listUnregistered(tx.db, { ...due, after, limit: atATime });
  const message = due.what === "opened" ? { kind: "registration.opened" } : { kind: "registration.reminder" };
  const shared = { params: { year: due.year, untilDay: due.closesOn }, link: "/registration" };
  await sendInbox(
    tx,
    people.map((personId) => ({ personId, ...message, ...shared, dedupe: `${message.kind}:${due.id}` })),
  );
  return people;
}

/** Each hour of the day: a server that slept in the morning tells later, and whoever is told once is not told again. */
export const announceJob = defineJob({
  name: "membership.announce_registrations",
  data: z.object({}),
  cron: "15 8-20 * * *",
  // Of a province these are millions, and whoever begins anew begins with the first of them.
  timeout: 6 * 3600,
  handler: async (ctx) => {
    const told = await announceRegistrations(ctx);
    if (told > 0) ctx.log.info({ told }, "membership.registrations_announced");
  },
});
