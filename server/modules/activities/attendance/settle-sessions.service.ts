import { type Ctx, transact } from "#kernel/context";
import { announce } from "#kernel/outbox/outbox";
import { titleOf } from "../sessions/session.rules.ts";
import { listDue, lockSession, markAsked, markSettled } from "../sessions/session.store.ts";
import { tellPeople, ticketPage } from "../tell-people.ts";
import { insertQuestions, takeDueReminders } from "../tickets/ticket.store.ts";
import { insertAbsences } from "./absence.store.ts";
import { barIfTooMany } from "./bars.ts";

/** Doors that were without network have had time to tell. */
const graceHours = 3;

/**
 * Settles sessions that are over: who held a seat and neither came nor gave it back is written down and told, and what follows by the rule of
 * the series. Idempotent; each session in its own transaction. Gives how many.
 */
export async function settleSessions(system: Ctx): Promise<number> {
  const due = await transact(system, (tx) => listDue(tx.db, { endedHours: graceHours }));
  for (const id of due) await settleSession(system, id);
  return due.length;
}

async function settleSession(system: Ctx, id: string): Promise<void> {
  await transact(system, async (tx) => {
    const session = await lockSession(tx.db, id);
    if (session?.state !== "scheduled" || session.settledAt !== null) return;

    // A charter is its union's affair: it is counted, but nothing follows from it.
    const missed = session.audience === "charter" ? [] : await insertAbsences(tx.db, id);
    await markSettled(tx.db, id);

    const { node, seriesId } = session;
    const params = { title: titleOf(session), startsAt: session.startsAt.toISOString() };
    await tellPeople(
      tx,
      "activities.missed",
      missed.map(({ personId, claimId }) => ({
        personId,
        params,
        link: ticketPage(claimId),
        dedupe: `missed:${claimId}`,
      })),
    );
    for (const personId of new Set(missed.map((one) => one.personId)))
      await barIfTooMany(tx, { seriesId, personId, node });
    await announce(tx, "activities.settled", { node, sessionId: id, missed: missed.length });
  });
}

/** "Going, or not?" to everybody who holds a seat, once per session, some time before it begins. Gives how many sessions. */
export async function askHolders(system: Ctx): Promise<number> {
  const due = await transact(system, (tx) => listDue(tx.db, { toAsk: true }));
  for (const id of due)
    await transact(system, async (tx) => {
      const session = await lockSession(tx.db, id);
      if (session?.state !== "scheduled" || session.askedAt !== null) return;
      const asked = await insertQuestions(tx.db, session);
      await markAsked(tx.db, id);
      const params = { title: titleOf(session), startsAt: session.startsAt.toISOString() };
      await tellPeople(
        tx,
        "activities.question",
        asked.map(({ personId, claimId }) => ({
          ...{ personId, params, link: ticketPage(claimId), dedupe: `ask:${claimId}:${session.sequence}` },
        })),
      );
    });
  return due.length;
}

/** Tells those who asked to be reminded, once each. Gives how many. */
export async function remindHolders(system: Ctx): Promise<number> {
  return transact(system, async (tx) => {
    const due = await takeDueReminders(tx.db);
    await tellPeople(
      tx,
      "activities.reminder",
      due.map(({ personId, claimId, title, startsAt }) => ({
        ...{ personId, link: ticketPage(claimId), params: { title, startsAt: startsAt.toISOString() } },
      })),
    );
    return due.length;
  });
}
