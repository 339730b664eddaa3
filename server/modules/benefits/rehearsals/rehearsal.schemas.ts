import { z } from "zod";
import { Instant } from "#kernel/http/http.schemas";
import { mostPhones } from "./rehearsal.rules.ts";

/** How a rehearsal is to go; without `units` about half of the phones win. */
export const NewRehearsal = z.strictObject({
  phones: z.number().int().min(1).max(mostPhones),
  opensInMinutes: z.number().int().min(1).max(60).default(2),
  entryMinutes: z.number().int().min(1).max(60).default(2),
  units: z.number().int().min(1).max(100).optional(),
});
export type NewRehearsal = z.output<typeof NewRehearsal>;

const Count = z.number().int();
const told = {
  id: z.uuid(),
  campaignId: z.uuid(),
  startedBy: z.string(),
  startedAt: Instant,
  opensAt: Instant,
  /** When it ends by itself. */
  endsBy: Instant,
  endedAt: Instant.nullable(),
  /** Null while it goes on, and when it ended by itself. */
  endedBy: z.string().nullable(),
  phones: Count,
  /** How many of the phones took part, won, and had a voucher redeemed, also if it was undone. */
  entered: Count,
  won: Count,
  redeemed: Count,
};

export const RehearsalSummary = z.object(told).meta({ id: "RehearsalSummary" });
export type RehearsalSummary = z.output<typeof RehearsalSummary>;

export const RehearsalList = z
  .object({ items: z.array(RehearsalSummary), can: z.object({ start: z.boolean() }) })
  .meta({ id: "RehearsalList" });

/** A rehearsal with what its phones and its till need; links and PINs are there while it goes on, for those who may run it. */
export const Rehearsal = z
  .object({
    ...told,
    title: z.string(),
    /** Whether the reader runs it: the pages of the play space are theirs alone. */
    mine: z.boolean(),
    can: z.object({ run: z.boolean() }),
    playCampaignId: z.uuid(),
    releases: z.array(z.object({ id: z.uuid(), title: z.string() })),
    links: z.array(
      z.object({
        number: Count,
        name: z.string(),
        personId: z.uuid(),
        /** Somebody has come in by it. */
        taken: z.boolean(),
        /** Opens the play member's pages, once; null when it was used or has grown old. */
        url: z.string().nullable(),
      }),
    ),
    till: z.object({
      store: z.string(),
      paired: Count,
      clerks: z.array(z.object({ name: z.string(), manager: z.boolean(), pin: z.string() })),
    }),
  })
  .meta({ id: "Rehearsal" });
export type Rehearsal = z.output<typeof Rehearsal>;

/** What makes a browser the play till, within a quarter of an hour. */
export const RehearsalTillCode = z
  .object({ pairingCode: z.string(), url: z.string(), expiresAt: Instant })
  .meta({ id: "RehearsalTillCode" });

export const EnterRehearsal = z.strictObject({ key: z.string().min(1).max(100) });
export const RehearsalEntered = z.object({ name: z.string() }).meta({ id: "RehearsalEntered" });

export const RehearsalParams = z.strictObject({ rehearsalId: z.uuid() });
export const PhoneParams = RehearsalParams.extend({ phone: z.coerce.number().int().min(1).max(mostPhones) });
