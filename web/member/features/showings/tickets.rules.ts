import type { Ticket } from "../../../shared/api-types/index.ts";
import { daysApart } from "../../../shared/format.ts";

/** The tickets of today that are still of use, the next showing first. */
export function todaysTickets(tickets: readonly Ticket[], now: number): Ticket[] {
  return tickets
    .filter(({ state, session }) => state === "valid" && Date.parse(session.endsAt) > now)
    .filter(({ session }) => daysApart(now, session.startsAt) === 0)
    .sort((a, b) => Date.parse(a.session.startsAt) - Date.parse(b.session.startsAt));
}

/** What is said about giving back at `now`; nothing once the showing has begun or the ticket is over. */
export function giveBackState({ state, can, session }: Ticket, now: number): "can" | "late" | "none" {
  if (state !== "valid" || Date.parse(session.startsAt) <= now) return "none";
  // A kept copy may be older than the hour.
  return can.giveBack && Date.parse(session.giveBackUntil) > now ? "can" : "late";
}

/** Whether to ask "going, or not?": the server has asked, or giving back is over and this is the way out. */
export function asksWhetherGoing(ticket: Ticket, now: number): boolean {
  return ticket.state === "valid" && ticket.can.answer && Date.parse(ticket.session.startsAt) > now;
}
