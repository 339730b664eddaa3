import { z } from "zod";
import { dayOf } from "#kernel/business-day";
import { type Ctx, transact } from "#kernel/context";
import { defineJob } from "#kernel/jobs";
import { sendInbox } from "#kernel/notify/notify";
import { isQuiet } from "#kernel/notify/quiet-hours";
import { birthdaysOn } from "./birthday.rules.ts";
import { listCelebrated } from "./kindness.store.ts";

const atATime = 1000;
const beforeAll = "00000000-0000-0000-0000-000000000000";

/**
 * Wishes a happy birthday to members who want it and whose day it is at the place of business: once a year, however often it runs, and
 * not at night. Whoever has withdrawn the consent, left, or is no member any more gets nothing. Gives how many were told.
 */
export async function wishHappyBirthday(ctx: Ctx): Promise<number> {
  const now = ctx.clock.now();
  if (isQuiet(now)) return 0;
  const day = dayOf(now);
  const asked = { birthdays: birthdaysOn(day), dedupe: `birthday:${day.slice(0, 4)}`, limit: atATime };
  let told = 0;
  for (let after: string | undefined = beforeAll; after !== undefined; ) {
    const from: string = after;
    const people = await transact(ctx, async (tx) => {
      const found = await listCelebrated(tx.db, { ...asked, after: from });
      await sendInbox(
        tx,
        found.map(({ personId, union }) => ({
          ...{ personId, kind: "kindness.birthday", params: { union }, dedupe: asked.dedupe },
          link: "/settings/kindness",
        })),
      );
      return found;
    });
    told += people.length;
    after = people.length === atATime ? people.at(-1)?.personId : undefined;
  }
  return told;
}

/** Each hour of the day: a server that slept in the morning, and a consent of the same day, are not forgotten. */
export const birthdayJob = defineJob({
  name: "membership.birthdays",
  data: z.object({}),
  cron: "5 8-20 * * *",
  handler: async (ctx) => {
    const told = await wishHappyBirthday(ctx);
    if (told > 0) ctx.log.info({ told }, "membership.birthdays");
  },
});
