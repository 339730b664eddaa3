import { moveSeat, returnClaim } from "#engines/stock";
import type { MemberActor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { announce } from "#kernel/outbox/outbox";
import { unauthenticated } from "#kernel/problem";
import { ticketNumber } from "#wire/ticket-number";
import { noSuchTicket, reminderTooLate, ticketOver, tooLateToReturn } from "../activities.errors.ts";
import { type AbsenceRow, findAbsences } from "../attendance/absence.store.ts";
import { owePriority } from "../priorities/owe-priority.ts";
import { before } from "../series/schedule.rules.ts";
import { findHolder, type HolderRow, listHolderships } from "../sessions/holders.store.ts";
import { giveBackUntil, isPenaltyFree } from "../sessions/session.rules.ts";
import { findSeats, findSession, findSessions, lockSession, type SessionRow } from "../sessions/session.store.ts";
import { viewSessions } from "../sessions/session.view.ts";
import { calendarFile } from "./calendar.ts";
import { ticketActs, ticketState } from "./ticket.rules.ts";
import type { Ticket } from "./ticket.schemas.ts";
import { deleteReminder, listReminders, upsertAnswer, upsertReminder } from "./ticket.store.ts";

export type MemberCtx = Ctx & { actor: MemberActor };

export function memberCtx(ctx: Ctx): MemberCtx {
  if (ctx.actor.kind !== "member") throw unauthenticated("access.sign_in_needed", { entrance: "member" });
  return { ...ctx, actor: ctx.actor };
}

const mostTickets = 100;

/**
 * A member's tickets: those for sessions ahead, the next first, or what is over, the latest first. Read with the server's sight
 * and by the member's own id: who has left a union keeps the tickets of it.
 */
export async function listTickets(ctx: MemberCtx, state: "open" | "past"): Promise<Ticket[]> {
  return transact(serverSight(ctx), async (tx) => {
    const holders = await listHolderships(tx.db, ctx.actor.personId, mostTickets);
    const tickets = await viewTickets(tx, holders);
    const wanted = tickets.filter((ticket) => (ticket.state === "valid") === (state === "open"));
    return state === "open" ? wanted.reverse() : wanted;
  });
}

/** Throws activities.no_such_ticket for what is none of the member's. */
export async function getTicket(ctx: MemberCtx, claimId: string): Promise<Ticket> {
  return transact(serverSight(ctx), async (tx) => viewOne(tx, await getOwn(tx, ctx.actor, claimId)));
}

/** Gives a seat back in time; the next in line is offered it at once. Throws activities.too_late_to_return {until}. */
export async function returnTicket(ctx: MemberCtx, claimId: string): Promise<Ticket> {
  return transact(serverSight(ctx), async (tx) => {
    const { holder, session } = await getHeld(tx, ctx.actor, claimId);
    const until = giveBackUntil(session, holder.grantedAt);
    if (tx.clock.now() >= until) throw tooLateToReturn(until);

    await giveBack(tx, holder);

    return viewOne(tx, await getOwn(tx, ctx.actor, claimId));
  });
}

/**
 * "Going, or not?" Who cannot come gives the seat to somebody who can, also after the hour, and has missed nothing.
 * Throws activities.ticket_over {state}.
 */
export async function answerTicket(ctx: MemberCtx, claimId: string, going: boolean): Promise<Ticket> {
  return transact(serverSight(ctx), async (tx) => {
    const { holder, session } = await getHeld(tx, ctx.actor, claimId);
    const { personId } = holder;

    await upsertAnswer(tx.db, { claimId, sessionId: session.id, personId, node: session.node, going });
    if (!going) await giveBack(tx, holder);

    await announce(tx, "activities.answered", { node: session.node, sessionId: session.id, going });
    return viewOne(tx, await getOwn(tx, ctx.actor, claimId));
  });
}

/** Another free seat of the same session. Throws stock.seat_taken, stock.no_such_seat. */
export async function moveTicket(ctx: MemberCtx, claimId: string, label: string): Promise<Ticket> {
  return transact(serverSight(ctx), async (tx) => {
    await getHeld(tx, ctx.actor, claimId);
    await moveSeat(tx, claimId, label);
    return viewOne(tx, await getOwn(tx, ctx.actor, claimId));
  });
}

/** The ticket as a file for the phone's calendar, whatever became of it: a cancelled one strikes its entry out. */
export async function getTicketCalendar(ctx: MemberCtx, claimId: string): Promise<string> {
  return transact(serverSight(ctx), async (tx) => {
    const holder = await getOwn(tx, ctx.actor, claimId);
    const session = await getSession(tx, holder.sessionId);
    return calendarFile(await viewOne(tx, holder), { sequence: session.sequence, stamp: tx.clock.now() });
  });
}

/** A reminder kept by the server. Throws activities.reminder_too_late when its moment is over. */
export async function remindOfTicket(ctx: MemberCtx, claimId: string, minutesBefore: number): Promise<Ticket> {
  return transact(serverSight(ctx), async (tx) => {
    const { holder, session } = await getHeld(tx, ctx.actor, claimId);
    const remindAt = before(session.startsAt, minutesBefore);
    if (remindAt <= tx.clock.now()) throw reminderTooLate();
    const { personId } = holder;
    await upsertReminder(tx.db, {
      ...{ claimId, sessionId: session.id, personId, node: session.node, minutesBefore, remindAt },
    });
    return viewOne(tx, await getOwn(tx, ctx.actor, claimId));
  });
}

export async function forgetReminder(ctx: MemberCtx, claimId: string): Promise<Ticket> {
  return transact(serverSight(ctx), async (tx) => {
    const holder = await getOwn(tx, ctx.actor, claimId);
    await deleteReminder(tx.db, claimId);
    return viewOne(tx, holder);
  });
}

/** Whoever gives back what has changed since they got it goes first in the next rounds. */
async function giveBack(tx: Tx, { claimId, personId, sessionId, grantedAt }: HolderRow): Promise<void> {
  await deleteReminder(tx.db, claimId);
  await returnClaim(tx, claimId, { reason: "member" });
  const session = await getSession(tx, sessionId);
  const { node } = session;
  if (isPenaltyFree(session, grantedAt))
    await owePriority(tx, session, { holders: [{ claimId, personId }], reason: "changed" });
  const object = { type: "claim", id: claimId };
  await record(tx, { node, action: "activities.ticket_returned", object, detail: { sessionId } });
}

export async function getOwn(tx: Tx, actor: MemberActor, claimId: string): Promise<HolderRow> {
  const holder = await findHolder(tx.db, claimId);
  if (holder?.personId !== actor.personId || holder.grantedAt === null) throw noSuchTicket();
  return holder;
}

async function getSession(tx: Tx, id: string): Promise<SessionRow> {
  const session = await findSession(tx.db, id);
  if (session === undefined) throw noSuchTicket();
  return session;
}

/** A ticket that its holder may still act on, with its session held. Throws activities.ticket_over {state}. */
async function getHeld(tx: Tx, actor: MemberActor, claimId: string) {
  const found = await getOwn(tx, actor, claimId);
  const session = await lockSession(tx.db, found.sessionId);
  if (session === undefined) throw noSuchTicket();
  // What was read before the lock may have changed while it was waited for.
  const holder = await getOwn(tx, actor, claimId);
  const now = tx.clock.now();
  const state = ticketState(holder, session, now);
  if (state !== "valid" || now >= session.startsAt) throw ticketOver(state);
  return { holder, session };
}

async function viewOne(tx: Tx, holder: HolderRow): Promise<Ticket> {
  const [ticket] = await viewTickets(tx, [holder]);
  if (ticket === undefined) throw noSuchTicket();
  return ticket;
}

/** Claims as tickets, in their order. */
export async function viewTickets(tx: Tx, holders: readonly HolderRow[]): Promise<Ticket[]> {
  const sessions = await findSessions(tx.db, [...new Set(holders.map((holder) => holder.sessionId))]);
  const views = new Map((await viewSessions(tx, [...sessions.values()])).map((view) => [view.id, view]));
  const claimIds = holders.map((holder) => holder.claimId);
  const absences = await findAbsences(tx.db, claimIds);
  const reminders = await listReminders(tx.db, claimIds);
  const seats = await findSeats(
    tx.db,
    holders.flatMap(({ sessionId, seat }) => (seat === null ? [] : [{ sessionId, label: seat }])),
  );
  return holders.flatMap((holder) => {
    const session = sessions.get(holder.sessionId);
    const view = views.get(holder.sessionId);
    if (session === undefined || view === undefined) return [];
    const absence = absences.get(holder.claimId);
    const reminder = reminders.get(holder.claimId);
    return {
      ...factsOf(holder, session, tx.clock.now(), absence),
      session: { ...view, giveBackUntil: giveBackUntil(session, holder.grantedAt).toISOString() },
      seat: seats.get(`${holder.sessionId} ${holder.seat}`) ?? null,
      reminder: reminder === undefined ? null : { at: reminder.remindAt.toISOString() },
      excuse: viewExcuse(absence),
    };
  });
}

function factsOf(holder: HolderRow, session: SessionRow, now: Date, absence: AbsenceRow | undefined) {
  const number = ticketNumber(holder.claimId);
  const answer = holder.going === null ? null : holder.going ? ("going" as const) : ("not_going" as const);
  const excused = absence === undefined || absence.excuseState !== null;
  return {
    claimId: holder.claimId,
    number: `${number.slice(0, 4)} ${number.slice(4)}`,
    state: ticketState(holder, session, now),
    enteredAt: holder.enteredAt?.toISOString() ?? null,
    can: ticketActs({ claim: holder, session, excused }, now),
    question:
      holder.askedAt === null && answer === null ? null : { askedAt: holder.askedAt?.toISOString() ?? null, answer },
    penaltyFree: isPenaltyFree(session, holder.grantedAt),
    awarded: holder.source === "award",
  };
}

export const viewExcuse = (absence: AbsenceRow | undefined) =>
  absence?.excuse == null || absence.excuseState === null
    ? null
    : { reason: absence.excuse, state: absence.excuseState, answer: absence.answer };
