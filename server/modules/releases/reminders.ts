import type { MemberActor } from "#kernel/actor";
import { type Ctx, transact } from "#kernel/context";
import * as errors from "./releases.errors.ts";
import * as store from "./releases.store.ts";
import { getReachable, type TakingPart } from "./take-part.ts";

const minutesBefore = 10;

/** Asks for a reminder ten minutes before the opening (a grab's window opens then). */
export async function remindMe(part: TakingPart, ctx: Ctx, actor: MemberActor, releaseId: string): Promise<void> {
  await getReachable(part, actor, releaseId);
  await transact(ctx, async (tx) => {
    const release = await store.findRelease(tx.db, releaseId);
    if (release === undefined) throw errors.noSuchRelease();
    if (release.opensAt <= part.desk.snapshots.now()) throw errors.closed();
    const remindAt = new Date(release.opensAt.getTime() - minutesBefore * 60_000);
    await store.upsertReminder(tx.db, { releaseId, personId: actor.personId, remindAt });
  });
}

export const doNotRemindMe = (ctx: Ctx, actor: MemberActor, releaseId: string) =>
  transact(ctx, (tx) => store.deleteReminder(tx.db, releaseId, actor.personId));
