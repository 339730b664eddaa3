import { actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { authorise, pathsHolding } from "#kernel/policy";
import { excuseDecided, noSuchTicket, notMissed } from "../activities.errors.ts";
import { mayManage } from "../activities.policy.ts";
import { maskedNamesOf } from "../people.ts";
import { listPrioritiesOf } from "../priorities/priority.store.ts";
import { titleOf } from "../sessions/session.rules.ts";
import { findSessions } from "../sessions/session.store.ts";
import { tellPeople, ticketPage } from "../tell-people.ts";
import { getOwn, type MemberCtx, viewExcuse } from "../tickets/tickets.service.ts";
import {
  type AbsenceRow,
  liftBarsOf,
  listAbsencesIn,
  listAbsencesOf,
  listAsked,
  listBarsOf,
  lockAbsence,
  setExcuse,
} from "./absence.store.ts";
import { barIfTooMany } from "./bars.ts";

/** A member says why they could not come; staff answer. Throws activities.not_missed, activities.excuse_decided. */
export async function excuseTicket(ctx: MemberCtx, claimId: string, reason: string): Promise<void> {
  await transact(serverSight(ctx), async (tx) => {
    await getOwn(tx, ctx.actor, claimId);
    const absence = await lockAbsence(tx.db, claimId);
    if (absence === undefined) throw notMissed();
    if (absence.excuseState !== null) throw excuseDecided();

    await setExcuse(tx.db, { claimId, excuse: reason, state: "asked", answer: null, by: null });
    await note(tx, absence, "activities.excuse_asked");
  });
}

/**
 * Staff answer an excuse, or state one themselves (a shift that was called in). An accepted one takes the absence's weight, and with
 * it the bars that counted it. Throws activities.excuse_decided.
 */
export async function decideExcuse(
  ctx: Ctx,
  given: { claimId: string; accepted: boolean; reason?: string | undefined; answer?: string | undefined },
): Promise<void> {
  await transact(serverSight(ctx), async (tx) => {
    const absence = await lockAbsence(tx.db, given.claimId);
    if (absence === undefined) throw noSuchTicket();
    authorise(tx.actor, mayManage, absence);
    const excuse = given.reason ?? absence.excuse;
    if (excuse === null || absence.excuseState === "accepted" || absence.excuseState === "refused")
      throw excuseDecided();

    const state = given.accepted ? ("accepted" as const) : ("refused" as const);
    const by = actorLabel(tx.actor);
    await setExcuse(tx.db, { claimId: given.claimId, excuse, state, answer: given.answer ?? null, by });
    if (given.accepted)
      for (const freed of await liftBarsOf(tx.db, given.claimId))
        await barIfTooMany(tx, { ...freed, node: absence.node });
    const message = { personId: absence.personId, ...(await messageOf(tx, absence, given.answer ?? "")) };
    if (given.accepted) {
      await note(tx, absence, "activities.excuse_accepted");
      await tellPeople(tx, "activities.excuse_accepted", [message]);
    } else {
      await note(tx, absence, "activities.excuse_refused", given.answer === undefined ? {} : { answer: given.answer });
      await tellPeople(tx, "activities.excuse_refused", [message]);
    }
  });
}

async function messageOf(tx: Tx, absence: AbsenceRow, answer: string) {
  const session = (await findSessions(tx.db, [absence.sessionId])).get(absence.sessionId);
  return {
    params: { title: session === undefined ? "" : titleOf(session), answer },
    ...{ link: ticketPage(absence.claimId), dedupe: `excuse:${absence.claimId}` },
  };
}

const note = (tx: Tx, absence: AbsenceRow, action: string, detail: Record<string, unknown> = {}) =>
  record(tx, { node: absence.node, action, object: { type: "claim", id: absence.claimId }, detail });

/** A member's absences with their excuses, what they are left out of and where they go first, each until when. */
export async function getStanding(ctx: MemberCtx) {
  return transact(serverSight(ctx), async (tx) => {
    const { personId } = ctx.actor;
    const absences = await listAbsencesOf(tx.db, personId, 50);
    const sessions = await findSessions(
      tx.db,
      absences.map((absence) => absence.sessionId),
    );
    const bars = await listBarsOf(tx.db, personId);
    const priorities = await listPrioritiesOf(tx.db, personId);
    return {
      absences: absences.flatMap((absence) => {
        const session = sessions.get(absence.sessionId);
        if (session === undefined) return [];
        const startsAt = session.startsAt.toISOString();
        return { claimId: absence.claimId, title: titleOf(session), startsAt, excuse: viewExcuse(absence) };
      }),
      bars: bars.map(({ seriesId, seriesTitle, effect, untilAt, absences: count, days }) => ({
        ...{ seriesId, seriesTitle, effect, until: untilAt.toISOString(), absences: count, days },
      })),
      priorities: priorities.map(({ claimId, seriesTitle, filmTitle, reason, untilAt }) => ({
        ...{ claimId, seriesTitle, title: filmTitle ?? seriesTitle, reason, until: untilAt.toISOString() },
      })),
    };
  });
}

/** The absences of one session, or all excuses that wait for an answer, for staff; names masked. */
export async function listAbsences(ctx: Ctx, sessionId?: string) {
  return transact(serverSight(ctx), async (tx) => {
    const paths = pathsHolding(tx.actor, "activities.manage");
    const found = sessionId === undefined ? await listAsked(tx.db, paths, 100) : await listAbsencesIn(tx.db, sessionId);
    const rows = found.filter((row) => mayManage(tx.actor, row));
    const sessions = await findSessions(tx.db, [...new Set(rows.map((row) => row.sessionId))]);
    const nameOf = await maskedNamesOf(
      tx.db,
      rows.map((row) => row.personId),
    );
    return rows.flatMap((row) => {
      const session = sessions.get(row.sessionId);
      if (session === undefined) return [];
      return {
        ...{ claimId: row.claimId, sessionId: row.sessionId, personId: row.personId },
        ...{ title: titleOf(session), startsAt: session.startsAt.toISOString() },
        ...{ name: nameOf(row.personId), excuse: viewExcuse(row) },
      };
    });
  });
}
