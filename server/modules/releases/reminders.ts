import { sql } from "kysely";
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

/**
 * Tells everybody whose time has come, once each, in one statement. A paused release is waited for; of one that has ended
 * nobody is reminded any more.
 */
export async function remindDue(system: Ctx): Promise<void> {
  await transact(system, (tx) =>
    sql`with due as (
      update releases.reminder r set reminded_at = clock_timestamp()
      from releases.release l join stock.quota q on q.id = l.id
      where l.id = r.release_id and r.reminded_at is null and r.remind_at <= clock_timestamp() and q.state <> 'paused'
      returning r.person_id, r.release_id, l.title, l.opens_at,
        q.state = 'open' and q.closes_at > clock_timestamp() as worth_it
    )
    insert into kernel.inbox_message (id, person_id, kind, params, link, dedupe)
    select kernel.uuidv7(), person_id, 'release.reminder', jsonb_build_object('title', title, 'opensAt', opens_at),
      '/releases/' || release_id, 'remind:' || release_id || person_id
    from due where worth_it on conflict do nothing`.execute(tx.db),
  );
}
