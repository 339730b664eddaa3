import { z } from "zod";
import { Instant } from "#kernel/http/http.schemas";
import { Seat, Session } from "../sessions/session.schemas.ts";

export const ticketStates = ["valid", "used", "returned", "cancelled", "missed"] as const;
export type TicketState = (typeof ticketStates)[number];

export const Excuse = z
  .object({ reason: z.string(), state: z.enum(["asked", "accepted", "refused"]), answer: z.string().nullable() })
  .meta({ id: "Excuse" });

/** A claim on a seat, as its holder reads it. */
export const Ticket = z
  .object({
    claimId: z.uuid(),
    /** Eight digits for typing, in two groups. */
    number: z.string(),
    session: Session,
    seat: Seat.nullable(),
    state: z.enum(ticketStates),
    enteredAt: Instant.nullable(),
    can: z.object({ giveBack: z.boolean(), move: z.boolean(), answer: z.boolean(), excuse: z.boolean() }),
    /** Going, or not? Null before it is asked. */
    question: z.object({ askedAt: Instant.nullable(), answer: z.enum(["going", "not_going"]).nullable() }).nullable(),
    /** The time or film changed after this ticket was given: it may be given back until the start. */
    penaltyFree: z.boolean(),
    reminder: z.object({ at: Instant }).nullable(),
    excuse: Excuse.nullable(),
    awarded: z.boolean(),
  })
  .meta({ id: "Ticket" });
export type Ticket = z.infer<typeof Ticket>;

export const TicketList = z.object({ items: z.array(Ticket), serverTime: Instant }).meta({ id: "TicketList" });
export const TicketParams = z.object({ claimId: z.uuid() });
export const TicketsQuery = z.strictObject({ state: z.enum(["open", "past"]).default("open") });
export const Answer = z.strictObject({ going: z.boolean() });
export const NewSeat = z.strictObject({ label: z.string().trim().min(1).max(20) });
export const NewReminder = z.strictObject({ minutesBefore: z.number().int().min(10).max(1440) });
export const NewExcuse = z.strictObject({ reason: z.string().trim().min(2).max(300) });

export const Standing = z
  .object({
    absences: z.array(z.object({ claimId: z.uuid(), title: z.string(), startsAt: Instant, excuse: Excuse.nullable() })),
    bars: z.array(
      z.object({
        seriesId: z.uuid(),
        seriesTitle: z.string(),
        effect: z.enum(["entry", "weight"]),
        until: Instant,
        absences: z.number().int(),
        days: z.number().int(),
      }),
    ),
    /** Seats that were lost to a change: in the draws of the series one goes first until then, or until one has a seat. */
    priorities: z.array(
      z.object({
        claimId: z.uuid(),
        seriesTitle: z.string(),
        title: z.string(),
        reason: z.enum(["cancelled", "changed"]),
        until: Instant,
      }),
    ),
  })
  .meta({ id: "Standing" });
