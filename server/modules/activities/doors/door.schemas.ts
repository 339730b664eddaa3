import { z } from "zod";
import { Instant } from "#kernel/http/http.schemas";
import { Counts, HallRef } from "../sessions/session.schemas.ts";

const Name = z.string().trim().min(1).max(40);

export const DoorSession = z
  .object({
    id: z.uuid(),
    title: z.string(),
    film: z.string().nullable(),
    startsAt: Instant,
    endsAt: Instant,
    doorsOpenAt: Instant,
    state: z.enum(["planned", "scheduled", "cancelled", "over"]),
    charter: z.boolean(),
    seats: z.number().int(),
    holders: z.number().int(),
    entered: z.number().int(),
  })
  .meta({ id: "DoorSession" });

export const Door = z
  .object({
    door: z.object({ id: z.uuid(), name: z.string(), until: Instant }),
    hall: HallRef,
    day: z.iso.date(),
    sessions: z.array(DoorSession),
    serverTime: Instant,
  })
  .meta({ id: "Door" });
export type Door = z.infer<typeof Door>;

export const PairDoor = z.strictObject({ pairingCode: z.string().min(1).max(40), name: Name });
export const NewDoor = z.strictObject({ name: Name });
export const DoorCode = z.object({ pairingCode: z.string(), expiresAt: Instant, uses: z.number().int() }).meta({
  id: "DoorCode",
});
export const DoorParams = z.object({ doorId: z.uuid() });
export const PairedDoor = z
  .object({
    id: z.uuid(),
    name: z.string(),
    pairedBy: z.string(),
    pairedAt: Instant,
    until: Instant,
    entered: z.number().int(),
  })
  .meta({ id: "PairedDoor" });
export const PairedDoors = z.object({ items: z.array(PairedDoor) }).meta({ id: "PairedDoors" });

/** What a door without network must know of one who may come in: no more. */
export const Holder = z
  .object({
    claimId: z.uuid(),
    number: z.string(),
    seat: z.string().nullable(),
    name: z.string(),
    claimMark: z.string(),
    personMark: z.string(),
    entered: z.object({ at: Instant, door: z.string().nullable() }).nullable(),
  })
  .meta({ id: "DoorHolder" });
export const Holders = z
  .object({ sessionId: z.uuid(), asOf: Instant, holders: z.array(Holder) })
  .meta({ id: "DoorHolders" });

const shown = { code: z.string().min(1).max(1000), number: z.string().min(1).max(40), claimId: z.uuid() };
export const EntryInput = z
  .strictObject({
    ...{ code: shown.code.optional(), number: shown.number.optional(), claimId: shown.claimId.optional() },
    ...{
      seat: z.string().trim().min(1).max(20).optional(),
      phoneEnd: z
        .string()
        .regex(/^\d{4}$/)
        .optional(),
    },
  })
  .refine((given) => (given.seat === undefined) === (given.phoneEnd === undefined), { path: ["phoneEnd"] })
  .refine(
    (given) => [given.code, given.number, given.claimId, given.seat].filter((way) => way !== undefined).length === 1,
    { message: "code, number, claimId or seat" },
  );
export type EntryInput = z.infer<typeof EntryInput>;

export const Entered = z
  .object({
    entered: z.array(z.object({ claimId: z.uuid(), seat: z.string().nullable(), name: z.string(), at: Instant })),
    counts: Counts,
  })
  .meta({ id: "DoorEntered" });
export type Entered = z.infer<typeof Entered>;
export const CountsOf = z.object({ title: z.string(), counts: Counts }).meta({ id: "DoorSessionCounts" });
export const CountsOnly = z.object({ counts: Counts }).meta({ id: "DoorCounts" });

export const SyncInput = z.strictObject({
  entries: z
    .array(
      z.strictObject({
        localId: z.uuid(),
        sessionId: z.uuid(),
        claimId: z.uuid(),
        code: shown.code.optional(),
        by: z.enum(["code", "number", "seat", "list"]),
        enteredAt: Instant,
      }),
    )
    .min(1)
    .max(200),
});
export const Synced = z
  .object({
    items: z.array(
      z.object({
        localId: z.uuid(),
        outcome: z.enum(["entered", "double", "refused"]),
        claimId: z.uuid(),
        seat: z.string().nullable(),
        name: z.string(),
        first: z.object({ at: Instant, door: z.string() }).optional(),
        problem: z.string().optional(),
      }),
    ),
  })
  .meta({ id: "DoorSynced" });
export type SyncedItem = z.infer<typeof Synced>["items"][number];
