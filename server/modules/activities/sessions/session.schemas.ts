import { z } from "zod";
import { Instant, PageQuery, pageOf } from "#kernel/http/http.schemas";

export const sessionStates = ["planned", "scheduled", "cancelled", "over"] as const;
export const audiences = ["open", "charter"] as const;

export const Film = z
  .object({
    id: z.uuid(),
    title: z.string(),
    minutes: z.number().int().nullable(),
    language: z.string(),
    about: z.string(),
    posterFileId: z.uuid().nullable(),
  })
  .meta({ id: "Film" });
export type Film = z.infer<typeof Film>;

export const HallRef = z
  .object({ id: z.uuid(), name: z.string(), place: z.string(), address: z.string() })
  .meta({ id: "HallRef" });
export type HallRef = z.infer<typeof HallRef>;

/** 场: one occurrence, as members and doors read it. */
export const Session = z
  .object({
    id: z.uuid(),
    kind: z.literal("showing"),
    title: z.string(),
    seriesId: z.uuid(),
    seriesTitle: z.string(),
    film: Film.nullable(),
    hall: HallRef,
    startsAt: Instant,
    endsAt: Instant,
    state: z.enum(sessionStates),
    /** Of a cancellation, or of the last change. */
    reason: z.string().nullable(),
    audience: z.enum(audiences),
    audienceName: z.string().nullable(),
    releaseId: z.uuid().nullable(),
    opensAt: Instant.nullable(),
    giveBackUntil: Instant,
    doorsOpenAt: Instant,
    seatMapVersion: z.number().int().nullable(),
  })
  .meta({ id: "Session" });
export type Session = z.infer<typeof Session>;

export const SessionList = z.object({ items: z.array(Session), serverTime: Instant }).meta({ id: "SessionList" });
export const SessionForMember = Session.extend({ tickets: z.array(z.uuid()) }).meta({ id: "SessionForMember" });
export const SessionParams = z.object({ sessionId: z.uuid() });
export const SessionsQuery = z.strictObject({
  from: Instant.optional(),
  to: Instant.optional(),
  seriesId: z.uuid().optional(),
});

export const Seat = z
  .object({ label: z.string(), row: z.number().int(), col: z.number().int() })
  .meta({ id: "SeatOfTicket" });

export const StaffSessionsQuery = PageQuery.extend({
  from: Instant.optional(),
  to: Instant.optional(),
  seriesId: z.uuid().optional(),
  after: z.uuid().optional(),
});

export const Change = z
  .object({
    id: z.uuid(),
    kind: z.enum(["film", "time", "cancelled", "hall", "reseated"]),
    reason: z.string(),
    /** Tickets, and people who waited for one. */
    touched: z.number().int(),
    waiting: z.number().int(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    madeBy: z.string(),
    madeAt: Instant,
  })
  .meta({ id: "SessionChange" });

export const StaffSeats = z
  .object({
    seats: z.array(
      z.object({
        ...{ label: z.string(), row: z.number().int(), col: z.number().int() },
        kind: z.enum(["seat", "wheelchair", "blocked"]),
        state: z.enum(["free", "taken", "entered"]),
      }),
    ),
  })
  .meta({ id: "StaffSeats" });
export type StaffSeat = z.infer<typeof StaffSeats>["seats"][number];

export const Counts = z
  .object({ seats: z.number().int(), holders: z.number().int(), entered: z.number().int(), returned: z.number().int() })
  .meta({ id: "SessionCounts" });
export type Counts = z.infer<typeof Counts>;

export const StaffSession = Session.extend({
  planId: z.uuid().nullable(),
  organisationId: z.uuid(),
  counts: Counts.extend({
    going: z.number().int(),
    notGoing: z.number().int(),
    missed: z.number().int(),
    awarded: z.number().int(),
  }),
  settledAt: Instant.nullable(),
  /** The version of the hall's seat map now; the seats are given out by `seatMapVersion` until the session follows it. */
  hallSeatMapVersion: z.number().int().nullable(),
  can: z.object({ change: z.boolean(), door: z.boolean(), award: z.boolean(), share: z.boolean() }),
}).meta({ id: "StaffSession" });
export type StaffSession = z.infer<typeof StaffSession>;
export const StaffSessionDetail = StaffSession.extend({ changes: z.array(Change) }).meta({ id: "StaffSessionDetail" });
export const StaffSessionPage = pageOf(StaffSession).meta({ id: "StaffSessionPage" });
