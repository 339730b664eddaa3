import { z } from "zod";
import { pageOf } from "#kernel/http/http.schemas";
import { mostWishes } from "#wire/seating";

const Moment = z.date();

export const releaseStates = ["scheduled", "entry_open", "drawing", "open", "sold_out", "paused", "closed"] as const;

export const Mine = z
  .object({
    entered: z.boolean(),
    entryNumber: z.number().int().optional(),
    /** Counts what was said with the entry: sent back with the next change of wishes or company. */
    entryRevision: z.number().int().optional(),
    place: z.number().int().optional(),
    outcome: z.enum(["waiting", "won", "lost", "capped"]).optional(),
    claimId: z.uuid().optional(),
    claimState: z.string().optional(),
    /** The seat that the claim is for. */
    seat: z.string().optional(),
    /** What was wished for in the window, the dearest first; and the code of the company to sit with. */
    wishes: z.array(z.string()).optional(),
    partyCode: z.string().optional(),
    holdUntil: Moment.optional(),
    waiting: z.object({ position: z.number().int() }).optional(),
    /** Where some units are kept for others: what is left for this person. */
    left: z.number().int().optional(),
    /** When the share kept for this person opens or opened, where that is later than for everybody. */
    ownHour: Moment.optional(),
    reminder: z.boolean(),
    eligible: z.boolean(),
    reasonCode: z.string().optional(),
    reasonParams: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    lastRefusal: z.object({ code: z.string(), times: z.number().int(), at: Moment }).optional(),
  })
  .meta({ id: "MyPartInRelease" });

export const ReleaseCard = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    title: z.string(),
    subtitle: z.string(),
    mode: z.enum(["grab", "draw", "first_come"]),
    state: z.enum(releaseStates),
    entryOpensAt: Moment.nullable(),
    entryClosesAt: Moment.nullable(),
    opensAt: Moment,
    closesAt: Moment,
    left: z.number().int(),
    capacity: z.number().int(),
    asOf: Moment,
    campaignId: z.uuid().nullable(),
    roundId: z.uuid(),
    faceValueFen: z.number().int().nullable(),
    mine: Mine.optional(),
  })
  .meta({ id: "ReleaseCard" });

export const ReleaseDetail = ReleaseCard.extend({
  secretHash: z.string().nullable(),
  entries: z.number().int().nullable(),
  placed: z.boolean(),
  eligibility: z.array(z.object({ type: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })),
  caps: z.array(z.object({ scope: z.string(), label: z.string(), maxUnits: z.number().int() })),
  usableFrom: Moment,
  usableUntil: Moment,
  usableDays: z.number().int().nullable(),
  serverTime: Moment,
  nextOpensAt: Moment.nullable(),
}).meta({ id: "ReleaseDetail" });

export const ReleaseList = z.object({ items: z.array(ReleaseCard), serverTime: Moment }).meta({ id: "ReleaseList" });

export const Entered = z
  .object({ entered: z.literal(true), entryNumber: z.number().int(), entryRevision: z.number().int() })
  .meta({ id: "Entered" });

export const GrantedClaim = z
  .object({
    id: z.uuid(),
    releaseId: z.uuid(),
    number: z.number().int(),
    grantedAt: Moment,
    /** The seat, where there are seats. */
    seat: z.string().nullable(),
  })
  .meta({ id: "Claim" });

export const Waiting = z.object({ position: z.number().int(), claimId: z.uuid() }).meta({ id: "Waiting" });

export const PublishedOrder = z
  .object({
    releaseId: z.uuid(),
    algorithm: z.literal("HMAC-SHA256(secret, number), smallest of weight tickets, ascending"),
    secret: z.string(),
    secretHash: z.string(),
    capacity: z.number().int(),
    winners: z.number().int(),
    /** Entry number and tickets, in order of number. */
    entries: z.array(z.tuple([z.number().int(), z.number().int()])),
    mine: z.object({ number: z.number().int(), place: z.number().int() }).optional(),
    /** How the winners were seated, per quota: what was free, and the winners in their order; wire/seating.ts repeats it. */
    seating: z
      .array(
        z.object({
          free: z.array(z.object({ label: z.string(), row: z.number(), col: z.number(), best: z.number() })),
          winners: z.array(
            z.object({
              entry: z.number().int(),
              wishes: z.array(z.string()),
              party: z.number().int().nullable(),
              label: z.string(),
            }),
          ),
        }),
      )
      .optional(),
  })
  .meta({ id: "PublishedOrder" });

export const ReleasesQuery = z.strictObject({
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  campaignId: z.uuid().optional(),
});

