import { z } from "zod";
import { addDays } from "#kernel/business-day";
import { Instant } from "#kernel/http/http.schemas";
import { bookingStates, purposes } from "./booking.rules.ts";

const title = z.string().trim().min(1).max(100);
/** A name; whoever has a number to be called at is found among the union's people. */
const contact = z
  .string()
  .trim()
  .max(40)
  .regex(/^(?!.*\d{7})/);
const note = z.string().trim().max(500);
const reason = z.string().trim().min(2).max(300);
const At = Instant.transform((at) => new Date(at));

/** What has a hall. What it is for is null for readers whom it does not concern. */
export const HallBooking = z
  .object({
    id: z.uuid(),
    hallId: z.uuid(),
    hall: z.string(),
    place: z.string(),
    from: z.date(),
    to: z.date(),
    /** When the hall is clean again. */
    freeAt: z.date(),
    state: z.enum(bookingStates),
    purpose: z.enum(purposes).nullable(),
    title: z.string().nullable(),
    organisationId: z.uuid().nullable(),
    organisation: z.string().nullable(),
    contact: z.string().nullable(),
    note: z.string().nullable(),
    reason: z.string().nullable(),
    reference: z.object({ type: z.string(), id: z.uuid() }).nullable(),
    can: z.object({ decide: z.boolean(), change: z.boolean(), cancel: z.boolean() }),
  })
  .meta({ id: "HallBooking" });
export const HallBookings = z.object({ items: z.array(HallBooking) }).meta({ id: "HallBookings" });

const longestView = 62;
/** Days at the place of business, the last one included. */
export const DaysQuery = z
  .strictObject({ from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from <= to && to < addDays(from, longestView));

export const RequestsQuery = z.strictObject({ of: z.enum(["inbox", "mine"]) });

export const NewHallBooking = z.strictObject({
  organisationId: z.uuid(),
  purpose: z.enum(purposes),
  title,
  from: At,
  to: At,
  contact: contact.default(""),
  note: note.default(""),
});
export const HallBookingChange = z
  .strictObject({ hallId: z.uuid(), from: At, to: At, title, contact, note })
  .partial()
  .refine(({ from, to }) => (from === undefined) === (to === undefined));

export const Reason = z.strictObject({ reason });
export const Decision = z.discriminatedUnion("verdict", [
  z.strictObject({ verdict: z.literal("confirmed") }),
  z.strictObject({ verdict: z.literal("refused"), reason }),
]);