export const ReleaseParams = z.object({ releaseId: z.uuid() });
const SeatLabel = z.string().min(1).max(40);
export const Entry = z
  .strictObject({
    /** Up to three seats, the dearest first; an empty list takes wishes back. */
    wishes: z.array(SeatLabel).max(mostWishes).optional(),
    /** The code of somebody to sit with; null: with nobody any more. */
    partyCode: z.string().trim().min(4).max(20).nullable().optional(),
    /** The revision of the entry that this follows, 0 before the first: nothing that was said since is lost. Absent: it stands over all. */
    entryRevision: z.number().int().min(0).optional(),
  })
  .refine((entry) => new Set(entry.wishes).size === (entry.wishes?.length ?? 0), { path: ["wishes"] })
  .optional();
/** The seat that is wanted and no other; without it the best one. */
export const Picking = z.strictObject({ pick: SeatLabel.optional() }).optional();

export const FreeSeats = z
  .object({
    releaseId: z.uuid(),
    /** Changes when the seats themselves change, not with who has them. */
    layout: z.string(),
    /** A character per seat, in their order: 0 taken, 1 free for everybody, 2 and more free for the first share and those after it (base 36). */
    free: z.string(),
    asOf: Moment,
  })
  .meta({ id: "FreeSeats" });
export const SeatsOfRelease = FreeSeats.extend({
  seats: z.array(
    z.object({
      label: z.string(),
      row: z.number().int(),
      col: z.number().int(),
      kind: z.enum(["seat", "wheelchair"]),
    }),
  ),
  /** `opensAt`: the hour of a share that is still to open; `mine`: the reader may take of it now. */
  shares: z.array(
    z.object({
      title: z.string(),
      award: z.boolean(),
      spillAt: Moment.nullable(),
      opensAt: Moment.nullable(),
      mine: z.boolean(),
    }),
  ),
}).meta({ id: "SeatsOfRelease" });
export const Party = z.object({ code: z.string() }).meta({ id: "Party" });

export const Nothing = z.strictObject({}).optional();

/** Units that a branch of the tree or a group of people is served from first. */
export const ReleaseShare = z
  .object({
    id: z.uuid(),
    title: z.string(),
    branch: z.string().nullable(),
    tag: z.string().nullable(),
    /** Only given to persons who are named, never competed for. */
    award: z.boolean(),
    capacity: z.number().int(),
    /** Given out or offered to somebody. */
    taken: z.number().int(),
    left: z.number().int(),
    /** Its own hour, where it opens later than for everybody. */
    opensAt: Moment.nullable(),
    /** When what is left goes to everybody, and when it did. */
    spillAt: Moment.nullable(),
    spilledAt: Moment.nullable(),
  })
  .meta({ id: "ReleaseShare" });

export const StaffRelease = ReleaseCard.omit({ mine: true })
  .extend({
    organisationPath: z.string(),
    taken: z.number().int(),
    held: z.number().int(),
    entries: z.number().int(),
    waiting: z.number().int(),
    redeemed: z.number().int(),
    lapsed: z.number().int(),
    returned: z.number().int(),
    /** Of what is taken, by direct award. */
    awarded: z.number().int(),
    servedAt: Moment.nullable(),
    secretHash: z.string().nullable(),
    shares: z.array(ReleaseShare),
    can: z.object({ pause: z.boolean(), resume: z.boolean(), topUp: z.boolean(), close: z.boolean() }),
    touches: z.object({ entered: z.number().int(), holding: z.number().int(), reminded: z.number().int() }),
  })
  .meta({ id: "StaffRelease" });

export const StaffReleaseList = pageOf(StaffRelease).meta({ id: "StaffReleaseList" });

export const MonitorSecond = z
  .object({
    at: Moment,
    requests: z.number().int(),
    entries: z.number().int(),
    granted: z.number().int(),
    refused: z.record(z.string(), z.number().int()),
    p50Ms: z.number().nullable(),
    p99Ms: z.number().nullable(),
  })
  .meta({ id: "MonitorSecond" });

export const Monitor = z
  .object({
    releaseId: z.uuid(),
    series: z.array(MonitorSecond),
    left: z.number().int(),
    capacity: z.number().int(),
    taken: z.number().int(),
    entries: z.number().int(),
    redeemed: z.number().int(),
    refused: z.record(z.string(), z.number().int()),
    state: z.enum(releaseStates),
    serverTime: Moment,
  })
  .meta({ id: "ReleaseMonitor" });

export const WhyStep = z.object({
  at: Moment,
  what: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export const Why = z
  .object({
    personId: z.uuid(),
    releaseId: z.uuid(),
    mine: Mine,
    steps: z.array(WhyStep),
    /** The limits, and how much of each this person has used. */
    caps: z.array(
      z.object({ label: z.string(), scope: z.string(), maxUnits: z.number().int(), used: z.number().int() }),
    ),
    /** The order and its secret are published: whoever asks can recompute the place. */
    orderPublished: z.boolean(),
    mode: z.enum(["grab", "draw", "first_come"]),
    capacity: z.number().int(),
    entries: z.number().int(),
  })
  .meta({ id: "WhyNot" });

export const Reason = z.strictObject({ reason: z.string().trim().min(2).max(300) });
export const TopUp = z.strictObject({ units: z.number().int().min(1).max(1_000_000) });
